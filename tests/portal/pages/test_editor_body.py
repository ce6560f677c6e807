"""What a form says in the words of quotes, what cannot be read of it, and back again."""

from copy import deepcopy
from typing import Any

import pytest

from services.portal.adapters.refusals import FieldProblem, Refused
from services.portal.pages.editor_body import content_of, priced
from services.portal.pages.editor_form import EstimateForm, LineForm, OptionForm, PlanForm, ZoneForm
from services.portal.pages.editor_places import refused_inputs
from services.portal.pages.editor_written import fingerprint, rewritten, written_form

pytestmark = pytest.mark.shows("EST-1", "EST-2", "OFF-1")
ONE, TWO, THREE, FOUR = (f"0198f000-0000-7000-9000-{number:012d}" for number in range(1, 5))
DOCUMENT: dict[str, Any] = {
    "record_type": "holiday_lights",
    "title": "Roofline",
    "currency": "USD",
    "line_items": [
        {
            "id": ONE, "description": "Wash", "scope": "All of it", "quantity": "2.5", "unit_price": 125_000,
            "tax_rate": "0.0825", "optional": True, "discount": {"kind": "percent", "value": "12.5"},
        }
    ],
    "options": [
        {
            "id": TWO, "name": "Premium", "description": "Most take it.", "recommended": True,
            "discount": {"kind": "fixed", "value": 5_000},
            "line_items": [
                {
                    "id": THREE, "description": "Wax", "scope": "", "quantity": "1", "unit_price": 0,
                    "tax_rate": "0", "optional": False, "discount": None,
                }
            ],
        }
    ],
    "maintenance_plans": [
        {
            "id": FOUR, "name": "Yearly", "visits_per_year": 4, "price_per_visit": 9_500, "term_months": 12,
            "starts_on": "2026-03-01", "renews": True,
        }
    ],
    "discount": {"kind": "percent", "value": "5"},
    "deposit": {"kind": "fixed", "value": 30_000},
    "terms": "Pay at the end.",
    "expires_on": "2026-12-31",
    "holiday": {
        "style": "Warm",
        "power": {"outlets": 2},
        "zones": [{"name": "Roof", "length_ft": 120, "colors": ["red", "white"]}, {"light_type": "C9", "removed": False}],
    },
}  # fmt: skip


def line(**rest: Any) -> LineForm:
    return LineForm(**{"key": "n1", "description": "Wash", "unit_price": "1,250.00"} | rest)


def form(*lines: LineForm, **rest: Any) -> EstimateForm:
    return EstimateForm(**{"title": "House wash", "currency": "USD", "lines": list(lines)} | rest)


def errors(typed: EstimateForm, locale: str = "en_US") -> dict[str, str]:
    return {error.field: error.message for error in content_of(typed, locale).errors}


@pytest.mark.parametrize("locale", ["en_US", "es_ES", "de_CH", "fr_FR"])
def test_what_is_on_file_comes_back_as_it_was_in_every_language(locale: str) -> None:
    content = content_of(written_form(DOCUMENT, locale), locale)

    assert (content.body, content.errors) == (DOCUMENT, [])


def test_an_estimate_is_written_as_people_there_type_it() -> None:
    typed = written_form(DOCUMENT, "es_ES")

    (first,) = typed.lines
    assert (first.unit_price, first.quantity, first.tax_rate, first.discount) == ("1.250,00", "2,5", "8,25", "12,5%")
    assert (typed.deposit, typed.discount, typed.plans[0].price_per_visit) == ("300,00", "5%", "95,00")


@pytest.mark.parametrize(
    ("currency", "text", "minor"), [("USD", "12.50", 1_250), ("JPY", "1,250", 1_250), ("KWD", "1.250", 1_250)]
)
def test_money_is_read_in_the_minor_units_of_its_currency(currency: str, text: str, minor: int) -> None:
    content = content_of(form(line(unit_price=text), currency=currency), "en_US")

    assert content.body["line_items"][0]["unit_price"] == minor


def test_a_share_is_told_from_an_amount_by_its_sign() -> None:
    content = content_of(form(line(discount="10%"), discount="50", deposit="33.3333 %"), "en_US")

    assert content.body["line_items"][0]["discount"] == {"kind": "percent", "value": "10"}
    assert (content.body["discount"], content.body["deposit"]) == (
        {"kind": "fixed", "value": 5_000},
        {"kind": "percent", "value": "33.3333"},
    )


