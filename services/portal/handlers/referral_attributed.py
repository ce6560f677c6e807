"""Somebody has come by a shared link and asked for an estimate: counted where it is credited."""

from services.portal.domain.arrival import REFERRAL
from services.portal.usecases.count_fact import count_fact
from shared.database.session import Session
from shared.events.referrals import ReferralAttributed


def handle(session: Session, event: ReferralAttributed) -> None:
    if event.credited:
        count_fact(session, event=event, kind="referral_attributed", subject_id=event.referral_id, channel=REFERRAL)
