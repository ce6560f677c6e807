from services.billing.usecases.withdraw_credit import withdraw_credit
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.referrals import RewardReversed


def handle(session: Session, event: RewardReversed) -> None:
    withdraw_credit(session, workspace_id=event.workspace_id, reward_id=event.reward_id, now=utc_now())
