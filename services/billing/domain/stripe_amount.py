"""Amounts as Stripe counts them, which for some currencies is not how ISO 4217 does."""

from decimal import Decimal

from services.billing.domain.errors import NotPayable
from shared.money import charged_digits, minor_digits, payable_step


def stripe_amount(minor: int, currency: str) -> int:
    """`minor` units of `currency` in Stripe's units; raises `NotPayable` where Stripe cannot charge so exactly."""
    if minor % payable_step(currency):
        message = f"Exactly this amount of {currency} cannot be paid online. Ask the business how to pay another way."
        raise NotPayable(message)
    return int(Decimal(minor).scaleb(charged_digits(currency) - minor_digits(currency)))


def minor_amount(charged: int, currency: str) -> int:
    """What Stripe counts as `charged`, in minor units of `currency`."""
    return int(Decimal(charged).scaleb(minor_digits(currency) - charged_digits(currency)))
