from services.billing.usecases.grant_credit import grant_credit
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.referrals import RewardRedeemed


def handle(session: Session, event: RewardRedeemed) -> None:
    grant_credit(
        session,
        workspace_id=event.workspace_id,
        reward_id=event.reward_id,
        customer_id=event.customer_id,
        currency=event.currency,
        amount=event.amount,
        invoice_id=event.invoice_id,
        now=utc_now(),
    )
