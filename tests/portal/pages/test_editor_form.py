"""An estimate's form: rows under keys of their own, and what the buttons at them do."""

from typing import Any

import pytest
from starlette.datastructures import FormData

from services.portal.pages.editor_form import EstimateForm, LineForm, OptionForm, typed_estimate
from services.portal.pages.editor_rows import press_row_button

pytestmark = pytest.mark.shows("EST-1", "EST-2", "OFF-1")
KEPT = "0198f000-0000-7000-9000-000000000001"


def form(*keys: str, options: tuple[OptionForm, ...] = ()) -> EstimateForm:
    return EstimateForm(lines=[LineForm(key=key, description=f"Line {key}") for key in keys], options=list(options))


def keys(rows: list[Any]) -> list[str]:
    return [row.key for row in rows]


def test_rows_are_read_in_the_order_they_stand_in_whatever_their_keys() -> None:
    typed = typed_estimate(
        FormData(
            [
                ("title", " House wash "),
                ("terms", "First\r\nsecond"),
                ("line", "n7"),
                ("line", KEPT),
                (f"{KEPT}.description", "Roof"),
                (f"{KEPT}.optional", "yes"),
                ("n7.description", "Siding"),
                ("n7.unit_price", "1,250.00"),
                ("option", "n2"),
                ("n2.name", "Premium"),
                ("n2.recommended", "yes"),
                ("n2.line", "n3"),
                ("n3.description", "Wax"),
            ]
        )
    )

    assert (typed.title, typed.terms) == ("House wash", "First\nsecond")
    assert [(line.key, line.description, line.optional) for line in typed.lines] == [
        ("n7", "Siding", False),
        (KEPT, "Roof", True),
    ]
    (option,) = typed.options
    assert (option.name, option.recommended, [line.description for line in option.lines]) == ("Premium", True, ["Wax"])


def test_what_cannot_be_a_key_is_no_row_and_none_is_there_twice() -> None:
    typed = typed_estimate(FormData([("line", key) for key in ("n1", "n1", "", "a.b", '"><b>', "n" * 40)]))

    assert keys(typed.lines) == ["n1"]


def test_a_line_is_added_at_the_end_taxed_as_the_one_before() -> None:
    typed = form("n1", KEPT)
    typed.lines[-1].tax_rate = "8.25"

    focus = press_row_button(typed, "add-line:")

    assert (keys(typed.lines), focus) == (["n1", KEPT, "n2"], "n2.description")
    assert (typed.lines[-1].tax_rate, typed.lines[-1].quantity) == ("8.25", "1")


def test_a_line_of_an_option_is_added_to_that_option() -> None:
    basic, premium = OptionForm(key="n1", lines=[LineForm(key="n2")]), OptionForm(key="n3")
    typed = form(options=(basic, premium))

    focus = press_row_button(typed, "add-line:n3")

    assert (keys(basic.lines), keys(premium.lines), focus) == (["n2"], ["n4"], "n4.description")


@pytest.mark.parametrize(("press", "place"), [("add-option", "options"), ("add-plan", "plans"), ("add-zone", "zones")])
def test_options_plans_and_zones_are_added_with_the_focus_on_their_name(press: str, place: str) -> None:
    typed = form("n4")

    focus = press_row_button(typed, press)

    assert (keys(getattr(typed, place)), focus) == (["n5"], "n5.name")


def test_a_new_option_has_a_line_to_fill_in() -> None:
    typed = form("n1")

    press_row_button(typed, "add-option")

    (option,) = typed.options
    assert (option.key, keys(option.lines)) == ("n2", ["n3"])


@pytest.mark.parametrize(
    ("press", "left", "focus"),
    [
        ("remove:n1", ["n2", "n3"], "n2.description"),
        ("remove:n3", ["n1", "n2"], "n2.description"),
        ("down:n1", ["n2", "n1", "n3"], "down:n1"),
        ("down:n2", ["n1", "n3", "n2"], "up:n2"),
        ("up:n3", ["n1", "n3", "n2"], "up:n3"),
        ("up:n2", ["n2", "n1", "n3"], "down:n2"),
    ],
)
def test_a_row_goes_or_moves_and_the_focus_stays_near(press: str, left: list[str], focus: str) -> None:
    typed = form("n1", "n2", "n3")

    focused = press_row_button(typed, press)

    assert (keys(typed.lines), focused) == (left, focus)


def test_after_the_last_row_the_focus_is_on_what_adds_one() -> None:
    option = OptionForm(key="n1", lines=[LineForm(key="n2")])
    typed = form("n3", options=(option,))

    focused = [press_row_button(typed, press) for press in ("remove:n3", "remove:n2", "remove:n1")]

    assert focused == ["add-line:", "add-line:n1", "add-option"]


@pytest.mark.parametrize(
    "press", ["", "save", "totals", "remove:n9", "up:n1", "down:n2", "add-line:n9", "add-roof", ":"]
)
def test_any_other_press_changes_nothing(press: str) -> None:
    typed = form("n1", "n2")

    focused = press_row_button(typed, press)

    assert (keys(typed.lines), focused) == (["n1", "n2"], None)
