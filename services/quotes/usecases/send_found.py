"""Send what a look-up has found."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from services.quotes.adapters.links import Links
from services.quotes.domain.contact import Contact
from services.quotes.domain.customer import Customer
from services.quotes.domain.errors import SendFailed
from services.quotes.domain.kinds import HOLIDAY_LIGHTS, Kind
from services.quotes.domain.origin import Origin
from services.quotes.domain.season import is_in_season
from services.quotes.queries.channels import is_available
from services.quotes.queries.contacts import contacts_by_id
from services.quotes.queries.found import lock_records
from services.quotes.queries.history import details_of
from services.quotes.queries.records import Record
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session
from shared.events.quotes import ProposalLookupAnswered
from shared.events.quotes_records import FoundRecord
from shared.messaging.outbox import publish

ACTION = "link_looked_up"
LinkTo = Callable[..., str]


def send_found(
    session: Session,
    *,
    workspace_id: UUID,
    lookup_id: UUID,
    estimate_ids: Sequence[UUID],
    record_type: str | None = None,
    contact_ids: Sequence[UUID] = (),
    links: Links,
    now: datetime,
) -> int:
    """Has the links of those that are open sent, per address on file in one message; how many. The second time none.

    Looked up by their `record_type` they are sent as that, by links that open them: of holiday lights the design, also
    of those signed this season, and never the seasonal page, which is where the look-up came from. Where it was one of
    the customer's contacts who looked them up, they go to that one, with the rights they have.
    """
    find = _find_in_season if record_type == HOLIDAY_LIGHTS else _find_open
    records = lock_records(session, workspace_id, estimate_ids)
    if not records or _is_answered(session, records[0], lookup_id):
        return 0
    by_address: dict[str, list[FoundRecord]] = defaultdict(list)
    on_file: dict[str, Customer | Contact] = {}
    contacts = {one.customer_id: one for one in contacts_by_id(session, workspace_id, contact_ids)}
    texts = is_available(session, "sms")
    for record in records:
        contact = contacts.get(record.customer.id)
        found, reached = find(record, _making(links, contact), now), contact or record.customer
        key = reached.email_key or (reached.phone if texts else None)
        if found is None or not key:
            continue
        _record(session, record, found, lookup_id, now)
        by_address[key].append(found)
        on_file.setdefault(key, reached)
    for key, found_there in by_address.items():
        email = on_file[key].email
        publish(
            session,
            ProposalLookupAnswered(
                workspace_id=workspace_id,
                lookup_id=lookup_id,
                customer_email=email or "",
                records=tuple(found_there),
                record_type=record_type,
                customer_phone=None if email else key,
            ),
        )
    return sum(map(len, by_address.values()))


def _is_answered(session: Session, record: Record, lookup_id: UUID) -> bool:
    estimate = record.estimate
    told = details_of(session, estimate.workspace_id, estimate.id, action=ACTION)
    return any(details["lookup_id"] == str(lookup_id) for details in told)


def _making(links: Links, contact: Contact | None) -> LinkTo:
    """How their links are made: to the record itself where it is shown in season, or to a contact with rights of their own."""

    def link_to(record: Record, *, kind: Kind, now: datetime) -> str:
        if contact is not None:
            return links.own_link_to(record, kind=kind, now=now, holder=contact.id)
        return (
            links.own_link_to(record, kind=kind, now=now)
            if kind == "holiday"
            else links.link_to(record, kind=kind, now=now)
        )

    return link_to


def _find_open(record: Record, links: LinkTo, now: datetime) -> FoundRecord | None:
    """The record with its link as what it is now; None when it is no longer open, or can have no link."""
    if not record.estimate.is_open(record.today(now)):
        return None
    return _found(record, record.current.contents.kind, links, now)


def _find_in_season(record: Record, links: LinkTo, now: datetime) -> FoundRecord | None:
    """The record with a link to its design; None when it has gone out of season, or can have no link."""
    estimate = record.estimate
    lapsed = estimate.has_lapsed(record.today(now))
    signed_at = estimate.decided_at
    if not is_in_season(estimate.record_type, estimate.status, has_lapsed=lapsed, accepted_at=signed_at, now=now):
        return None
    return _found(record, "holiday", links, now)


def _found(record: Record, kind: Kind, link_to: LinkTo, now: datetime) -> FoundRecord | None:
    estimate, customer = record.estimate, record.customer
    try:
        link = link_to(record, kind=kind, now=now)
    except SendFailed:
        # Whoever looks something up is not told what is wrong with the links.
        return None
    return FoundRecord(
        estimate_id=estimate.id,
        number=estimate.number,
        title=estimate.title,
        kind=kind,
        customer_id=customer.id,
        customer_name=customer.name,
        link=link,
        currency=estimate.currency,
        total_from=record.current.total_from,
        expires_on=None if estimate.status == "accepted" else estimate.expires_on,
    )


def _record(session: Session, record: Record, found: FoundRecord, lookup_id: UUID, now: datetime) -> None:
    # Nobody has proven to be the customer: the link goes to the address on file by itself.
    origin = Origin(at=now, actor_kind="system")
    channel = "email" if record.customer.email_key else "sms"
    details = {"lookup_id": str(lookup_id), "kind": found.kind, "channel": channel}
    record_history(session, estimate=record.estimate, action=ACTION, origin=origin, details=details)
