"""The evidence of an estimate, for the office: whether it is as it was written, and all of it to take elsewhere."""

import json
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from typing_extensions import TypedDict

from services.quotes.api.answers import moment
from services.quotes.api.callers import database_of, storage_of
from services.quotes.domain.sealed_document import SealedDocument
from services.quotes.queries.documents import find_document
from services.quotes.usecases.export_evidence import export_evidence
from services.quotes.usecases.verify_evidence import Verified, verify_evidence
from shared.web.caller import StaffDep
from shared.web.unit_of_work import UnitOfWorkRoute

router = APIRouter(route_class=UnitOfWorkRoute, tags=["estimates"])


class ProblemAnswer(TypedDict):
    """One thing that is not as it was written."""

    place: str
    reason: str


class SealAnswer(TypedDict):
    """The document that was accepted: sealed, or else why the last try came to nothing, by its code."""

    document_id: str
    sealed_at: str | None
    sha256: str | None
    failure: str | None


class EvidenceAnswer(TypedDict):
    """`erased` counts the lines from which a person was erased, which leaves the history intact.

    `unread` names what is in the storage and could not be looked at, as that is out of reach.
    """

    intact: bool
    lines: int
    erased: int
    problems: list[ProblemAnswer]
    unread: list[str]
    document: SealAnswer | None


_FILE: dict[int | str, dict[str, Any]] = {200: {"content": {"application/json": {}}}}


@router.get("/estimates/{estimate_id}/evidence")
def evidence(request: Request, staff: StaffDep, estimate_id: UUID) -> EvidenceAnswer:
    """Checks the estimate's history, line by line, and all that the history holds the hashes of."""
    with database_of(request).read() as session:
        verified = verify_evidence(session, workspace_id=staff.workspace, estimate_id=estimate_id)
        document = find_document(session, staff.workspace, estimate_id)
    return _answer(verified.with_files(storage_of(request)), document)


@router.get("/estimates/{estimate_id}/evidence/export", response_class=Response, responses=_FILE)
def export(request: Request, staff: StaffDep, estimate_id: UUID) -> Response:
    """All that somebody else needs to check it, as a file."""
    with database_of(request).read() as session:
        exported = export_evidence(session, workspace_id=staff.workspace, estimate_id=estimate_id)
    content = exported.whole(storage_of(request))
    headers = {"Content-Disposition": f'attachment; filename="{content["number"]}-evidence.json"'}
    body = json.dumps(content, indent=2, ensure_ascii=False)
    return Response(body, media_type="application/json", headers=headers)


def _answer(verified: Verified, document: SealedDocument | None) -> EvidenceAnswer:
    return {
        "intact": verified.is_intact,
        "lines": verified.lines,
        "erased": verified.erased,
        "problems": [{"place": problem.place, "reason": problem.reason} for problem in verified.problems],
        "unread": list(verified.unread),
        "document": _seal(document) if document else None,
    }


def _seal(document: SealedDocument) -> SealAnswer:
    return {
        "document_id": str(document.id),
        "sealed_at": moment(document.sealed_at),
        "sha256": document.sha256,
        "failure": document.failure,
    }
