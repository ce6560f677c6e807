"""How a message is carried away, by whichever channel: claimed, handed over, recorded. Two transactions, the act between."""

from collections.abc import Callable
from uuid import UUID

import structlog

from services.notifications.domain.errors import LetterNotRenderable
from services.notifications.domain.outcome import NOT_RENDERABLE, NotTried, Outcome
from services.notifications.usecases.claim_delivery import Claim, Provider, claim_delivery
from services.notifications.usecases.record_outcome import record_outcome
from shared.database.outage import sit_out
from shared.service import Context

log = structlog.get_logger()


def carry(
    context: Context,
    *,
    workspace_id: UUID,
    delivery_id: UUID,
    provider: Provider | None,
    hand_over: Callable[[Claim], Outcome],
) -> None:
    """Sends the delivery unless somebody else does; one whose worker dies here is found by the sweep."""
    with context.database.begin() as session:
        claim = claim_delivery(session, workspace_id=workspace_id, delivery_id=delivery_id, provider=provider)
    if claim is None:
        return
    outcome = _tried(claim, hand_over)

    def record() -> None:
        with context.database.begin() as session:
            record_outcome(
                session, workspace_id=workspace_id, delivery_id=delivery_id, attempt=claim.attempt, outcome=outcome
            )

    # What is sent and not recorded would be sent again.
    sit_out(record)
    log.info("delivery_tried", delivery_id=str(delivery_id), attempt=claim.attempt, outcome=type(outcome).__name__)


def _tried(claim: Claim, hand_over: Callable[[Claim], Outcome]) -> Outcome:
    try:
        return hand_over(claim)
    except LetterNotRenderable:
        # Perhaps the next release of the templates can: it is tried as long as a message for a provider that is down.
        log.exception("letter_not_renderable", template=claim.delivery.template)
        return NotTried(NOT_RENDERABLE)
