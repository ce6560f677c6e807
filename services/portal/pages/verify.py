"""Sealed documents: anybody who holds one can see what is known of it, and have the file checked. Nothing is kept of it."""

from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from services.portal.adapters import quotes_client
from services.portal.pages.answers import page, shell
from services.portal.pages.browser import visitor
from services.portal.pages.opened import dressed, services
from services.portal.pages.places import LOOK
from services.portal.pages.verify_views import Checked, SealedDocument, VerifyPage
from shared.words import say

router = APIRouter(include_in_schema=False)

_PLACE = "/verify/{document_id}"
_NO_FILE = say("Choose the PDF first, then check it.")
_NO_FORM = say("This was no form with one file. Choose the PDF, then check it.")


@router.api_route(_PLACE, methods=LOOK)
async def verify(request: Request, document_id: UUID) -> Response:
    """What is known of the document, and where to hand in a file."""
    return _answer(request, await _known(request, document_id))


@router.post(_PLACE)
async def check(request: Request, document_id: UUID) -> Response:
    """The same page, with what the file is."""
    known = await _known(request, document_id)
    try:
        content = await _file(request)
    except HTTPException as error:
        if error.status_code != HTTPStatus.BAD_REQUEST:
            raise
        return _answer(request, known, problem=_NO_FORM)
    if not content:
        return _answer(request, known, problem=_NO_FILE)
    found = await quotes_client.check_document(services(request).quotes, str(document_id), visitor(request), content)
    return _answer(request, known, checked=_checked(found, str(document_id)))


async def _file(request: Request) -> bytes:
    """The file that was handed in, nothing where there is none; raises what a form that is none makes of it."""
    async with request.form(max_files=1, max_fields=10) as form:
        file = form.get("file")
        return await file.read() if isinstance(file, UploadFile) else b""


async def _known(request: Request, document_id: UUID) -> SealedDocument:
    """The document, from here on in the dress of its business; raises what quotes refuses."""
    found = await quotes_client.document(services(request).quotes, str(document_id), visitor(request))
    await dressed(request, UUID(found["workspace_id"]))
    return cast("SealedDocument", found)


def _checked(found: dict[str, Any], asked: str) -> Checked:
    document = cast("SealedDocument", found["document"])
    other = document["document_id"] if document["document_id"] != asked else None
    url = f"/verify/{other}" if other else None
    return Checked(verdict=found["verdict"], sha256=found["sha256"], document=document, url=url)


def _answer(
    request: Request, document: SealedDocument, *, checked: Checked | None = None, problem: str | None = None
) -> Response:
    action = f"/verify/{document['document_id']}"
    content = VerifyPage(shell=shell(request), action=action, document=document, checked=checked, problem=problem)
    return page("customer/verify.html", content, status=422 if problem else 200)
