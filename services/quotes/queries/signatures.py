"""Drawn signatures, whether they are still in the acceptance's row or files of their own."""

from uuid import UUID

from sqlalchemy import select

from services.quotes.domain.acceptance import Acceptance
from services.quotes.domain.file_errors import FileNotFound
from services.quotes.domain.kept_file import KeptFile, signature_file
from services.quotes.queries.files import find_file
from shared.database.session import Session


def get_signature(session: Session, workspace_id: UUID, estimate_id: UUID) -> KeptFile:
    """The drawing that the estimate was accepted with; raises `FileNotFound` where nobody has drawn one."""
    mine = Acceptance.workspace_id == workspace_id, Acceptance.estimate_id == estimate_id
    acceptance = session.scalar(select(Acceptance).where(*mine))
    if acceptance is not None and acceptance.signature_png is not None:
        return signature_file(acceptance, acceptance.signature_png, acceptance.accepted_at)
    file = find_file(session, workspace_id, acceptance.id, "signature") if acceptance else None
    if file is None:
        raise FileNotFound("This estimate has no signature that was drawn.")
    return file
