"""The drawing that an estimate was accepted with."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.quotes.api.callers import database_of, links_of
from services.quotes.api.file_answers import file_answer
from services.quotes.domain.link import CustomerLink, InHouse
from services.quotes.queries.public_view import find_shown
from services.quotes.queries.signatures import get_signature
from shared.web.caller import CallerDep, StaffDep

router = APIRouter()

IMAGE: dict[int | str, dict[str, Any]] = {200: {"content": {"image/png": {}}}}


@router.get("/estimates/{estimate_id}/signature", tags=["estimates"], response_class=Response, responses=IMAGE)
def signature(request: Request, staff: StaffDep, estimate_id: UUID) -> Response:
    """The signature as it was drawn; 404 where it was typed."""
    with database_of(request).read() as session:
        file = get_signature(session, staff.workspace, estimate_id)
    return file_answer(request, file)


@router.get("/public/links/{token}/signature", tags=["links"], response_class=Response, responses=IMAGE)
def shown_signature(request: Request, _caller: CallerDep, token: str) -> Response:
    """The signature on what the link opens."""
    return signature_answer(request, links_of(request).open(token))


def signature_answer(request: Request, link: CustomerLink | InHouse) -> Response:
    """The signature on what `link` opens, as a file."""
    with database_of(request).read() as session:
        row = find_shown(session, link)
        file = get_signature(session, row.workspace_id, row.estimate_id)
    return file_answer(request, file)
