"""Files of estimates: what is to be stored, what is to be looked after, and one to be shown."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select

from services.quotes.domain.acceptance import Acceptance
from services.quotes.domain.file_errors import FileNotFound
from services.quotes.domain.kept_file import CHECK_AFTER, FileForm, KeptFile
from shared.database.session import Session


def lock_inline_signatures(session: Session, *, limit: int) -> Sequence[Acceptance]:
    """Acceptances of all workspaces that still hold the drawing of their signature; skips those in use."""
    query = select(Acceptance).where(Acceptance.signature_png.is_not(None)).order_by(Acceptance.id).limit(limit)
    return session.scalars(query.with_for_update(skip_locked=True)).all()


def lock_due_file(session: Session, now: datetime) -> KeptFile | None:
    """The file of all workspaces that has been waiting longest to be stored; skips those in use."""
    query = select(KeptFile).where(KeptFile.content.is_not(None), KeptFile.due_at <= now)
    return session.scalar(query.order_by(KeptFile.due_at).limit(1).with_for_update(skip_locked=True))


def lock_file(session: Session, workspace_id: UUID, file_id: UUID) -> KeptFile | None:
    """The file, nobody else's until this transaction ends; None when it has been removed."""
    mine = KeptFile.workspace_id == workspace_id, KeptFile.id == file_id
    return session.scalar(select(KeptFile).where(*mine).with_for_update().execution_options(populate_existing=True))


def stored_unchecked(session: Session, now: datetime, *, limit: int) -> Sequence[KeptFile]:
    """Files of all workspaces that are in the storage and have not been looked at for long."""
    long_ago = or_(KeptFile.checked_at.is_(None), KeptFile.checked_at <= now - CHECK_AFTER)
    query = select(KeptFile).where(KeptFile.key.is_not(None), long_ago).order_by(KeptFile.checked_at).limit(limit)
    return session.scalars(query).all()


def find_file(session: Session, workspace_id: UUID, owner_id: UUID, form: FileForm) -> KeptFile | None:
    """The file that `owner_id` has in that form."""
    mine = KeptFile.workspace_id == workspace_id, KeptFile.owner_id == owner_id
    return session.scalar(select(KeptFile).where(*mine, KeptFile.form == form))


def get_file(session: Session, workspace_id: UUID, owner_id: UUID, form: FileForm) -> KeptFile:
    """The file that `owner_id` has in that form; raises `FileNotFound`."""
    file = find_file(session, workspace_id, owner_id, form)
    if file is None:
        raise FileNotFound("There is no such file here.")
    return file
