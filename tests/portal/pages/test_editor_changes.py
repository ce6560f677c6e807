"""What is told of two forms of one estimate that differ."""

from typing import Any

import pytest

from services.portal.pages.editor_changes import Difference, differences
from services.portal.pages.editor_form import EstimateForm, LineForm, OptionForm, PlanForm

pytestmark = pytest.mark.shows("EST-7")


def line(key: str, description: str = "Wash", **rest: Any) -> LineForm:
    return LineForm(key=key, description=description, unit_price="10.00", **rest)


def form(*lines: LineForm, **rest: Any) -> EstimateForm:
    return EstimateForm(title="House wash", currency="USD", lines=list(lines), **rest)


def test_nothing_is_told_of_what_is_the_same() -> None:
    assert differences(form(line("n1")), form(line("n1"))) == []


def test_each_field_is_told_as_it_is_saved_and_as_it_was_typed() -> None:
    saved = form(line("n1", tax_rate="8.25"), terms="Now.")
    typed = form(line("n1", optional=True), record_type="asphalt")

    assert differences(saved, typed) == [
        Difference("Type", "General", "Asphalt"),
        Difference("Terms", "Now.", "empty"),
        Difference("Line “Wash”: tax", "8.25", "empty"),
        Difference("Line “Wash”: optional", "no", "yes"),
    ]


def test_rows_that_only_one_of_them_has_are_told_in_short() -> None:
    saved = form(line("n1"), line("n2", "Roof"))
    typed = form(
        line("n1"),
        line("n3", "Drive"),
        plans=[PlanForm(key="n4", name="Yearly", visits_per_year="4", price_per_visit="9.00")],
    )

    assert differences(saved, typed) == [
        Difference("Line “Roof”", "1 at 10.00", "not there"),
        Difference("Line “Drive”", "not there", "1 at 10.00"),
        Difference("Plan “Yearly”", "not there", "4 at 9.00"),
    ]


def test_another_order_is_told_once() -> None:
    saved, typed = form(line("n1"), line("n2", "Roof")), form(line("n2", "Roof"), line("n1"))

    assert differences(saved, typed) == [Difference("Order of the lines", "Wash, Roof", "Roof, Wash")]


def test_lines_are_told_with_the_option_they_are_in() -> None:
    def premium(*lines: LineForm) -> EstimateForm:
        return form(options=[OptionForm(key="n1", name="Premium", lines=list(lines))])

    assert differences(premium(line("n2")), premium(line("n2", scope="All"))) == [
        Difference("Line “Wash” in Premium: scope of work", "empty", "All")
    ]
