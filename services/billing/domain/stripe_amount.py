"""Amounts as Stripe counts them, which for some currencies is not how ISO 4217 does."""

from decimal import Decimal

from services.billing.domain.errors import NotPayable
from shared.money import charged_digits, minor_digits, payable_step

# As Stripe's list of currencies has them, in its own units.
_LEAST = {"AED": 200, "BGN": 100, "CZK": 1_500, "DKK": 250, "GBP": 30, "HKD": 400, "HUF": 17_500, "MXN": 1_000}
_LEAST |= {"MYR": 200, "NOK": 300, "PLN": 200, "RON": 200, "SEK": 300, "THB": 1_000}
_LEAST_ELSEWHERE = 50


def stripe_amount(minor: int, currency: str) -> int:
    """`minor` units of `currency` in Stripe's units; raises `NotPayable` where Stripe cannot charge so exactly."""
    if minor % payable_step(currency):
        message = f"Exactly this amount of {currency} cannot be paid online. Ask the business how to pay another way."
        raise NotPayable(message)
    return int(Decimal(minor).scaleb(charged_digits(currency) - minor_digits(currency)))


def least_amount(currency: str) -> int:
    """The least, in minor units of `currency`, that Stripe charges; where it names none, what it asks of most."""
    return minor_amount(_LEAST.get(currency, _LEAST_ELSEWHERE), currency)


def is_chargeable(minor: int, currency: str) -> bool:
    """Whether so much can be paid online at all."""
    return minor >= least_amount(currency) and not minor % payable_step(currency)


def minor_amount(charged: int, currency: str) -> int:
    """What Stripe counts as `charged`, in minor units of `currency`."""
    return int(Decimal(charged).scaleb(minor_digits(currency) - charged_digits(currency)))
