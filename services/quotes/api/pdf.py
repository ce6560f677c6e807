"""An estimate as a PDF."""

from typing import Any

from fastapi import APIRouter, Request, Response

from services.quotes.adapters.files import bytes_of
from services.quotes.adapters.pdf import render_estimate
from services.quotes.api.callers import database_of, links_of, storage_of
from services.quotes.api.choices import ChoiceDep
from services.quotes.domain.file_errors import FileLost, FileUnavailable
from services.quotes.domain.link import CustomerLink, InHouse
from services.quotes.domain.selection import Chosen
from services.quotes.usecases.draw_up_paper import DrawnUp, draw_up_paper
from shared.storage import Storage
from shared.web.caller import CallerDep
from shared.words import NAMES

router = APIRouter(tags=["links"])

PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}}}}


@router.get("/public/links/{token}/pdf", response_class=Response, responses=PDF)
def pdf(
    request: Request, _caller: CallerDep, token: str, chosen: ChoiceDep, view: str | None = None, language: str = ""
) -> Response:
    """What the link opens, on paper: the same figures, and once it is accepted the sealed file. Changes nothing.

    With a `language` it is in that one, as long as nothing is signed.
    """
    return pdf_answer(request, links_of(request).open(token, view), chosen, language)


def pdf_answer(request: Request, link: CustomerLink | InHouse, chosen: Chosen, language: str = "") -> Response:
    """What `link` opens, on paper."""
    links, storage = links_of(request), storage_of(request)
    # The connection goes back before the page is drawn: drawing takes longer than reading.
    with database_of(request).read() as session:
        drawn_up = draw_up_paper(
            session, link=link, links=links, chosen=chosen, language=language if language in NAMES else ""
        )
    headers = {"Content-Disposition": f'inline; filename="{drawn_up.paper.number}.pdf"'}
    return Response(_file(drawn_up, storage), media_type="application/pdf", headers=headers)


def _file(drawn_up: DrawnUp, storage: Storage | None) -> bytes:
    sealed = drawn_up.sealed_file
    try:
        return bytes_of(storage, sealed) if sealed else render_estimate(drawn_up.whole(storage))
    except (FileUnavailable, FileLost):
        # Better a copy that says it is none of the sealed ones than nothing to read.
        return render_estimate(drawn_up.paper)
