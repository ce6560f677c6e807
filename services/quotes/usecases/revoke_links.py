"""Revoke the links of an estimate: one of them, or all there are."""

from uuid import UUID

from services.quotes.adapters.links import new_public_token
from services.quotes.domain.link import CustomerLink
from services.quotes.domain.origin import Origin
from services.quotes.queries.links import is_revoked
from services.quotes.queries.records import Record, lock_record
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session
from shared.events.quotes import EstimateLinksRevoked
from shared.messaging.outbox import publish


def revoke_links(
    session: Session, *, workspace_id: UUID, estimate_id: UUID, link: CustomerLink | None, origin: Origin
) -> None:
    """Has `link` open nothing any more, or else every link to the estimate that is out; raises `LinkOfAnotherRecord`.

    A record with a token of its own gets another one, so that its links stay of that form. Once revoked stays revoked.
    """
    record = lock_record(session, workspace_id, estimate_id)
    if link is not None:
        _revoke_one(session, record, link, origin)
        return
    session.add_all(record.estimate.revoke_links(new_public_token(), origin.at))
    record_history(session, estimate=record.estimate, action="links_revoked", origin=origin, details={"of": "record"})
    publish(
        session,
        EstimateLinksRevoked(
            workspace_id=workspace_id,
            estimate_id=estimate_id,
            number=record.estimate.number,
            customer_id=record.estimate.customer_id,
            revoked_at=origin.at,
        ),
    )


def _revoke_one(session: Session, record: Record, link: CustomerLink, origin: Origin) -> None:
    if is_revoked(session, link):
        return
    session.add(record.estimate.revoke_link(link, new_public_token(), origin.at))
    details = {"of": "link", "link_id": link.link_id}
    record_history(session, estimate=record.estimate, action="links_revoked", origin=origin, details=details)
