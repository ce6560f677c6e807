"""A reward was granted: whoever has it reads of it, and of how it is used."""

from services.notifications.usecases.queue_for_customer import queue_for_customer
from shared.database.session import Session
from shared.events.referrals import RewardApproved

_TOLD = {"customer_name", "currency", "amount", "side"}


def handle(session: Session, event: RewardApproved) -> None:
    # An older release does not say who it is for.
    if not (event.customer_email or event.customer_phone):
        return
    queue_for_customer(
        session,
        workspace_id=event.workspace_id,
        cause_id=event.envelope.id,
        template="reward_approved",
        email=event.customer_email,
        phone=event.customer_phone,
        record_id=event.reward_id,
        context=event.model_dump(mode="json", include=_TOLD),
    )
