"""A business writes what one of its messages says, or leaves that to us again."""

from uuid import UUID

from services.notifications.domain.wording import Wording, Words, checked
from services.notifications.domain.wordings import kind_called
from services.notifications.queries.wordings import drop_wording, find_wording
from services.notifications.queries.workspaces import get_workspace
from shared.clock import utc_now
from shared.database.session import Session


def write_wording(session: Session, *, workspace_id: UUID, kind: str, language: str, words: Words | None) -> None:
    """Says that from the next message on; None is ours. Raises `WordingNotFound`, or `InvalidWording` naming the field."""
    get_workspace(session, workspace_id)
    written = kind_called(kind, language)
    if words is None:
        drop_wording(session, workspace_id, kind, language)
        return
    kept, now = checked(words, written.places, is_text=written.is_text), utc_now()
    found = find_wording(session, workspace_id, kind, language)
    if found is None:
        session.add(
            Wording(
                workspace_id=workspace_id,
                kind=kind,
                language=language,
                subject=kept.subject,
                greeting=kept.greeting,
                body=kept.body,
                changed_at=now,
            )
        )
        return
    found.subject, found.greeting, found.body, found.changed_at = kept.subject, kept.greeting, kept.body, now
