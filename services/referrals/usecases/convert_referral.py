"""Convert a referral: whoever came by a shared link has signed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.referrals.domain.contact import Contact
from services.referrals.queries.referrals import lock_waiting
from shared.database.session import Session
from shared.events.referrals import ReferralConverted
from shared.messaging.outbox import publish
from shared.money import Money


@dataclass(frozen=True, slots=True)
class Signed:
    """An estimate that was accepted, and by whom."""

    estimate_id: UUID
    customer_id: UUID
    contact: Contact
    total: Money
    at: datetime


def convert_referral(session: Session, *, workspace_id: UUID, signed: Signed) -> None:
    """Credits the referrer with the friend's first estimate; nothing happens for who came by no shared link."""
    referral = lock_waiting(session, workspace_id, signed.contact)
    if referral is None or referral.referrer_id == signed.customer_id:
        return
    referral.win(
        friend_id=signed.customer_id,
        estimate_id=signed.estimate_id,
        currency=signed.total.currency,
        total=signed.total.minor,
        at=signed.at,
    )
    publish(
        session,
        ReferralConverted(
            workspace_id=workspace_id,
            referral_id=referral.id,
            lead_id=referral.lead_id,
            code=referral.code,
            referrer_id=referral.referrer_id,
            customer_id=signed.customer_id,
            estimate_id=signed.estimate_id,
            currency=signed.total.currency,
            total=signed.total.minor,
            converted_at=signed.at,
        ),
    )