def test_what_is_out_of_bounds_is_said_in_the_words_of_the_page() -> None:
    typed = form(
        line(unit_price="10,000,000,000.01", quantity="0.00", tax_rate="150", discount="101%"),
        deposit="100.5%",
        plans=[PlanForm(key="n2", name="Yearly", visits_per_year="2", price_per_visit="99999999999", term_months="12")],
    )

    assert errors(typed) == {
        "n1.unit_price": "Unit price in line 1 can be at most $10,000,000,000.00.",
        "n1.quantity": "Quantity in line 1 must be more than 0 and at most 1,000,000.",
        "n1.tax_rate": "Tax in line 1 can be at most 100%.",
        "n1.discount": "Discount in line 1 can be at most 100%.",
        "deposit": "Deposit can be at most 100%.",
        "n2.price_per_visit": "Price per visit in plan 1 can be at most $10,000,000,000.00.",
    }


def test_new_rows_have_no_id_and_those_on_file_keep_theirs() -> None:
    content = content_of(form(line(), line(key=ONE)), "en_US")

    assert [item.get("id") for item in content.body["line_items"]] == [None, ONE]


def test_rows_in_which_nothing_was_typed_are_left_out() -> None:
    blank = form(
        line(),
        LineForm(key="n2", tax_rate="8.25"),
        options=[OptionForm(key="n3", lines=[LineForm(key="n4")])],
        plans=[PlanForm(key="n5")],
        zones=[ZoneForm(key="n6")],
        record_type="holiday_lights",
    )

    body = content_of(blank, "en_US").body

    assert (len(body["line_items"]), body["options"], body["maintenance_plans"], body["holiday"]) == (1, [], [], None)


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        (form(line(), title=""), "title", "Enter the title."),
        (form(line(description="")), "n1.description", "Enter the description in line 1."),
        (form(line(), line(key="n2", unit_price="")), "n2.unit_price", "Enter the unit price in line 2."),
        (
            form(line(key="n9"), line(unit_price="1.250,00")),
            "n1.unit_price",
            "Unit price in line 2 is not an amount as it is written here. Write it like 1,250.00.",
        ),
        (
            form(line(quantity="two")),
            "n1.quantity",
            "Quantity in line 1 is not a number as it is written here. Write it like 2.5.",
        ),
        (
            form(line(unit_price="-5")),
            "n1.unit_price",
            "Unit price in line 1 must not be negative. Write it like 1,250.00.",
        ),
        (
            form(line(tax_rate="lots")),
            "n1.tax_rate",
            "Tax in line 1 is not a percentage as it is written here. Write it like 8.25%.",
        ),
        (
            form(line(), discount="ten"),
            "discount",
            "Discount of the whole is not an amount as it is written here. Write it like 1,250.00.",
        ),
        (form(line(), expires_on="31/12/2026"), "expires_on", "Expiry date is not a day. Write it like 2026-12-31."),
        (form(line(), expires_on="2026-02-30"), "expires_on", "Expiry date is not a day. Write it like 2026-12-31."),
        (form(line(), currency="DOLLARS"), "currency", "Currency must be a code of three letters, such as USD."),
        (
            form(options=[OptionForm(key="n2", name="Premium", lines=[line(unit_price="x")])]),
            "n1.unit_price",
            "Unit price in line 1 of Premium is not an amount as it is written here. Write it like 1,250.00.",
        ),
        (form(options=[OptionForm(key="n2", lines=[line()])]), "n2.name", "Enter the name in option 1."),
        (
            form(plans=[PlanForm(key="n2", name="Yearly", visits_per_year="1.5", price_per_visit="9")]),
            "n2.visits_per_year",
            "Visits per year in plan 1 must be a whole number.",
        ),
    ],
)
def test_an_error_names_the_field_and_the_row_and_how_to_write_it(
    typed: EstimateForm, field: str, message: str
) -> None:
    assert errors(typed) == {field: message}


def test_everything_that_is_wrong_is_told_at_once() -> None:
    typed = form(line(description="", quantity="", unit_price="x", discount="y"), title="", deposit="z")

    assert list(errors(typed)) == ["title", "n1.description", "n1.quantity", "n1.unit_price", "n1.discount", "deposit"]


