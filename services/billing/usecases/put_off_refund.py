"""Have a refund tried again, since Stripe gave no answer."""

from datetime import datetime
from uuid import UUID

from services.billing.queries.reversals import refund_of
from shared.database.session import Session


def put_off_refund(session: Session, *, workspace_id: UUID, refund_id: UUID, faulted: bool, now: datetime) -> None:
    """The sweep comes to it; `faulted` where Stripe would repeat its fault for the same key."""
    refund_of(session, workspace_id, refund_id).unanswered(now, faulted=faulted)
