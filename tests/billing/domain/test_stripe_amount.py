import pytest

from deploy.embedded.stripe_sandbox.currency import check_total
from services.billing.domain.errors import NotPayable
from services.billing.domain.stripe_amount import stripe_amount
from shared.money import payable_part


@pytest.mark.shows("PAY-6")
@pytest.mark.parametrize(
    ("currency", "minor", "charged"),
    [
        ("USD", 125_00, 125_00),
        ("EUR", 1, 1),
        ("JPY", 5000, 5000),
        ("KRW", 5000, 5000),
        ("ISK", 500, 500_00),
        ("UGX", 500, 500_00),
        ("KWD", 12_340, 12_340),
        ("MGA", 5000_00, 5000),
        ("HUF", 17500_00, 17500_00),
        ("TWD", 100_00, 100_00),
    ],
)
def test_counts_as_stripe_does(currency: str, minor: int, charged: int) -> None:
    assert stripe_amount(minor, currency) == charged


@pytest.mark.shows("PAY-6")
@pytest.mark.parametrize(
    "currency", ["USD", "JPY", "ISK", "UGX", "KWD", "BHD", "JOD", "OMR", "TND", "MGA", "HUF", "TWD"]
)
def test_an_amount_rounded_to_be_payable_is_one_that_stripe_charges(currency: str) -> None:
    due = payable_part(765_432, 987_654, currency)

    check_total(stripe_amount(due, currency), currency.lower())


@pytest.mark.parametrize(("currency", "minor"), [("KWD", 12_345), ("BHD", 1), ("MGA", 5000_01)])
def test_refuses_what_stripe_cannot_charge_exactly(currency: str, minor: int) -> None:
    with pytest.raises(NotPayable):
        stripe_amount(minor, currency)
