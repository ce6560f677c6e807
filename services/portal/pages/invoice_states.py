"""What a customer is told of an invoice: where its payment stands, and how else to pay."""

from typing import Any, cast

from services.portal.pages.views import PaymentState
from shared.words import say

_HOW = {
    "not_connected": say(
        "This cannot be paid online. We will tell you how to pay; you are also welcome to get in touch."
    ),
    "amount": say(
        "An amount as small, or as exact, as this cannot be paid online. Please get in touch, and we will tell you how to pay."
    ),
    "void": say("This invoice was withdrawn. There is nothing to pay."),
}

_METHODS = {
    "us_bank_account": say("Bank transfer (ACH)"),
    "sepa_debit": say("SEPA direct debit"),
    "cashapp": say("Cash App Pay"),
    "card_terminal": say("Card"),
    "deposit": say("Deposit"),
    "credit": say("Credit"),
}


def state_of(invoice: dict[str, Any]) -> PaymentState:
    """Where the payment of `invoice` stands; the last try shows where it did not work out."""
    status = invoice["status"]
    if status in {"paid", "processing"}:
        return cast("PaymentState", status)
    if not invoice["payable"]:
        return "offline"
    last = max(invoice["payments"], key=lambda payment: str(payment["created_at"]), default={"status": ""})
    return "failed" if last["status"] == "failed" else "open"


def how_to_pay(invoice: dict[str, Any]) -> str | None:
    """What to do where the invoice cannot be paid online."""
    return _HOW.get(invoice["not_payable_reason"] or "")


def paid_by(invoice: dict[str, Any]) -> str:
    """How it was paid, in the words of the receipt that is mailed."""
    return method_name(invoice["payment_method"])


def method_name(method: str | None) -> str:
    """A way of paying, in words."""
    known = method or "online"
    return _METHODS.get(known) or known[:1].upper() + known[1:].replace("_", " ")
