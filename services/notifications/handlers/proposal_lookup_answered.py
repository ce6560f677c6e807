"""Somebody has looked up what is open for them: all of it goes to the address on file, in one message."""

from services.notifications.usecases.queue_for_customer import queue_for_customer
from shared.database.session import Session
from shared.events.quotes import ProposalLookupAnswered

_TEMPLATES = {"holiday_lights": "holiday_lights_found"}
"""Words of their own for those who looked up records of one type."""


def handle(session: Session, event: ProposalLookupAnswered) -> None:
    names = sorted({record.customer_name for record in event.records})
    queue_for_customer(
        session,
        workspace_id=event.workspace_id,
        # Not the event: whatever makes quotes answer twice, the look-up was one, and so is the message.
        cause_id=event.lookup_id,
        template=_TEMPLATES.get(event.record_type or "", "proposals_found"),
        email=event.customer_email,
        phone=event.customer_phone,
        record_id=None,
        context=event.model_dump(mode="json", include={"records"}) | {"customer_names": names},
    )
