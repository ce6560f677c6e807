"""Send an estimate to its customer."""

from uuid import UUID

from services.quotes.adapters.links import Links
from services.quotes.domain.channel import Channel
from services.quotes.domain.estimate import Estimate
from services.quotes.domain.kinds import Kind
from services.quotes.domain.origin import Origin
from services.quotes.domain.sending import check_channel, contact_for, kind_to_send
from services.quotes.queries.channels import is_available
from services.quotes.queries.records import lock_record
from services.quotes.usecases.follow_lead import follow_lead
from services.quotes.usecases.record_history import record_history
from services.quotes.usecases.tell_of_link import tell_of_link
from shared.database.session import Session


def send_estimate(
    session: Session,
    *,
    workspace_id: UUID,
    estimate_id: UUID,
    kind: Kind | None,
    channel: Channel,
    links: Links,
    origin: Origin,
) -> tuple[Estimate, str]:
    """Has the customer get the estimate's link, also returned; raises `SendFailed`, and then nothing has changed."""
    record = lock_record(session, workspace_id, estimate_id)
    kind = kind_to_send(record.current.contents, kind)
    record.estimate.send(kind, origin.at, today=record.today(origin.at))
    contact_for(record.customer, channel)
    check_channel(channel, available=is_available(session, channel))
    link = links.link_to(record, kind=kind, now=origin.at)
    details = {"version": record.current.version, "kind": kind, "channel": channel}
    record_history(session, estimate=record.estimate, action="sent", origin=origin, details=details)
    tell_of_link(session, record=record, kind=kind, channel=channel, link=link, cause="sent")
    follow_lead(session, estimate=record.estimate, origin=origin)
    return record.estimate, link
