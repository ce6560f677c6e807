"""Send one text message: claim it, hand it over, record what became of it."""

from uuid import UUID

from services.notifications.adapters.letters import write_text
from services.notifications.adapters.sign_in_tickets import with_ticket
from services.notifications.adapters.texter import Texter, TextMessage
from services.notifications.domain.outcome import Outcome
from services.notifications.tasks.carrying import carry
from services.notifications.usecases.claim_delivery import Claim, Provider
from shared.service import Context


def run(context: Context, *, workspace_id: str, delivery_id: str) -> None:
    """Sends the delivery unless somebody else does."""
    texter: Texter | None = context.adapters.texter

    def hand_over(claim: Claim) -> Outcome:
        assert texter is not None  # noqa: S101 - without one nothing can be claimed
        return texter.send(_message(claim, context), until=claim.until)

    carry(
        context,
        workspace_id=UUID(workspace_id),
        delivery_id=UUID(delivery_id),
        provider=Provider(texter.longest_try, "sms") if texter else None,
        hand_over=hand_over,
    )


def _message(claim: Claim, context: Context) -> TextMessage:
    delivery, public_url = claim.delivery, context.settings.public_url
    secret = context.settings.service_token_secret.get_secret_value()
    words = with_ticket(delivery.context, secret, linked=bool(public_url))
    text = write_text(
        delivery.template,
        words,
        workspace=claim.workspace,
        public_url=public_url,
        language=claim.language,
        words=claim.words,
    )
    base = public_url or claim.workspace.public_site_url
    told_at = f"{base.rstrip('/')}/webhooks/twilio?delivery={delivery.id}" if base else None
    return TextMessage(delivery.recipient, text, told_at)
