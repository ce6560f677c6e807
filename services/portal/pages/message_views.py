"""What the console's page of messages is given, and what messages are called there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from services.portal.pages.office_views import Frame, NavItem
from services.portal.pages.views import Shell
from shared.words import say

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "email_unavailable": say("No email can be sent for the moment."),
        "sms_unavailable": say("Text messages are not set up."),
        "missing_contact": say("There was no address on file."),
        "address_refused": say("The address was refused: nobody is reached there."),
        "message_refused": say("The mail server refused the message."),
        "provider_unavailable": say("The mail server could not be reached for hours."),
        "not_renderable": say("The message could not be written."),
        "undecided": say("It may have arrived: the mail server never answered."),
        "suppressed": say("Whoever has this address wants no such messages, or is not reached there."),
        "reason_gone": say("What it was to remind of was over."),
        "link_setup": say("Links are not set up."),
    }
)
"""Why a message did not go out, by its category."""
_NAMES = {
    "follow_up": say("Follow-up after the job"),
    "proposals_found": say("Links that were asked for"),
    "holiday_lights_found": say("Link to the holiday design"),
    "referral_link": say("Link to share"),
    "review_link": say("Link to review"),
    "receipt_customer": say("Receipt"),
}
_PLACES = (
    (("estimate", "changes", "note", "appointment"), "/office/estimates/{}"),
    (("invoice", "payment", "receipt", "refund"), "/office/invoices/{}"),
    (("lead",), "/office/leads/{}"),
    (("review_answered", "low_review"), "/office/reviews#review-{}"),
    (("referral", "reward"), "/office/referrals"),
)
"""Where the record is that a message is about, by how its template's name begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """One message, to whom, and what became of it. `url` leads to what it is about, `why_url` to what it goes back to."""

    name: str
    to: str
    by: str
    status: str
    at: str
    why_url: str
    reason: str = ""
    url: str | None = None
    retry_action: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesPage:
    """`office/messages.html`; `problem` says why one could not be tried again."""

    shell: Shell
    frame: Frame
    rows: Sequence[MessageRow]
    parts: Sequence[NavItem]
    problem: str | None = None
    older_url: str | None = None
    newest_url: str | None = None


def message_row(found: Mapping[str, Any], *, may_change: bool) -> MessageRow:
    """A message as notifications tells of it, in words."""
    template, record = found["template"], found["record_id"]
    here = f"/office/messages/{found['delivery_id']}"
    category = found["category"] or ""
    return MessageRow(
        name=_name(template),
        to=say("the office") if found["recipient_kind"] == "office" else say("the customer"),
        by=found["recipient"] or found["channel"],
        status=found["status"],
        at=found["sent_at"] or found["created_at"],
        why_url=f"/office/why/{found['delivery_id']}",
        reason=REASONS.get(category, category.replace("_", " ")),
        url=_place(template, record) if record else None,
        retry_action=f"{here}/retry" if may_change and found["status"] == "failed" else None,
    )


def _name(template: str) -> str:
    known = _NAMES.get(template)
    return known or template.removesuffix("_office").removesuffix("_customer").replace("_", " ").capitalize()


def _place(template: str, record_id: str) -> str | None:
    return next((place.format(record_id) for starts, place in _PLACES if template.startswith(starts)), None)
