"""One business, one customer, and everything that happens between them that somebody is told of."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.notifications.domain.delivery import Delivery
from services.notifications.domain.inbox import InboxItem
from services.notifications.manifest import service
from shared.causality import begin
from shared.events.base import Envelope, Event
from shared.events.billing import (
    DiscrepancyFound,
    InvoiceDue,
    InvoiceOverdue,
    PaymentDisputed,
    PaymentFailed,
    PaymentRefunded,
    RefundFailed,
    StripeAccountChanged,
)
from shared.events.portal import WorkspaceChanged
from shared.events.quotes import (
    ChangesRequested,
    EstimateDeclined,
    EstimateSent,
    EstimateViewed,
    NoteAnswered,
)
from shared.service import Context
from shared.web.caller import Caller
from tests.conftest import OpenService
from tests.notifications import enquiries, lookups, staff, visits, word_of_mouth
from tests.support.business import (
    CUSTOMER,
    CUSTOMER_EMAIL,
    ESTIMATE,
    INVOICE,
    LINK,
    NOON,
    OWNER,
    WORKSPACE,
    bearer,
    estimate_accepted,
    invoice_paid,
    workspace_created,
)
from tests.support.services import deliver

OTHER_OWNER = UUID("01920000-0000-7000-8000-000000000012")
PAYMENT = UUID("01920000-0000-7000-8000-000000000061")
NOTE = UUID("01920000-0000-7000-8000-000000000081")


def workspace_changed(**changes: Any) -> WorkspaceChanged:
    """Bright Lawn & Paving has changed its account."""
    created = workspace_created().model_dump(exclude={"owner_id", "owner_email"})
    return WorkspaceChanged(**created | changes)


def estimate_sent(**changes: Any) -> EstimateSent:
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "estimate_id": ESTIMATE,
        "number": "E-1001",
        "title": "Front lawn renovation",
        "kind": "estimate",
        "version": 1,
        "channel": "email",
        "customer_id": CUSTOMER,
        "customer_name": "Dana Fox",
        "customer_email": CUSTOMER_EMAIL,
        "link": LINK,
        "currency": "USD",
        "total_from": 245_000,
        "expires_on": date(2026, 12, 31),
    }
    return EstimateSent(**facts | changes)


def estimate_viewed(**changes: Any) -> EstimateViewed:
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "estimate_id": ESTIMATE,
        "number": "E-1001",
        "kind": "estimate",
        "version": 1,
        "customer_id": CUSTOMER,
        "viewed_at": NOON,
    }
    return EstimateViewed(**facts | changes)


def changes_requested(**changes: Any) -> ChangesRequested:
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "estimate_id": ESTIMATE,
        "number": "E-1001",
        "title": "Front lawn renovation",
        "customer_id": CUSTOMER,
        "customer_name": "Dana Fox",
        "text": "Could you leave out the hedge?\n\nAnd please start after Easter.",
        "blocks_acceptance": True,
    }
    return ChangesRequested(**facts | changes)


def note_answered(**changes: Any) -> NoteAnswered:
    """Sam of the office has answered Dana Fox."""
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "estimate_id": ESTIMATE,
        "number": "E-1001",
        "title": "Front lawn renovation",
        "kind": "estimate",
        "customer_id": CUSTOMER,
        "customer_name": "Dana Fox",
        "customer_email": CUSTOMER_EMAIL,
        "note_id": NOTE,
        "text": "Yes, we can.\n\nThe hedge stays.",
        "author_name": "Sam Hill",
        "question": "Could you leave out the hedge?\nAnd start after Easter?",
        "link": LINK,
    }
    return NoteAnswered(**facts | changes)


def estimate_declined(**changes: Any) -> EstimateDeclined:
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "estimate_id": ESTIMATE,
        "number": "E-1001",
        "title": "Front lawn renovation",
        "customer_id": CUSTOMER,
        "customer_name": "Dana Fox",
        "reason": "We are moving house.",
    }
    return EstimateDeclined(**facts | changes)


def invoice_due(**changes: Any) -> InvoiceDue:
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "invoice_id": INVOICE,
        "number": "INV-2001",
        "kind": "deposit",
        "title": "Front lawn renovation",
        "customer_id": CUSTOMER,
        "customer_name": "Dana Fox",
        "customer_email": CUSTOMER_EMAIL,
        "currency": "USD",
        "amount_due": 61_250,
        "due_on": date(2026, 12, 1),
        "link": "https://portal.test/l/payment",
        "cause": "renewed",
    }
    return InvoiceDue(**facts | changes)


def invoice_overdue(**changes: Any) -> InvoiceOverdue:
    facts = invoice_due().model_dump(exclude={"cause"}) | {"days_overdue": 7}
    return InvoiceOverdue(**facts | changes)


_OF_A_PAYMENT: dict[str, Any] = {
    "workspace_id": WORKSPACE,
    "payment_id": PAYMENT,
    "invoice_id": INVOICE,
    "invoice_number": "INV-2001",
    "customer_name": "Dana Fox",
    "currency": "USD",
    "amount": 61_250,
}


def payment_failed(**changes: Any) -> PaymentFailed:
    facts: dict[str, Any] = {"estimate_id": ESTIMATE, "reason": "The card was declined."}
    return PaymentFailed(**_OF_A_PAYMENT | facts | changes)


def payment_refunded(**changes: Any) -> PaymentRefunded:
    facts: dict[str, Any] = {"estimate_id": ESTIMATE, "cause": "duplicate"}
    return PaymentRefunded(**_OF_A_PAYMENT | facts | changes)


def refund_failed(**changes: Any) -> RefundFailed:
    return RefundFailed(**_OF_A_PAYMENT | {"reason": "The card was lost."} | changes)


def discrepancy_found(**changes: Any) -> DiscrepancyFound:
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "discrepancy_id": PAYMENT,
        "kind": "unknown_payment",
        "reference": "pi_1234",
        "currency": "USD",
        "amount": 61_250,
    }
    return DiscrepancyFound(**facts | changes)


def payment_disputed(**changes: Any) -> PaymentDisputed:
    return PaymentDisputed(**_OF_A_PAYMENT | {"reason": "product_not_received", "outcome": "open"} | changes)


def everything() -> list[Event]:
    """All that somebody is told of, once each."""
    return [
        estimate_sent(),
        estimate_viewed(),
        changes_requested(),
        note_answered(),
        estimate_accepted(),
        estimate_declined(),
        lookups.proposals_found(),
        lookups.holiday_lights_found(),
        lookups.invoices_found(),
        invoice_due(),
        invoice_overdue(),
        invoice_paid(),
        payment_failed(),
        payment_refunded(),
        refund_failed(),
        payment_disputed(),
        discrepancy_found(),
        word_of_mouth.review_submitted(),
        word_of_mouth.review_answered(),
        word_of_mouth.review_link_issued(),
        enquiries.lead_created(),
        *visits.everything(),
        word_of_mouth.referral_lookup_answered(),
        word_of_mouth.reward_approved(),
        lookups.sign_in_answered(),
        *staff.everything(),
    ]


def stripe_account_changed(*, charges_enabled: bool) -> StripeAccountChanged:
    """Bright Lawn & Paving can, or can no longer, take payments online."""
    return StripeAccountChanged(
        workspace_id=WORKSPACE, stripe_account_id="acct_bright", charges_enabled=charges_enabled
    )


def open_business(open_service: OpenService, **environment: str) -> Context:
    """The service at work, knowing Bright Lawn & Paving."""
    context = open_service(service, **environment)
    deliver(context, workspace_created())
    return context


def received(event: Event, cause: UUID) -> Event:
    """`event` as a bus that knows no inbox hands it over."""
    envelope = Envelope(
        id=cause,
        name=type(event).__name__,
        service=event.service,
        version=event.schema_version,
        subject=event.subject,
        sequence=1,
        workspace_id=event.workspace_id,
        time=NOON,
        cause=begin(),
        data=event.model_dump(mode="json"),
    )
    return type(event).received(envelope)


def deliveries(context: Context) -> list[Delivery]:
    """Every delivery there is, in the order they were queued."""
    with context.database.read() as session:
        return list(session.scalars(select(Delivery).order_by(Delivery.id)))


def to_customer(context: Context) -> list[Delivery]:
    """Every delivery to the customer, in order."""
    return [one for one in deliveries(context) if one.recipient_kind == "customer"]


def the_delivery(context: Context) -> Delivery:
    """The one delivery there is."""
    (delivery,) = deliveries(context)
    return delivery


def notices(context: Context) -> list[InboxItem]:
    """Every notice there is, in order."""
    with context.database.read() as session:
        return list(session.scalars(select(InboxItem).order_by(InboxItem.position)))


def owner(workspace_id: UUID = WORKSPACE, staff_id: UUID = OWNER) -> dict[str, str]:
    """The headers of a request by the owner."""
    return bearer("notifications", Caller("staff", workspace_id, actor_id=str(staff_id), role="owner"))
