"""How an estimate was accepted, with all that shows it."""

from typing import Any
from uuid import UUID

from sqlalchemy import Table, and_, bindparam, select

from services.quotes.domain.acceptance import Acceptance
from services.quotes.domain.agreement import Kept
from services.quotes.domain.chain import Ending
from services.quotes.domain.errors import EstimateNotFound
from services.quotes.domain.estimate import Estimate
from services.quotes.domain.estimate_version import EstimateVersion
from services.quotes.domain.history import HistoryLine
from services.quotes.domain.kept_file import KeptFile
from services.quotes.domain.sealed_document import SealedDocument
from services.quotes.domain.workspace import Workspace
from services.quotes.queries.pages import AnyRow
from shared.database.session import Session


def _table(mapped: type[object]) -> Table:
    table: Table = mapped.__table__  # type: ignore[attr-defined]
    return table


_acceptance, _line, _workspace = _table(Acceptance).c, _table(HistoryLine).c, _table(Workspace).c

_EVIDENCE = (
    select(
        _table(Acceptance),
        _line.position.label("history_position"),
        _line.hash.label("history_hash"),
        _workspace.public_site_url,
    )
    .select_from(_table(Acceptance))
    .join(_table(HistoryLine), and_(_line.estimate_id == _acceptance.estimate_id, _line.action == "accepted"))
    .join(_table(Workspace), _workspace.workspace_id == _acceptance.workspace_id)
    .where(_acceptance.workspace_id == bindparam("workspace_id"))
    .where(_acceptance.estimate_id == bindparam("estimate_id"))
)


def evidence_of(session: Session, workspace_id: UUID, estimate_id: UUID) -> AnyRow:
    """The acceptance of an estimate that has been accepted, and the line of the history that tells of it."""
    return session.execute(_EVIDENCE, {"workspace_id": workspace_id, "estimate_id": estimate_id}).one()


def ending_of(session: Session, workspace_id: UUID, estimate_id: UUID) -> tuple[str, Ending]:
    """The estimate's number, and where its history ends as it tells itself; raises `EstimateNotFound`."""
    query = select(Estimate.number, Estimate.history_length, Estimate.history_hash)
    mine = Estimate.workspace_id == workspace_id, Estimate.id == estimate_id
    found = session.execute(query.where(*mine)).one_or_none()
    if found is None:
        raise EstimateNotFound(f"There is no estimate {estimate_id} in this workspace.")
    number, length, last_hash = found
    return number, Ending(workspace_id, estimate_id, length, last_hash)


def kept_of(session: Session, workspace_id: UUID, estimate_id: UUID) -> Kept:
    """What is kept of an estimate beside its history."""

    def mine(mapped: Any) -> Any:
        return select(mapped).where(mapped.workspace_id == workspace_id, mapped.estimate_id == estimate_id)

    return Kept(
        versions=list(session.scalars(mine(EstimateVersion).order_by(EstimateVersion.version))),
        acceptance=session.scalar(mine(Acceptance)),
        document=session.scalar(mine(SealedDocument)),
        files=list(session.scalars(mine(KeptFile).where(KeptFile.form.in_(("signature", "sealed"))))),
    )
