"""Send one email: claim it, hand it to the mail server, record what became of it."""

from uuid import UUID

from services.notifications.adapters.letters import write_letter
from services.notifications.adapters.mail import AddressNotUsable, Envelope, ascii_address, build_mail
from services.notifications.adapters.mailer import Mailer
from services.notifications.adapters.sign_in_tickets import with_ticket
from services.notifications.domain.opt_out import OPTIONAL
from services.notifications.domain.outcome import ADDRESS_REFUSED, NotTried, Outcome
from services.notifications.tasks.carrying import carry
from services.notifications.usecases.claim_delivery import Claim, Provider
from shared.service import Context


def run(context: Context, *, workspace_id: str, delivery_id: str) -> None:
    """Sends the delivery unless somebody else does."""
    mailer: Mailer | None = context.adapters.mailer

    def hand_over(claim: Claim) -> Outcome:
        assert mailer is not None  # noqa: S101 - without one nothing can be claimed
        return _send(mailer, claim, context)

    carry(
        context,
        workspace_id=UUID(workspace_id),
        delivery_id=UUID(delivery_id),
        provider=Provider(mailer.longest_try, mailer.sender.rpartition("@")[2]) if mailer else None,
        hand_over=hand_over,
    )


def _send(mailer: Mailer, claim: Claim, context: Context) -> Outcome:
    delivery, public_url = claim.delivery, context.settings.public_url
    secret = context.settings.service_token_secret.get_secret_value()
    unsubscribe_url = _unsubscribe_url(claim, context)
    letter = write_letter(
        delivery.template,
        with_ticket(delivery.context, secret, linked=bool(public_url)),
        workspace=claim.workspace,
        public_url=public_url,
        channel=delivery.channel,
        unsubscribe_url=unsubscribe_url,
        language=claim.language,
        words=claim.words,
    )
    try:
        recipient = ascii_address(delivery.recipient)
        message = build_mail(letter, _envelope(mailer, claim, unsubscribe_url))
    except AddressNotUsable:
        return NotTried(ADDRESS_REFUSED, hopeless=True)
    return mailer.send(message, recipient, until=claim.until)


def _unsubscribe_url(claim: Claim, context: Context) -> str | None:
    """Where its reader says that no more like it are wanted; None for a message that is needed."""
    base_url = context.settings.public_url or claim.workspace.public_site_url
    if claim.delivery.template not in OPTIONAL or not base_url:
        return None
    link: str = context.adapters.unsubscribing.link(base_url, claim.delivery.id)
    return link


def _envelope(mailer: Mailer, claim: Claim, unsubscribe_url: str | None) -> Envelope:
    delivery, workspace = claim.delivery, claim.workspace
    return Envelope(
        sender=mailer.sender,
        sender_name=workspace.company_name,
        reply_to=claim.reply_to,
        recipient=delivery.recipient,
        message_id=delivery.message_id or "",
        at=delivery.created_at,
        unsubscribe_url=unsubscribe_url,
    )
