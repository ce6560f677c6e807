import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.quotes.domain.document import canonical_json, document, document_hash, offer_from
from services.quotes.domain.offer import Deposit, Discount
from tests.quotes.domain.build import item_id, line, offer, option, plan

EVERYTHING = offer(
    line(
        125_00,
        "2.50",
        "0.0825",
        id=item_id(1),
        scope="Both storeys",
        discount=Discount("percent", Decimal("10.0")),
    ),
    record_type="holiday_lights",
    options=(
        option(line(50_00, id=item_id(2), optional=True), id=item_id(3), name="Deluxe", description="All of it"),
        option(
            line(80_00, id=item_id(4)), id=item_id(5), name="Grand", discount=Discount("fixed", 5_00), recommended=True
        ),
    ),
    maintenance_plans=(plan(id=item_id(6), starts_on=date(2027, 3, 1), renews=True),),
    discount=Discount("fixed", 1_00),
    terms="Payable within 14 days.",
    expires_on=date(2026, 12, 31),
    deposit=Deposit("percent", Decimal(30)),
    holiday={"zones": [{"name": "Roof", "feet": 120}]},
)


AS_DOCUMENT = {
    "record_type": "holiday_lights",
    "title": "House wash",
    "currency": "USD",
    "line_items": [
        {
            "id": item_id(1),
            "description": "Gutter cleaning",
            "scope": "Both storeys",
            "quantity": "2.5",
            "unit_price": 125_00,
            "tax_rate": "0.0825",
            "optional": False,
            "discount": {"kind": "percent", "value": "10"},
            "amount": 312_50,
            "total": 281_25,
        }
    ],
    "options": [
        {
            "id": item_id(3),
            "name": "Deluxe",
            "description": "All of it",
            "recommended": False,
            "discount": None,
            "line_items": [
                {
                    "id": item_id(2),
                    "description": "Gutter cleaning",
                    "scope": "",
                    "quantity": "1",
                    "unit_price": 50_00,
                    "tax_rate": "0",
                    "optional": True,
                    "discount": None,
                    "amount": 50_00,
                    "total": 50_00,
                }
            ],
            "totals": {"subtotal": 312_50, "discount": 32_25, "tax": 23_12, "total": 303_37, "deposit_due": 91_01},
        },
        {
            "id": item_id(5),
            "name": "Grand",
            "description": "",
            "recommended": True,
            "discount": {"kind": "fixed", "value": 5_00},
            "line_items": [
                {
                    "id": item_id(4),
                    "description": "Gutter cleaning",
                    "scope": "",
                    "quantity": "1",
                    "unit_price": 80_00,
                    "tax_rate": "0",
                    "optional": False,
                    "discount": None,
                    "amount": 80_00,
                    "total": 80_00,
                }
            ],
            "totals": {"subtotal": 392_50, "discount": 37_25, "tax": 23_14, "total": 378_39, "deposit_due": 113_52},
        },
    ],
    "maintenance_plans": [
        {
            "id": item_id(6),
            "name": "Quarterly",
            "visits_per_year": 4,
            "price_per_visit": 95_00,
            "price_per_year": 380_00,
            "term_months": 12,
            "starts_on": "2027-03-01",
            "renews": True,
        }
    ],
    "totals": None,
    "discount": {"kind": "fixed", "value": 1_00},
    "deposit": {"kind": "percent", "value": "30"},
    "terms": "Payable within 14 days.",
    "expires_on": "2026-12-31",
    "holiday": {"zones": [{"name": "Roof", "feet": 120}]},
}


@pytest.mark.shows("EST-1", "EST-2")
def test_holds_all_that_is_shown_and_signed() -> None:
    assert document(EVERYTHING) == AS_DOCUMENT


def test_holds_the_totals_of_the_whole_where_there_are_no_options() -> None:
    content = document(offer(line(100_00, tax_rate="0.1"), line(5_00, optional=True), deposit=Deposit("fixed", 50_00)))

    assert content["totals"] == {"subtotal": 100_00, "discount": 0, "tax": 10_00, "total": 110_00, "deposit_due": 50_00}


def test_gives_the_offer_back_after_a_trip_through_json() -> None:
    stored = json.loads(json.dumps(document(EVERYTHING)))

    assert offer_from(stored) == EVERYTHING
    assert document(offer_from(stored)) == document(EVERYTHING)


def test_shares_nothing_with_the_offer_that_could_be_changed_later() -> None:
    content = document(EVERYTHING)
    content["holiday"]["zones"].clear()

    assert EVERYTHING.holiday == {"zones": [{"name": "Roof", "feet": 120}]}


def test_equal_offers_have_equal_hashes_however_their_numbers_were_written() -> None:
    first = document(offer(line(quantity="2.50", id=item_id(1))))
    second = document(offer(line(quantity="2.5", id=item_id(1))))

    assert document_hash(first) == document_hash(second)


def test_any_change_changes_the_hash() -> None:
    first = document(offer(line(100_00, id=item_id(1))))
    second = document(offer(line(100_01, id=item_id(1))))

    assert document_hash(first) != document_hash(second)


def test_the_hash_is_the_sha256_of_the_canonical_json() -> None:
    # printf '{"a":1}' | sha256sum
    assert document_hash({"a": 1}) == "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"


def test_canonical_json_sorts_names_by_utf16_code_units() -> None:
    # The example of RFC 8785, section 3.2.3: U+1F600 sorts before U+FB33, as its first surrogate does.
    names = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]

    written = canonical_json(dict.fromkeys(names, 0)).decode()

    assert list(json.loads(written)) == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": [1, -2, 0], "a": {"y": None, "x": True}}, b'{"a":{"x":true,"y":null},"b":[1,-2,0]}'),
        ({}, b"{}"),
        ((), b"[]"),
        ('\u20ac$\x0f\nA\'B"\\\\"/\x7f', b'"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/\x7f"'),
        ("\b\t\f\r", b'"\\b\\t\\f\\r"'),
        (2**53 - 1, b"9007199254740991"),
    ],
)
def test_canonical_json_writes_one_value_in_one_way(value: Any, written: bytes) -> None:
    assert canonical_json(value) == written


@pytest.mark.parametrize(
    "value", [1.0, {"a": [1.5]}, float("nan"), Decimal(1), date(2026, 1, 1), b"a", {1: "a"}, {"a": {2}}]
)
def test_canonical_json_refuses_floats_and_what_json_does_not_know(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical_json(value)


@pytest.mark.parametrize("value", [2**53, -(2**53), "\ud800", {"\udfff": 1}])
def test_canonical_json_refuses_what_readers_would_not_read_alike(value: Any) -> None:
    with pytest.raises(ValueError, match=r"exactly|surrogates"):
        canonical_json(value)
