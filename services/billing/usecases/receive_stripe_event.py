"""Take in a webhook of Stripe."""

from datetime import datetime
from uuid import UUID

import structlog

from services.billing.domain.stripe_event import SUBJECTS
from services.billing.domain.stripe_facts import WebhookEvent
from services.billing.queries.checkouts import checkout_of_intent, checkout_of_session
from services.billing.queries.stripe_accounts import owner_of
from services.billing.queries.stripe_events import keep_event
from shared.database.session import Session
from shared.messaging.outbox import enqueue

log = structlog.get_logger()


def receive_stripe_event(session: Session, *, event: WebhookEvent, livemode: bool, now: datetime) -> None:
    """Keeps the event and has it acted on, in one transaction; one that came before, or is not about us, is passed over.

    Whose it is follows from the account it came for and from nothing in its body: only a payment on that account counts.
    """
    if event.type not in SUBJECTS or event.livemode != livemode or not event.account:
        log.info("stripe_event_ignored", event_id=event.id, event_type=event.type, livemode=event.livemode)
        return
    concerned = _concerned(session, event, event.account)
    if concerned is None:
        log.info("stripe_event_of_others", event_id=event.id, event_type=event.type, account=event.account)
        return
    workspace_id, checkout_id = concerned
    if keep_event(session, workspace_id, event=event, checkout_id=checkout_id, now=now):
        enqueue(session, "billing.apply_stripe_event", event_id=event.id)


def _concerned(session: Session, event: WebhookEvent, account: str) -> tuple[UUID, UUID | None] | None:
    """The workspace and the payment that the event is about."""
    if SUBJECTS[event.type] == "account":
        owner = owner_of(session, account)
        return None if owner is None else (owner, None)
    if SUBJECTS[event.type] == "session":
        checkout = checkout_of_session(session, account, event.object_id or "", event.reference)
    else:
        checkout = checkout_of_intent(session, account, event.payment_intent or "", event.reference)
    return None if checkout is None else (checkout.workspace_id, checkout.id)
