"""The services' answers about a record, as the console's pages take them."""

from typing import Any, cast

from services.portal.pages.office_views import EstimateRow, HistoryLine, InvoiceSummary, VoidForm
from services.portal.pages.quote_document import Quote
from services.portal.pages.views import Link
from shared.words import say

_ACTORS = {"customer": say("Customer"), "office": say("Office"), "staff": say("Office"), "system": say("Porchlight")}
_ACTIONS = {
    "accepted": say("Accepted"),
    "answered": say("Answered"),
    "appointment_cancelled": say("Appointment cancelled"),
    "appointment_kept": say("Appointment kept"),
    "appointment_requested": say("Appointment requested"),
    "appointment_set": say("Appointment set"),
    "attachment_added": say("Attachment added"),
    "attachment_changed": say("Attachment changed"),
    "attachment_removed": say("Attachment removed"),
    "declined": say("Declined"),
    "drafted": say("Drafted"),
    "duplicated": say("Duplicated"),
    "expired": say("Expired"),
    "file_found": say("File found"),
    "job_completed": say("Job completed"),
    "link_renewed": say("Link renewed"),
    "links_revoked": say("Links revoked"),
    "revised": say("Revised"),
    "sealed": say("Sealed"),
    "sent": say("Sent"),
    "viewed": say("Viewed"),
    "voided": say("Voided"),
    "noted": say("Noted"),
    "changes_requested": say("Changes requested"),
}


def row(item: dict[str, Any], url: str) -> EstimateRow:
    """One line of the list."""
    return EstimateRow(
        number=item["number"],
        kind=item["kind"],
        url=url,
        customer_name=item["customer_name"],
        title=item["title"],
        status=item["status"],
        total=item["total"],
        currency=item["currency"],
        updated_at=item["updated_at"],
    )


def office_quote(found: dict[str, Any], notes: list[dict[str, Any]]) -> Quote:
    """The estimate as the office sees it, in the form of the customer's view; nothing is chosen in it."""
    customer = found["customer"]
    view = {
        "estimate_id": found["estimate_id"],
        "number": found["number"],
        "kind": found["kind"],
        "views": found["views"],
        "status": found["status"],
        "version": found["version"],
        "document_hash": found["document_hash"],
        "customer": {"name": customer["name"], "address": customer["address"]},
        "document": found["document"],
        "selection": {"option_id": None, "optional_item_ids": [], "totals": found["totals"]},
        "acceptance": found["acceptance"],
        "notes": [note | {"author_name": note["author_name"] or _actor(note["author_kind"])} for note in notes],
    }
    return cast("Quote", view)


def history_line(line: dict[str, Any]) -> HistoryLine:
    """One change: what, by whom, from where."""
    return HistoryLine(
        at=line["at"],
        what=_ACTIONS.get(str(line["action"])) or str(line["action"]).replace("_", " ").capitalize(),
        who=line.get("actor_name") or _actor(line["actor_kind"]),
        source=line.get("ip"),
    )


def invoice_summary(invoice: dict[str, Any]) -> InvoiceSummary:
    """What is asked for it, and what has been paid."""
    return InvoiceSummary(
        number=invoice["number"] or say("Draft"),
        url=f"/office/invoices/{invoice['invoice_id']}",
        status=invoice["status"],
        currency=invoice["currency"],
        total=invoice["total"],
        paid=invoice["paid"],
    )


def void_form(found: dict[str, Any], *, reason: str = "", problem: str | None = None) -> VoidForm:
    """The form that withdraws a record; what was accepted is withdrawn for a reason only."""
    return VoidForm(
        action=f"/office/estimates/{found['estimate_id']}/void",
        reason_needed=found["status"] == "accepted",
        reason=reason,
        problem=problem,
    )


def customer_url(found: dict[str, Any]) -> str:
    """The page of the record's customer."""
    return f"/office/customers/{found['customer']['customer_id']}"


def ways_out(found: dict[str, Any]) -> dict[str, Link]:
    """Where that is put right which keeps a record from being sent, by the category of the failure."""
    edit = Link(name=say("Edit the estimate"), url=f"/office/estimates/{found['estimate_id']}/edit")
    return {
        "link_setup": Link(name=say("Open the account settings"), url="/office/settings/account"),
        "missing_options": edit,
        "missing_maintenance_plan": edit,
        "missing_contact": Link(name=say("Open the customer"), url=customer_url(found)),
    }


def _actor(kind: str) -> str:
    return _ACTORS.get(kind, kind.capitalize())
