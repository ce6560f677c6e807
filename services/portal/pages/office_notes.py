"""Answering customers in the console."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response

from services.portal.adapters import quotes_client
from services.portal.pages.office_sessions import OfficeDep, caller_of
from services.portal.pages.office_telling import then_tell
from services.portal.pages.opened import services

router = APIRouter(include_in_schema=False)


@router.post("/office/estimates/{estimate_id}/notes")
async def answer_note(
    request: Request, staff: OfficeDep, estimate_id: UUID, text: Annotated[str, Form()] = ""
) -> Response:
    """Writes to the customer, who sees it on the page and gets it by email."""
    client, caller = services(request).quotes, caller_of(request, staff)
    answering = quotes_client.answer_note(client, caller, str(estimate_id), text)
    return await then_tell(request, f"/office/estimates/{estimate_id}", "answer", answering)
