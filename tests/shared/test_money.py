import pytest

from shared.money import payable_part, payable_step


@pytest.mark.shows("PAY-6")
@pytest.mark.parametrize(
    ("currency", "step"),
    [("USD", 1), ("JPY", 1), ("ISK", 1), ("UGX", 1), ("HUF", 1), ("TWD", 1), ("MGA", 100)]
    + [(code, 10) for code in ("BHD", "JOD", "KWD", "OMR", "TND")],
)
def test_some_currencies_are_paid_in_coarser_steps_than_they_are_divided(currency: str, step: int) -> None:
    assert payable_step(currency) == step


@pytest.mark.shows("PAY-6")
@pytest.mark.parametrize(
    ("amount", "whole", "currency", "part"),
    [
        (12_345, 99_999, "USD", 12_345),
        (12_345, 99_999, "KWD", 12_350),
        (12_344, 99_999, "KWD", 12_340),
        (12_345, 12_345, "KWD", 12_340),
        (12_345, 12_345, "USD", 12_345),
        (5_050, 99_999, "MGA", 5_100),
        (5_049, 99_999, "MGA", 5_000),
        (4, 99_999, "KWD", 0),
        (0, 0, "KWD", 0),
        (7, 7, "KWD", 0),
    ],
)
def test_a_part_is_rounded_to_what_can_be_paid_and_is_no_more_than_the_whole(
    amount: int, whole: int, currency: str, part: int
) -> None:
    assert payable_part(amount, whole, currency) == part
