"""What businesses write in their messages."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select

from services.notifications.domain.wording import Wording
from shared.database.session import Session


def find_wording(session: Session, workspace_id: UUID, kind: str, language: str) -> Wording | None:
    """What the business writes there; None where it leaves that to us."""
    return session.get(Wording, (workspace_id, kind, language))


def wordings_of(session: Session, workspace_id: UUID) -> Sequence[Wording]:
    return session.scalars(select(Wording).where(Wording.workspace_id == workspace_id)).all()


def drop_wording(session: Session, workspace_id: UUID, kind: str, language: str) -> None:
    """Leaves it to us again; does nothing where it is so."""
    mine = Wording.workspace_id == workspace_id, Wording.kind == kind, Wording.language == language
    session.execute(delete(Wording).where(*mine))
