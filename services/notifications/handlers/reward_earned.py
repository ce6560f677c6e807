"""A reward was earned: the office reads of it, and grants it unless the programme does."""

from services.notifications.domain.notices import REFERRALS_URL, earned
from services.notifications.queries.workspaces import get_workspace
from services.notifications.usecases.post_notice import post_notice
from shared.database.session import Session
from shared.events.referrals import RewardEarned
from shared.money import Money


def handle(session: Session, event: RewardEarned) -> None:
    locale = get_workspace(session, event.workspace_id).locale
    amount = Money(event.amount, event.currency)
    post_notice(
        session,
        workspace_id=event.workspace_id,
        cause_id=event.envelope.id,
        kind="reward_earned",
        title="Reward earned",
        text=earned(event.customer_name, amount, locale, for_recommending=event.side == "referrer"),
        url=REFERRALS_URL,
        record_id=event.reward_id,
        at=event.envelope.time,
    )
