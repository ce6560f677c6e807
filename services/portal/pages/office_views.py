"""What each office page is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypedDict

from services.portal.pages.address_views import Blocked
from services.portal.pages.appointment_views import OfficeAppointment
from services.portal.pages.attachment_views import AttachmentGroup
from services.portal.pages.quote_document import Acceptance, Quote, sells_plans_only
from services.portal.pages.quote_kinds import Kind
from services.portal.pages.views import Link, Shell
from shared.words import say

Topic = Literal["answer", "appointment"]
"""What the customer may be told of by email; also the id of the part of the page that is about it."""
NOT_MAILED = {
    "missing_contact": say("There is no email address on file for the customer."),
    "link_setup": say(
        "Links are not set up: enter the business's website in the account settings, or have CUSTOMER_TOKEN_SECRET set."
    ),
    "not_sent": say("The record has not been sent yet."),
}
"""Why the customer is not mailed, by the category that quotes names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """One section of the console."""

    name: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """An in-app notification; /office/live sends the same members as JSON (plus `kind`)."""

    id: str
    title: str
    text: str
    url: str
    at: datetime | str
    read: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds an office page. Signing out is a POST to `sign_out_action`."""

    workspace_name: str
    user_name: str
    nav: Sequence[NavItem]
    unread: int = 0
    notices: Sequence[Notice] = ()
    notices_url: str = "/office/notifications"
    sign_out_action: str = "/office/logout"
    searching: bool = False
    """Whether the box is to show what was searched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginPage:
    """`office/login.html`: a POST of email, password and next. `problem` says why the last try failed.

    `said` is what has just been done: password.

    Where there are `workspaces` to choose from, the slug of one is posted as workspace.
    `sign_up_url` leads whoever has none to one of their own.
    """

    shell: Shell
    action: str = "/office/login"
    email: str = ""
    next_url: str = ""
    problem: str | None = None
    workspaces: Sequence[str] = ()
    sign_up_url: str | None = None
    said: str = ""
    forgotten_url: str = "/office/forgotten"


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateRow:
    """One line of the list of estimates, named as what it is now."""

    number: str
    kind: Kind
    url: str
    customer_name: str
    title: str
    status: str
    total: int
    currency: str
    updated_at: datetime | str


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimatesPage:
    """`office/estimates.html`; `older_url` leads to the next page of the cursor, `newest_url` back to the start."""

    shell: Shell
    frame: Frame
    rows: Sequence[EstimateRow]
    unanswered: bool = False
    new_url: str | None = None
    older_url: str | None = None
    newest_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of an estimate."""

    number: int
    at: datetime | str
    who: str
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One change of a record: what happened, when, by whom, and from where (such as an IP address or "Office")."""

    at: datetime | str
    what: str
    who: str
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobSummary:
    """The job an acceptance made; its appointment is left out where it cannot be had."""

    number: str
    status: str
    url: str | None = None
    appointment: OfficeAppointment | None = None
    complete_action: str | None = None
    """A POST to it says that the work is done."""
    why_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceSummary:
    """An invoice of this record, and what of it is paid."""

    number: str
    status: str
    currency: str
    total: int
    paid: int
    url: str | None = None


class EvidenceProblem(TypedDict):
    """One thing that is not as it was written, such as line 3."""

    place: str
    reason: str


class SealState(TypedDict):
    """The document that was accepted: sealed, or why not yet, by a code."""

    document_id: str
    sealed_at: str | None
    sha256: str | None
    failure: str | None


class Evidence(TypedDict):
    """Whether the record's history, and all that it holds the hashes of, is as it was written."""

    intact: bool
    lines: int
    erased: int
    problems: list[EvidenceProblem]
    unread: list[str]
    document: SealState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SendProblem:
    """Why a record did not go out: by category, in a few words, and in a sentence with the way out."""

    category: str
    title: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendDialog:
    """`office/_send.html`: as what and by what a record is to go out, and why it did not when that was tried."""

    kind: str
    channel: str
    problem: SendProblem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """That the customer is mailed about `topic`, or the `reason` why not."""

    topic: Topic
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidForm:
    """`office/_void.html`: withdrawing a record for good, by a POST of `reason` to `action`; what was wrong with it."""

    action: str
    reason_needed: bool = False
    reason: str = ""
    problem: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimatePage:
    """`office/estimate.html`: one record, its standing, and everything that happened to it.

    `base` is its own address. `link` is what the customer gets, `preview_url` the same page for the office.
    `sending` is the open dialog for a POST of kind and channel to `send_action`. That, `note_action` (a POST of `text`)
    and `revoke_action` (of: link, with the link itself, record or customer) are shown where given. `told` is shown once,
    after something that the customer is told of. A POST of `once` to `duplicate_action` makes another one of it; `ways_out`
    lead to where a send that failed is put right, by its category. Parts with `data-live` are swapped when the record changes.
    """

    shell: Shell
    frame: Frame
    quote: Quote
    base: str = ""
    link: str | None = None
    preview_url: str | None = None
    send_action: str | None = None
    sending: SendDialog | None = None
    revoke_action: str | None = None
    note_action: str | None = None
    told: Told | None = None
    edit_url: str | None = None
    duplicate_action: str | None = None
    once: str = ""
    voiding: VoidForm | None = None
    ways_out: Mapping[str, Link] = field(default_factory=dict)
    customer_url: str | None = None
    customer_email: str | None = None
    customer_phone: str | None = None
    blocked: Sequence[Blocked] = ()
    versions: Sequence[Version] = ()
    history: Sequence[HistoryLine] = ()
    evidence: Evidence | None = None
    attachments: Sequence[AttachmentGroup] = ()
    link_warning: str | None = None
    job: JobSummary | None = None
    invoices: Sequence[InvoiceSummary] = ()
    invoice_action: str | None = None

    @property
    def acceptance(self) -> Acceptance | None:
        """The acceptance, once there is one."""
        return self.quote["acceptance"]

    @property
    def plans_only(self) -> bool:
        """Whether it comes to no total, as plans are billed by visit."""
        return sells_plans_only(self.quote["document"])


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationsPage:
    """`office/notifications.html`: everything the bell has told; a POST to `read_action` marks all as read."""

    shell: Shell
    frame: Frame
    notices: Sequence[Notice]
    older_url: str | None = None
    read_action: str | None = None
