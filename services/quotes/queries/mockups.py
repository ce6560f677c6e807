"""What the photos of an estimate show of its holiday design."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from services.quotes.domain.attached import Shows
from services.quotes.domain.kinds import HOLIDAY_LIGHTS
from services.quotes.domain.mockup import Mockup
from shared.database.session import Session


def shows_of(session: Session, workspace_id: UUID, estimate_id: UUID, *, record_type: str) -> Mapping[UUID, Shows]:
    """What each attachment shows that shows anything; of another record type than holiday lights none does."""
    if record_type != HOLIDAY_LIGHTS:
        return {}
    mine = Mockup.workspace_id == workspace_id, Mockup.estimate_id == estimate_id
    return {mockup.attachment_id: mockup.shows for mockup in session.scalars(select(Mockup).where(*mine))}


def find_mockup(session: Session, workspace_id: UUID, attachment_id: UUID) -> Mockup | None:
    """What the attachment shows, if it shows anything."""
    return session.scalar(
        select(Mockup).where(Mockup.workspace_id == workspace_id, Mockup.attachment_id == attachment_id)
    )
