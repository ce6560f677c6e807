"""Send one email: claim it, hand it to the mail server, record what became of it. Two transactions, the sending between."""

from uuid import UUID

import structlog

from services.notifications.adapters.letters import write_letter
from services.notifications.adapters.mail import AddressNotUsable, Envelope, ascii_address, build_mail
from services.notifications.adapters.mailer import Mailer
from services.notifications.domain.errors import LetterNotRenderable
from services.notifications.domain.opt_out import OPTIONAL
from services.notifications.domain.outcome import ADDRESS_REFUSED, NOT_RENDERABLE, NotTried, Outcome
from services.notifications.usecases.claim_delivery import Claim, Provider, claim_delivery
from services.notifications.usecases.record_outcome import record_outcome
from shared.database.outage import sit_out
from shared.service import Context

log = structlog.get_logger()


def run(context: Context, *, workspace_id: str, delivery_id: str) -> None:
    """Sends the delivery unless somebody else does; one whose worker dies here is found by the sweep."""
    mailer: Mailer | None = context.adapters.mailer
    workspace, wanted = UUID(workspace_id), UUID(delivery_id)
    with context.database.begin() as session:
        claim = claim_delivery(session, workspace_id=workspace, delivery_id=wanted, provider=_provider(mailer))
    if claim is None or mailer is None:
        return
    outcome = _send(mailer, claim, context)

    def record() -> None:
        with context.database.begin() as session:
            record_outcome(session, workspace_id=workspace, delivery_id=wanted, attempt=claim.attempt, outcome=outcome)

    # What is sent and not recorded would be sent again.
    sit_out(record)
    log.info("delivery_tried", delivery_id=delivery_id, attempt=claim.attempt, outcome=type(outcome).__name__)


def _provider(mailer: Mailer | None) -> Provider | None:
    return Provider(mailer.longest_try, mailer.sender.rpartition("@")[2]) if mailer else None


def _send(mailer: Mailer, claim: Claim, context: Context) -> Outcome:
    delivery, public_url = claim.delivery, context.settings.public_url
    unsubscribe_url = _unsubscribe_url(claim, context)
    try:
        letter = write_letter(
            delivery.template,
            delivery.context,
            workspace=claim.workspace,
            public_url=public_url,
            channel=delivery.channel,
            unsubscribe_url=unsubscribe_url,
        )
        recipient = ascii_address(delivery.recipient)
        message = build_mail(letter, _envelope(mailer, claim, unsubscribe_url))
    except LetterNotRenderable:
        # Perhaps the next release of the templates can: it is tried as long as a message for a provider that is down.
        log.exception("letter_not_renderable", template=delivery.template)
        return NotTried(NOT_RENDERABLE)
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
