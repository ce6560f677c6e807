"""Keep in which language a customer is written to."""

from uuid import UUID

from services.notifications.domain.reader import Reader
from services.notifications.queries.readers import forget_reader
from shared.database.session import Session


def keep_reader(
    session: Session, *, workspace_id: UUID, customer_id: UUID, email: str | None, phone: str | None, language: str
) -> None:
    """As on file now, whatever was known before; of customers without a language of their own nothing is kept."""
    if not language:
        forget_reader(session, workspace_id, customer_id)
        return
    key = email.strip().casefold() if email else None
    session.merge(Reader(customer_id=customer_id, workspace_id=workspace_id, email=key, phone=phone, language=language))
