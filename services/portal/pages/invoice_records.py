"""Billing's answers about an invoice, as the console's pages take them."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.portal.pages.invoice_states import method_name
from services.portal.pages.invoice_views import Discrepancy, InvoiceActions, InvoiceRow, Movement, ShownLine
from shared.words import say

_LIST = "/office/invoices"
_REFUNDS = {
    "office": say("Given back"),
    "stripe": say("Given back at Stripe"),
    "duplicate": say("Second payment given back"),
    "void": say("Payment of a withdrawn invoice given back"),
}
_DISPUTES = {"open": say("Disputed by the bank"), "won": say("Dispute won"), "lost": say("Dispute lost")}


_DISCREPANCIES = {
    "unknown_payment": say("Stripe has a payment that names your workspace, and there is no record of it here."),
    "amount_differs": say("Stripe has taken another amount than was recorded here."),
    "not_taken_in": say("Stripe has a payment that could not be recorded here for more than an hour."),
    "in_doubt": say(
        "A payment came for something else than was asked. Nobody can pay its invoice online until that is clear."
    ),
}


def discrepancy(found: Mapping[str, Any], *, may_resolve: bool) -> Discrepancy:
    """Something for a person to look at."""
    return Discrepancy(
        sentence=_DISCREPANCIES.get(found["kind"], say("Stripe and the books do not agree.")),
        subject=found["subject"],
        amount=found["amount"],
        currency=found["currency"],
        invoice_url=f"{_LIST}/{found['invoice_id']}" if found["invoice_id"] else None,
        action=f"{_LIST}/discrepancies/{found['discrepancy_id']}" if may_resolve else None,
    )


def invoice_row(found: Mapping[str, Any]) -> InvoiceRow:
    """One line of the list."""
    return InvoiceRow(
        number=found["number"] or say("Draft"),
        url=f"{_LIST}/{found['invoice_id']}",
        customer_name=found["customer"]["name"],
        title=found["title"],
        status=found["status"],
        total=found["total"],
        amount_due=found["amount_due"],
        currency=found["currency"],
        due_on=found["due_on"],
    )


def shown_lines(found: Mapping[str, Any]) -> list[ShownLine]:
    """Its lines."""
    names = ("description", "quantity", "unit_price", "amount")
    return [ShownLine(**{name: line[name] for name in names}) for line in found["lines"]]


def movements(found: Mapping[str, Any]) -> list[Movement]:
    """All its money, the newest first."""
    return sorted(_movements(found), key=lambda movement: str(movement.at), reverse=True)


def _movements(found: Mapping[str, Any]) -> Iterator[Movement]:
    for one in found["payments"]:
        what = say("Payment by {method}", method=method_name(one["method"])) if one["method"] else say("Payment page")
        yield Movement(at=one["settled_at"] or one["created_at"], what=what, status=one["status"], amount=one["amount"])
    for one in found["refunds"]:
        note = " · ".join(part for part in (one["made_by"], one["reason"], one["failure"]) if part)
        what = _REFUNDS.get(one["cause"], say("Given back"))
        yield Movement(at=one["created_at"], what=what, status=one["status"], amount=-one["amount"], note=note)
    for one in found["disputes"]:
        at, what = one["closed_at"] or one["opened_at"], _DISPUTES.get(one["outcome"], say("Disputed"))
        note = str(one["reason"]).replace("_", " ")
        yield Movement(at=at, what=what, status=f"dispute_{one['outcome']}", amount=-one["withdrawn"], note=note)


def came_in(found: Mapping[str, Any]) -> int:
    """The money that has come in for it."""
    return int(found["paid"] - found["credited"] - found["rewarded"])


def refundable(found: Mapping[str, Any]) -> int:
    """What could be given back: the money that came and is still there, and not on its way."""
    asked = sum(int(one["amount"]) for one in found["refunds"] if one["status"] == "due" and one["cause"] == "office")
    return max(0, came_in(found) - int(found["refunded"]) - int(found["disputed"]) - asked)


def actions(found: Mapping[str, Any], once: str) -> InvoiceActions:
    """What an editor may do with it now; billing decides again when it is done."""
    here, status = f"{_LIST}/{found['invoice_id']}", found["status"]
    draft, asks = status == "draft", found["amount_due"] > 0
    untouched = draft or (asks and not found["paid"] and status != "processing")
    return InvoiceActions(
        edit_url=f"{here}/edit" if untouched and not found["discount"] else None,
        send=f"{here}/send" if status != "void" else None,
        remind=f"{here}/remind" if asks and found["sent_at"] else None,
        issue=f"{here}/issue" if draft else None,
        delete=f"{here}/delete" if draft else None,
        void=f"{here}/void" if asks and came_in(found) == found["refunded"] else None,
        pay=f"{here}/payments" if asks else None,
        refund=f"{here}/refunds" if refundable(found) else None,
        once=once,
    )
