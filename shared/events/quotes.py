"""What quotes publishes. Amounts are integer minor units of `currency`; dates are ISO 8601."""

from datetime import date, datetime
from uuid import UUID

from shared.events.base import Event
from shared.events.quotes_records import AcceptedLine, ContactOnFile, FoundRecord


class CustomerFacts(Event):
    """Who a customer is, and where they are reached; never published itself."""

    customer_id: UUID
    name: str
    email: str | None = None
    phone: str | None = None
    language: str = ""
    """In which they are written to; empty for that of the business."""


class CustomerRegistered(CustomerFacts, service="quotes", subject="customer_id"):
    """The office has a new customer on file."""


class CustomerChanged(CustomerFacts, service="quotes", subject="customer_id"):
    """A customer goes by another name, is reached elsewhere, or has other contacts: all of it as it is now."""

    contacts: tuple[ContactOnFile, ...] | None = None


class LeadCreated(Event, service="quotes", subject="lead_id"):
    """Somebody wants an estimate. `source` is portal, or referral with the code of whoever recommended the business."""

    lead_id: UUID
    name: str
    email: str | None = None
    phone: str | None = None
    source: str
    referral_code: str | None = None
    created_at: datetime
    address: str = ""
    services: tuple[str, ...] = ()
    notes: str = ""
    due_at: datetime | None = None


class LeadChanged(Event, service="quotes", subject="lead_id"):
    """The office has got on with a lead: how it stands now, and when it was first answered."""

    lead_id: UUID
    status: str
    source: str
    referral_code: str | None = None
    customer_id: UUID | None = None
    estimate_id: UUID | None = None
    answered_at: datetime | None = None
    changed_at: datetime


class EstimateSent(Event, service="quotes", subject="estimate_id"):
    """The customer is to get the link of an estimate, for the first time, again, or because the last one had expired."""

    estimate_id: UUID
    number: str
    title: str
    kind: str
    version: int
    channel: str
    customer_id: UUID
    customer_name: str
    customer_email: str | None = None
    customer_phone: str | None = None
    link: str
    currency: str
    total_from: int
    expires_on: date | None = None
    cause: str = "sent"


class EstimateViewed(Event, service="quotes", subject="estimate_id"):
    """The customer, not a robot and not the office, has looked at the estimate for the first time since it was sent."""

    estimate_id: UUID
    number: str
    kind: str
    version: int
    customer_id: UUID
    viewed_at: datetime


class EstimateLinksRevoked(Event, service="quotes", subject="estimate_id"):
    """No link to the estimate, or to what belongs to it, that was issued until `revoked_at` opens anything any more."""

    estimate_id: UUID
    number: str
    customer_id: UUID
    revoked_at: datetime


class CustomerLinksRevoked(Event, service="quotes", subject="customer_id"):
    """No link that the customer was sent until `revoked_at` opens anything any more."""

    customer_id: UUID
    revoked_at: datetime


class EstimateChanged(Event, service="quotes", subject="estimate_id"):
    """The office has made a new version of an estimate."""

    estimate_id: UUID
    number: str
    version: int
    document_hash: str


class ChangesRequested(Event, service="quotes", subject="estimate_id"):
    """The customer has asked a question, or wants the estimate changed before accepting it."""

    estimate_id: UUID
    number: str
    title: str
    customer_id: UUID
    customer_name: str
    text: str
    blocks_acceptance: bool


class MailedToCustomer(Event):
    """What a customer is mailed, or texted, about an estimate. `link` leads to its page, which shows it as `kind`.

    Without a link neither can be, and `not_mailed` says why: missing_contact, link_setup, or not_sent while the
    customer has not got the estimate at all.
    """

    estimate_id: UUID
    number: str
    title: str
    kind: str
    customer_id: UUID
    customer_name: str
    customer_email: str | None = None
    link: str | None = None
    not_mailed: str | None = None
    customer_phone: str | None = None


class NoteAnswered(MailedToCustomer, service="quotes", subject="estimate_id"):
    """The office has written to the customer, in answer to `question` where there was one."""

    note_id: UUID
    text: str
    author_name: str | None = None
    question: str | None = None


class EstimateAccepted(Event, service="quotes", subject="estimate_id"):
    """The customer has signed. Happens once per estimate."""

    estimate_id: UUID
    number: str
    title: str
    record_type: str
    version: int
    document_hash: str
    option_id: str | None = None
    option_name: str | None = None
    customer_id: UUID
    customer_name: str
    customer_email: str | None = None
    customer_phone: str | None = None
    signer_name: str
    accepted_at: datetime
    currency: str
    total: int
    deposit_due: int
    job_id: UUID
    link: str | None = None
    lines: tuple[AcceptedLine, ...] = ()


class EstimateDeclined(Event, service="quotes", subject="estimate_id"):
    """The customer has said no."""

    estimate_id: UUID
    number: str
    title: str
    customer_id: UUID
    customer_name: str
    reason: str


class EstimateExpired(Event, service="quotes", subject="estimate_id"):
    """Its last day has passed unsigned."""

    estimate_id: UUID
    number: str
    customer_id: UUID


class EstimateVoided(Event, service="quotes", subject="estimate_id"):
    """The office has withdrawn it."""

    estimate_id: UUID
    number: str
    customer_id: UUID
    reason: str


class JobCreated(Event, service="quotes", subject="job_id"):
    """There is work to do."""

    job_id: UUID
    estimate_id: UUID
    customer_id: UUID
    title: str
    currency: str
    total: int


class JobCompleted(Event, service="quotes", subject="job_id"):
    """The work is done."""

    job_id: UUID
    estimate_id: UUID
    customer_id: UUID
    completed_at: datetime
    title: str = ""
    customer_name: str = ""
    customer_email: str | None = None
    customer_phone: str | None = None


class AppointmentOfJob(MailedToCustomer):
    """What has become of a job's appointment, and of its `calendar` file; each change of it has a higher `sequence`."""

    job_id: UUID
    appointment_id: UUID
    starts_at: datetime
    ends_at: datetime
    sequence: int
    calendar: str


class JobScheduled(AppointmentOfJob, service="quotes", subject="job_id"):
    """There is a time for the job: a first one (scheduled), a new one (rescheduled), or one asked for (confirmed)."""

    cause: str


class AppointmentCancelled(AppointmentOfJob, service="quotes", subject="job_id"):
    """The office has called the appointment off, perhaps with a reason."""

    reason: str = ""


class AppointmentRequested(Event, service="quotes", subject="job_id"):
    """The customer asks for another time, on one of `days`; the office is to answer."""

    job_id: UUID
    estimate_id: UUID
    appointment_id: UUID
    request_id: UUID
    number: str
    title: str
    customer_id: UUID
    customer_name: str
    starts_at: datetime
    days: tuple[date, ...]
    note: str = ""


class AppointmentRequestDeclined(MailedToCustomer, service="quotes", subject="job_id"):
    """The office keeps the time that the customer has asked to change, and says why."""

    job_id: UUID
    appointment_id: UUID
    request_id: UUID
    starts_at: datetime
    ends_at: datetime
    text: str


class ProposalLookupAnswered(Event, service="quotes", subject="lookup_id"):
    """What is open for an email address on file is to be sent there, all of it in one message.

    Nothing is published of a look-up that found nothing; one by phone may find several addresses, with an event each.
    Where there is but a phone number on file the address is empty, and `customer_phone` is where it goes.
    With a `record_type` it was asked for records of that type only.
    """

    lookup_id: UUID
    customer_email: str
    records: tuple[FoundRecord, ...]
    record_type: str | None = None
    customer_phone: str | None = None
