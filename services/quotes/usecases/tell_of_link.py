"""Tell that a customer is to get a link."""

from services.quotes.domain.channel import Channel
from services.quotes.domain.kinds import Kind
from services.quotes.queries.records import Record
from shared.database.session import Session
from shared.events.quotes import EstimateSent
from shared.messaging.outbox import publish


def tell_of_link(session: Session, *, record: Record, kind: Kind, channel: Channel, link: str, cause: str) -> None:
    """Has `link` delivered to the address on file; `cause` is sent, or renewed when the customer asked for it."""
    estimate, customer = record.estimate, record.customer
    publish(
        session,
        EstimateSent(
            workspace_id=estimate.workspace_id,
            estimate_id=estimate.id,
            number=estimate.number,
            title=estimate.title,
            kind=kind,
            version=estimate.version,
            channel=channel,
            customer_id=customer.id,
            customer_name=customer.name,
            customer_email=customer.email,
            customer_phone=customer.phone,
            link=link,
            currency=estimate.currency,
            total_from=record.current.total_from,
            expires_on=estimate.expires_on,
            cause=cause,
        ),
    )
