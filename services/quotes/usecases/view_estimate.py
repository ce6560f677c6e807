"""Note that a customer has seen an estimate."""

from services.quotes.domain.link import CustomerLink
from services.quotes.domain.origin import Origin
from services.quotes.queries.records import lock_opened
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session
from shared.events.quotes import EstimateViewed
from shared.messaging.outbox import publish


def view_estimate(session: Session, *, link: CustomerLink, version: int, origin: Origin) -> None:
    """Counts the first view of each sending, as the kind of page it was; later ones change nothing.

    Nor do views of a version that is not current.
    """
    record = lock_opened(session, link)
    estimate = record.estimate
    if not estimate.view(origin.at, version=version):
        return
    kind = record.current.contents.opened_as(*link.asked)
    seen_by = origin.named(record.customer.name)
    details = {"version": version, "kind": kind}
    record_history(session, estimate=record.estimate, action="viewed", origin=seen_by, details=details)
    publish(
        session,
        EstimateViewed(
            workspace_id=estimate.workspace_id,
            estimate_id=estimate.id,
            number=estimate.number,
            kind=kind,
            version=version,
            customer_id=estimate.customer_id,
            viewed_at=origin.at,
        ),
    )
