"""Seal the document of one acceptance: claim it, draw and sign it, keep the file. Two transactions, the work between."""

from uuid import UUID

import structlog

from services.quotes.adapters.paper import Paper
from services.quotes.adapters.pdf import render_estimate
from services.quotes.adapters.seal import Seal, Sealed, SealKeyMissing, SealUnavailable
from services.quotes.domain.file_errors import FileUnavailable
from services.quotes.domain.link import InHouse
from services.quotes.domain.sealed_document import SealedDocument
from services.quotes.usecases.claim_document import claim_document
from services.quotes.usecases.draw_up_paper import draw_up_paper
from services.quotes.usecases.put_off_sealing import put_off_sealing
from services.quotes.usecases.record_sealed import record_sealed
from shared.clock import utc_now
from shared.paper import PaperFailed
from shared.service import Context

log = structlog.get_logger()

_PUT_OFF = (SealUnavailable, PaperFailed, FileUnavailable)


def run(context: Context, *, workspace_id: str, document_id: str) -> None:
    """Seals it unless somebody does or has; what a dead worker leaves, and what cannot be sealed now, the sweep takes up."""
    with context.database.begin() as session:
        document = claim_document(
            session, workspace_id=UUID(workspace_id), document_id=UUID(document_id), now=utc_now()
        )
    if document is not None:
        seal_claimed(context, document)


def seal_claimed(context: Context, document: SealedDocument) -> bool:
    """Whether the claimed document could be sealed; where not, it is put off and its row says why."""
    whose = {"workspace_id": document.workspace_id, "document_id": document.id}
    try:
        sealed = _seal(context, document)
    except _PUT_OFF as error:
        log.warning("document_not_sealed", document_id=document.id, tries=document.tries, reason=error.message)
        wait = not isinstance(error, SealKeyMissing)
        with context.database.begin() as session:
            put_off_sealing(session, **whose, failure=error.code, now=utc_now(), wait=wait)
        return False
    with context.database.begin() as session:
        record_sealed(session, **whose, estimate_id=document.estimate_id, sealed=sealed, now=utc_now())
    return True


def _seal(context: Context, document: SealedDocument) -> Sealed:
    seal: Seal = context.adapters.seal
    if not seal.has_key:
        raise SealKeyMissing("SEAL_PKCS12 is not set")
    paper = _paper(context, document)
    reason = f"{paper.number}, version {paper.version}, as it was accepted"
    return seal.apply(render_estimate(paper), reason=reason)


def _paper(context: Context, document: SealedDocument) -> Paper:
    link = InHouse(document.workspace_id, document.estimate_id)
    with context.database.read() as session:
        drawn_up = draw_up_paper(session, link=link, links=context.adapters.links, sealed=True)
    return drawn_up.whole(context.adapters.storage)
