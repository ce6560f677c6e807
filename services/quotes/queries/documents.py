"""Sealed documents of acceptances, and those that wait to be sealed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, and_, exists, select

from services.quotes.domain.acceptance import Acceptance
from services.quotes.domain.estimate import Estimate
from services.quotes.domain.estimate_version import EstimateVersion
from services.quotes.domain.kept_file import KeptFile
from services.quotes.domain.sealed_document import SealedDocument, new_document
from services.quotes.domain.workspace import Workspace
from services.quotes.queries.contents import contents_columns
from services.quotes.queries.pages import AnyRow
from shared.database.session import Session
from shared.database.upsert import insert_into


def lock_document(session: Session, workspace_id: UUID, document_id: UUID) -> SealedDocument | None:
    """The document, nobody else's until this transaction ends; None where nothing was accepted."""
    mine = SealedDocument.workspace_id == workspace_id, SealedDocument.id == document_id
    return session.scalar(select(SealedDocument).where(*mine).with_for_update())


def lock_due_document(session: Session, now: datetime) -> SealedDocument | None:
    """The document of all workspaces that has been waiting longest to be sealed; skips those in use."""
    query = select(SealedDocument).where(SealedDocument.sealed_at.is_(None), SealedDocument.due_at <= now)
    query = query.order_by(SealedDocument.due_at).limit(1)
    return session.scalar(query.with_for_update(skip_locked=True))


def add_document(session: Session, workspace_id: UUID, acceptance_id: UUID, *, now: datetime) -> None:
    """Has the acceptance wait to be sealed, unless it does already or is."""
    mine = Acceptance.workspace_id == workspace_id, Acceptance.id == acceptance_id
    _add(session, select(Acceptance.id, Acceptance.workspace_id, Acceptance.estimate_id).where(*mine), now)


def add_missing_documents(session: Session, *, before: datetime, now: datetime, limit: int) -> int:
    """Has acceptances of all workspaces made `before` then wait to be sealed that nothing was begun for; how many."""
    begun = exists(select(SealedDocument.id).where(SealedDocument.id == Acceptance.id))
    query = select(Acceptance.id, Acceptance.workspace_id, Acceptance.estimate_id)
    missing = query.where(Acceptance.accepted_at <= before, ~begun)
    return _add(session, missing.order_by(Acceptance.id).limit(limit), now)


def _add(session: Session, accepted: Select[UUID, UUID, UUID], now: datetime) -> int:
    made = [
        new_document(document_id=row.id, workspace_id=row.workspace_id, estimate_id=row.estimate_id, now=now)
        for row in session.execute(accepted)
    ]
    values = [
        {column.key: getattr(document, column.key) for column in SealedDocument.__mapper__.column_attrs}
        for document in made
    ]
    if values:
        session.execute(insert_into(session, SealedDocument).on_conflict_do_nothing(), values)
    return len(values)


def sealed_at_of(session: Session, workspace_id: UUID, document_id: UUID) -> datetime | None:
    """When the document was sealed; None until it is."""
    mine = SealedDocument.workspace_id == workspace_id, SealedDocument.id == document_id
    return session.scalar(select(SealedDocument.sealed_at).where(*mine))


def find_document(session: Session, workspace_id: UUID, estimate_id: UUID) -> SealedDocument | None:
    """The document of an estimate, sealed or waiting to be; None until it is accepted."""
    mine = SealedDocument.workspace_id == workspace_id, SealedDocument.estimate_id == estimate_id
    return session.scalar(select(SealedDocument).where(*mine))


def find_sealed_file(session: Session, workspace_id: UUID, estimate_id: UUID) -> KeptFile | None:
    """The sealed file of an estimate; None until it is accepted and sealed."""
    mine = KeptFile.workspace_id == workspace_id, KeptFile.estimate_id == estimate_id
    return session.scalar(select(KeptFile).where(*mine, KeptFile.form == "sealed"))


def find_accepted(session: Session, document_id: UUID) -> AnyRow | None:
    """What anybody may know of a document of all workspaces, who has its id: no word of the person who signed."""
    return session.execute(_ACCEPTED.where(Acceptance.id == document_id)).one_or_none()


def find_by_hash(session: Session, sha256: str) -> AnyRow | None:
    """The same, of the document of all workspaces whose sealed file has that hash."""
    return session.execute(_ACCEPTED.where(SealedDocument.sha256 == sha256)).one_or_none()


_ACCEPTED = (
    select(
        Acceptance.id.label("document_id"),
        Acceptance.workspace_id,
        Acceptance.version,
        Acceptance.document_hash,
        Acceptance.accepted_at,
        Estimate.number,
        *contents_columns(EstimateVersion.document),
        Workspace.company_name,
        SealedDocument.sealed_at,
        SealedDocument.sha256,
        SealedDocument.certificate_sha256,
    )
    .join(Estimate, Estimate.id == Acceptance.estimate_id)
    .join(
        EstimateVersion,
        and_(EstimateVersion.estimate_id == Acceptance.estimate_id, EstimateVersion.version == Acceptance.version),
    )
    .join(Workspace, Workspace.id == Acceptance.workspace_id)
    .outerjoin(SealedDocument, SealedDocument.id == Acceptance.id)
)
