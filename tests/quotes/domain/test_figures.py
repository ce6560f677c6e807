from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.quotes.domain.errors import InvalidNumber
from services.quotes.domain.figures import decimal_text, read_decimal


@pytest.mark.parametrize(
    ("written", "read"), [("2.5", "2.5"), ("0", "0"), ("-1", "-1"), ("007", "7"), (3, "3"), (Decimal("1.50"), "1.5")]
)
def test_reads_decimals_written_as_texts(written: Any, read: str) -> None:
    assert read_decimal(written, "quantity") == Decimal(read)


@pytest.mark.parametrize(
    "written",
    [2.5, True, None, Decimal("NaN"), "", " 1", "1 ", "1,5", "1_000", "1e3", "NaN", ".5", "5.", "٢", [], "9" * 30],
)
def test_refuses_all_else_and_names_the_field(written: Any) -> None:
    with pytest.raises(InvalidNumber) as refused:
        read_decimal(written, "line_items[0].quantity")

    assert refused.value.field == "line_items[0].quantity"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("10", "10"),
        ("1E+1", "10"),
        ("2.50", "2.5"),
        ("0.000", "0"),
        ("-0.0", "0"),
        ("0.0825", "0.0825"),
        ("1E-4", "0.0001"),
    ],
)
def test_writes_each_number_in_one_way(value: str, text: str) -> None:
    assert decimal_text(Decimal(value)) == text


@given(st.decimals(min_value=0, max_value=1_000_000, places=4))
def test_reads_back_what_it_wrote(value: Decimal) -> None:
    assert read_decimal(decimal_text(value), "quantity") == value
