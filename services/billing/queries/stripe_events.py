"""The webhooks that have come."""

from datetime import datetime
from uuid import UUID

from services.billing.domain.stripe_event import StripeEvent
from services.billing.domain.stripe_facts import WebhookEvent
from shared.database.session import Session
from shared.database.upsert import insert_into


def keep_event(
    session: Session, workspace_id: UUID, *, event: WebhookEvent, checkout_id: UUID | None, now: datetime
) -> bool:
    """Writes the event down; False where it has been before, or is just being written by somebody else who succeeds."""
    row = {
        "event_id": event.id,
        "workspace_id": workspace_id,
        "account": event.account,
        "type": event.type,
        "received_at": now,
        "checkout_id": checkout_id,
    }
    statement = insert_into(session, StripeEvent).values(row).on_conflict_do_nothing()
    return session.execute(statement.returning(StripeEvent.event_id)).first() is not None


def event_of(session: Session, event_id: str) -> StripeEvent:
    """The event, of all workspaces' the only one of its id: whose it is is written in it."""
    return session.get_one(StripeEvent, event_id)
