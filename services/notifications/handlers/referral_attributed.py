"""Somebody wants an estimate who was sent by a customer: the office reads of it."""

from services.notifications.domain.notices import REFERRALS_URL, recommended
from services.notifications.usecases.post_notice import post_notice
from shared.database.session import Session
from shared.events.referrals import ReferralAttributed


def handle(session: Session, event: ReferralAttributed) -> None:
    post_notice(
        session,
        workspace_id=event.workspace_id,
        cause_id=event.envelope.id,
        kind="referral_attributed",
        title="Recommended by a customer",
        text=recommended(event.referrer_name, event.friend_name, event.reason),
        url=REFERRALS_URL,
        record_id=event.referral_id,
        at=event.envelope.time,
    )
