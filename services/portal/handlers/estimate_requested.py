"""Somebody has asked for an estimate: counted, for whoever recommended the business where somebody did."""

from services.portal.domain.arrival import REFERRAL
from services.portal.usecases.count_fact import count_fact
from shared.database.session import Session
from shared.events.portal import EstimateRequested


def handle(session: Session, event: EstimateRequested) -> None:
    count_fact(
        session,
        event=event,
        kind="estimate_requested",
        subject_id=event.request_id,
        at=event.requested_at,
        channel=REFERRAL if event.referral_code else None,
    )
