"""Decline an estimate."""

from services.quotes.domain.errors import AlreadyDeclined
from services.quotes.domain.link import CustomerLink
from services.quotes.domain.origin import Origin
from services.quotes.queries.parties import rights_of
from services.quotes.queries.records import lock_opened
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session
from shared.events.quotes import EstimateDeclined
from shared.messaging.outbox import publish


def decline_estimate(
    session: Session, *, link: CustomerLink, reason: str, origin: Origin, version: int | None = None
) -> None:
    """The customer says no to `version`, if told, and perhaps why; saying it again changes nothing."""
    record = lock_opened(session, link)
    rights_of(session, link).check_may_sign()
    estimate, customer = record.estimate, record.customer
    try:
        estimate.decline(reason, origin.at, version=version)
    except AlreadyDeclined:
        return
    declined_by = origin.named(customer.name)
    details = {"version": estimate.version}
    record_history(session, estimate=record.estimate, action="declined", origin=declined_by, details=details)
    publish(
        session,
        EstimateDeclined(
            workspace_id=estimate.workspace_id,
            estimate_id=estimate.id,
            number=estimate.number,
            title=estimate.title,
            customer_id=customer.id,
            customer_name=customer.name,
            reason=estimate.reason or "",
        ),
    )
