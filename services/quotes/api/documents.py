"""Sealed documents, for whoever holds one: what is known of it, and whether a file is the one that was sealed."""

from typing import Annotated, Any
from uuid import UUID

import structlog
from fastapi import APIRouter, Depends, Request
from typing_extensions import TypedDict

from services.quotes.adapters.seal import sealed_by
from services.quotes.api.answers import moment
from services.quotes.api.callers import database_of
from services.quotes.domain.file_errors import DocumentNotFound
from services.quotes.queries.contents import contents_in
from services.quotes.queries.documents import find_accepted
from services.quotes.usecases.check_document import Checked, Verdict, check_document
from shared.clock import isoformat
from shared.web.caller import CallerDep
from shared.web.rate_limit import check_rate

log = structlog.get_logger()

CHECKS_PER_IP = 100
_HOUR = 3600
_PDF = {
    "requestBody": {
        "required": True,
        "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
    }
}

router = APIRouter(tags=["documents"])


class DocumentAnswer(TypedDict):
    """What anybody may know who has the document's id. Until it is sealed the last three are null."""

    document_id: str
    workspace_id: str
    company_name: str
    number: str
    kind: str
    version: int
    document_hash: str
    accepted_at: str
    sealed_at: str | None
    sha256: str | None
    certificate_sha256: str | None


class CheckAnswer(TypedDict):
    """`verdict` is `genuine` for the very file that was sealed, to the last byte; `document` is the one it is or names."""

    verdict: Verdict
    sha256: str
    document: DocumentAnswer


@router.get("/public/documents/{document_id}")
def document(request: Request, _caller: CallerDep, document_id: UUID) -> DocumentAnswer:
    """What is known of a document, without a word of the person who signed it."""
    with database_of(request).read() as session:
        found = find_accepted(session, document_id)
    if found is None:
        raise DocumentNotFound("There is no such document here. Check that the address was copied whole.")
    return _answer(found)


async def _body(request: Request) -> bytes:
    """The file as it was sent, whatever it is said to be."""
    return await request.body()


@router.post("/public/documents/{document_id}/check", openapi_extra=_PDF)
def check(
    request: Request,
    caller: CallerDep,
    document_id: UUID,
    content: Annotated[bytes, Depends(_body)],
) -> CheckAnswer:
    """Whether the file that is sent is the one that was sealed. Keeps nothing of it."""
    database = database_of(request)
    if caller.ip:
        check_rate(database, f"checks:ip:{caller.ip}", limit=CHECKS_PER_IP, seconds=_HOUR)
    with database.read() as session:
        checked = check_document(session, document_id=document_id, content=content)
    return {"verdict": _verdict(checked, content), "sha256": checked.sha256, "document": _answer(checked.document)}


def _verdict(checked: Checked, content: bytes) -> Verdict:
    """The verdict, once the seal itself has been looked at: what we remember could have been changed, the seal not."""
    if checked.verdict not in {"genuine", "another"}:
        return checked.verdict
    if sealed_by(content) == checked.document.certificate_sha256:
        return checked.verdict
    log.error("seal_broken", document_id=checked.document.document_id)
    return "changed"


def _answer(found: Any) -> DocumentAnswer:
    return {
        "document_id": str(found.document_id),
        "workspace_id": str(found.workspace_id),
        "company_name": found.company_name,
        "number": found.number,
        "kind": contents_in(found).kind,
        "version": found.version,
        "document_hash": found.document_hash,
        "accepted_at": isoformat(found.accepted_at),
        "sealed_at": moment(found.sealed_at),
        "sha256": found.sha256,
        "certificate_sha256": found.certificate_sha256,
    }