def test_totals_are_asked_for_what_can_be_read_and_the_rest_is_named() -> None:
    options = [
        OptionForm(key="n5", name="Basic", lines=[line(key="n6", description="")]),
        OptionForm(key="n7", name="Empty"),
    ]
    typed = form(line(key="n1", description=""), line(key="n2", unit_price=""), line(key="n3"), options=options)

    asked = priced(typed, "en_US")

    assert [item["unit_price"] for item in asked.body["line_items"]] == [125_000, 125_000]
    assert (asked.lines, [(option.key, keys) for option, keys in asked.options]) == (
        ["n1", "n3"],
        [("n5", ["n6"]), ("n7", [])],
    )
    assert [error.message for error in asked.errors] == ["Enter the unit price in line 2."]


@pytest.mark.parametrize(
    ("path", "message", "field", "said"),
    [
        ("line_items[1].quantity", "{} must be more than 0.", "n3.quantity", "Quantity in line 3 must be more than 0."),
        ("options[0].line_items[0].tax_rate", "{} is wrong.", "n6.tax_rate", "Tax in line 1 of Basic is wrong."),
        ("options[0].line_items", "options[0] has nothing in it.", "add-line:n5", "Basic has nothing in it."),
        ("options[0].recommended", "Only one can be it.", "n5.recommended", "Only one can be it."),
        ("options[0].discount.value", "{} is too much.", "n5.discount", "Discount in Basic is too much."),
        ("maintenance_plans[0].id", "{} is taken.", "n7.id", "id in plan 1 is taken."),
        ("deposit.value", "The deposit is more than the whole.", "deposit", "The deposit is more than the whole."),
        ("deposit.value", "{} is too much.", "deposit", "Deposit is too much."),
        ("line_items", "There is nothing to sell.", "add-line:", "There is nothing to sell."),
        ("line_items", "{} has 101 line items.", "add-line:", "The list of lines has 101 line items."),
        ("expires_on", "{} must be a day.", "expires_on", "Expiry date must be a day."),
        ("nonsense", "{} is not known.", "content", "nonsense is not known."),
    ],
)
def test_what_quotes_refuses_stands_at_its_field_in_the_words_of_the_page(
    path: str, message: str, field: str, said: str
) -> None:
    basic = OptionForm(key="n5", name="Basic", lines=[line(key="n6")])
    yearly = PlanForm(key="n7", name="Yearly", visits_per_year="4", price_per_visit="9")
    typed = form(line(key="n1"), LineForm(key="n2"), line(key="n3"), options=[basic], plans=[yearly])
    refused = Refused("quotes", 422, "invalid", "No.", [FieldProblem(path, message.format(path))])

    (error,) = refused_inputs(refused, content_of(typed, "en_US").places)

    assert (error.field, error.message) == (field, said)


def test_what_the_form_has_no_inputs_for_survives_an_edit() -> None:
    typed = written_form(DOCUMENT, "en_US")
    typed.style, typed.zones[0].light_type = "Cool", "Mini"

    design = content_of(typed, "en_US").body["holiday"]

    wanted = deepcopy(DOCUMENT["holiday"])
    wanted["style"], wanted["zones"][0]["light_type"] = "Cool", "Mini"
    assert design == wanted


@pytest.mark.parametrize("rest", ["{", "[1]", "null", '{"a": NaN', "[" * 100_000])
def test_what_was_carried_along_and_is_no_design_any_more_is_dropped(rest: str) -> None:
    typed = form(line(), record_type="holiday_lights", style="Warm", design_rest=rest)

    assert content_of(typed, "en_US").body["holiday"] == {"style": "Warm"}


def test_a_type_without_a_design_has_none() -> None:
    typed = written_form(DOCUMENT, "en_US")
    typed.record_type = "generic"

    assert content_of(typed, "en_US").body["holiday"] is None


def test_the_same_content_has_the_same_fingerprint_however_it_was_typed() -> None:
    one, other = form(line(unit_price="$1250", quantity="1.0")), form(line(key=ONE, unit_price="1,250.00"))

    prints = {fingerprint(rewritten(typed, "en_US")) for typed in (one, other)}

    assert len(prints) == 1
    assert fingerprint(rewritten(form(line(unit_price="1,250.01")), "en_US")) not in prints
