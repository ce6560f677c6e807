"""The customer's answer to an estimate: yes, signed, or no."""

from typing import Annotated, Any, Literal, NotRequired

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import Field
from typing_extensions import TypedDict

from services.quotes.adapters.links import Links
from services.quotes.api.callers import links_of, visitor
from services.quotes.api.fields import Body, Flag, Whole
from services.quotes.domain.acceptance import Agreement, Signer
from services.quotes.domain.signature import read_signature
from services.quotes.usecases.accept_estimate import Accepted, accept_estimate
from services.quotes.usecases.decline_estimate import decline_estimate
from shared.clock import isoformat
from shared.web.caller import CallerDep
from shared.web.unit_of_work import UnitOfWorkRoute, Writing

MAX_ITEMS = 1000

router = APIRouter(route_class=UnitOfWorkRoute, tags=["links"])


class SignatureBody(Body):
    """Typed, or drawn as a PNG in base64."""

    kind: Literal["typed", "drawn"]
    text: str | None = None
    png_base64: str | None = None


class Acceptance(Body):
    """What is signed (the version that was on the screen, and the choice made there), by whom, and how.

    `locale` is that of the page, in whose language the consent was shown; without it that of the business counts.
    """

    version: Whole
    document_hash: str | None = None
    option_id: str | None = None
    maintenance_plan_id: str | None = None
    optional_item_ids: Annotated[tuple[str, ...], Field(max_length=MAX_ITEMS)] = ()
    signer_name: str
    consent: Flag
    signature: SignatureBody
    locale: Annotated[str, Field(max_length=20)] = ""


class Decline(Body):
    """No to the version that was on the screen, and perhaps why."""

    version: Whole | None = None
    reason: str = ""


class AcceptedAnswer(TypedDict):
    status: Literal["accepted"]
    job_id: str
    accepted_at: str
    next: NotRequired[str]


class DeclinedAnswer(TypedDict):
    status: Literal["declined"]


_DOCUMENTED: dict[int | str, dict[str, Any]] = {
    201: {"model": AcceptedAnswer},
    200: {"model": AcceptedAnswer, "description": "It had been accepted before."},
}


@router.post("/public/links/{token}/accept", status_code=201, response_class=JSONResponse, responses=_DOCUMENTED)
def accept(request: Request, session: Writing, caller: CallerDep, token: str, body: Acceptance) -> JSONResponse:
    """Signs. Signing again answers as the first time, with 200."""
    links = links_of(request)
    # The link first: whoever has none that could be ours has no drawing looked through.
    link = links.open(token)
    signer, agreement = signer_in(body), agreement_in(body)
    accepted = accept_estimate(
        session, link=link, links=links, agreement=agreement, signer=signer, origin=visitor(caller)
    )
    return JSONResponse(_answer(accepted, links, token), 201 if accepted.first else 200)


@router.post("/public/links/{token}/decline")
def decline(request: Request, session: Writing, caller: CallerDep, token: str, body: Decline) -> DeclinedAnswer:
    """Says no. Saying it again changes nothing."""
    link, version = links_of(request).open(token), body.version
    decline_estimate(session, link=link, version=version, reason=body.reason, origin=visitor(caller))
    return {"status": "declined"}


def agreement_in(body: Acceptance) -> Agreement:
    """What is agreed to."""
    return Agreement(
        version=body.version,
        document_hash=body.document_hash,
        option_id=body.option_id,
        maintenance_plan_id=body.maintenance_plan_id,
        optional_item_ids=body.optional_item_ids,
    )


def signer_in(body: Acceptance) -> Signer:
    """Who signs, and how; raises an `Invalid` for what is no signature."""
    signature = read_signature(body.signature.kind, body.signature.text, body.signature.png_base64)
    return Signer(name=body.signer_name, consent=body.consent, signature=signature, locale=body.locale)


def _answer(accepted: Accepted, links: Links, token: str) -> AcceptedAnswer:
    agreed = accepted.acceptance
    answer: AcceptedAnswer = {
        "status": "accepted",
        "job_id": str(accepted.job_id),
        "accepted_at": isoformat(agreed.accepted_at),
    }
    if agreed.deposit_due:
        answer["next"] = f"{links.page_of(token, accepted.workspace)}#deposit"
    return answer
