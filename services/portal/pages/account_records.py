"""What services answer about a signed-in customer, made into what their pages are given."""

from typing import Any

from services.portal.pages.account_views import InvoiceRow, JobRow, RecordRow, SharedCard
from services.portal.pages.quote_views import AWAITS_ANSWER
from services.portal.pages.referral_views import Sum

_ESTIMATES = "/customer/estimates"
_INVOICES = "/customer/invoices"


def record_row(found: dict[str, Any]) -> RecordRow:
    """An estimate, proposal or plan, which its link shows as what it is now."""
    return RecordRow(
        url=f"{_ESTIMATES}/{found['estimate_id']}",
        title=found["title"],
        number=found["number"],
        kind=found["kind"],
        status=found["status"],
        currency=found["currency"],
        total=found["total"],
        is_open=found["status"] in AWAITS_ANSWER,
        expires_on=found["expires_on"] if found["status"] in AWAITS_ANSWER else None,
    )


def job_row(found: dict[str, Any]) -> JobRow:
    """The job that came of an estimate."""
    url, job, at = f"{_ESTIMATES}/{found['estimate_id']}", found["job"], found["appointment"]
    if at is None or job["status"] == "completed":
        return JobRow(url=url, title=job["title"], status=job["status"], completed_at=job["completed_at"])
    is_on = at["status"] == "scheduled"
    return JobRow(
        url=url,
        title=job["title"],
        status=job["status"],
        starts_at=at["starts_at"],
        ends_at=at["ends_at"],
        called_off=not is_on,
        calendar_url=f"{url}/appointment.ics" if is_on else None,
        ask_url=f"{url}/appointment" if is_on else None,
    )


def invoice_row(found: dict[str, Any], *, may_pay: bool) -> InvoiceRow:
    """An invoice, with a way to pay it for whoever may."""
    url = f"{_INVOICES}/{found['invoice_id']}"
    return InvoiceRow(
        url=url,
        number=found["number"],
        title=found["title"],
        state=found["state"],
        currency=found["currency"],
        total=found["total"],
        amount_due=found["amount_due"],
        due_on=found["due_on"],
        paid_at=found["paid_at"],
        pay_action=f"{url}/checkout" if may_pay and found["payable"] else None,
        receipt_url=f"{url}/receipt" if found["state"] == "paid" else None,
    )


def shared_card(found: dict[str, Any], refer_url: str) -> SharedCard | None:
    """The link to share; nothing where the business gives out none."""
    if not found["is_on"]:
        return None
    totals = found["totals"] or {"visits": 0, "requests": 0, "won": 0, "rewards": []}
    return SharedCard(
        url=refer_url,
        share_url=found["share_url"],
        visits=totals["visits"],
        requests=totals["requests"],
        won=totals["won"],
        rewards=[Sum(**one) for one in totals["rewards"]],
    )
