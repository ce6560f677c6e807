"""The Request tab: anybody asks for an estimate, and is thanked once that is written down for good."""

import secrets
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.domain.errors import InvalidRequest
from services.portal.domain.estimate_request import Asked, read_request
from services.portal.pages.answers import later, page, shell
from services.portal.pages.browser import client_ip
from services.portal.pages.confirming import TRAP, is_person, question_fields, was_asked
from services.portal.pages.opened import door_of_tab, form_name, is_form_name, nonce_of
from services.portal.pages.photo_forms import Lingering, SentForm, read_photo_form
from services.portal.pages.places import LOOK
from services.portal.pages.profiles import Profile
from services.portal.pages.quote_forms import Answers
from services.portal.pages.recommended import has_just_come, kept_code, visit_nonce, visit_url
from services.portal.pages.request_photos import kept_photos, take_photos
from services.portal.pages.request_views import RequestedPage, RequestPage
from services.portal.pages.tabs import at_tab, chosen_by
from services.portal.pages.views import ConfirmPage, FieldError, Row
from services.portal.usecases.limit_requests import limit_requests
from services.portal.usecases.request_estimate import request_estimate
from shared.errors import Invalid, TooMany
from shared.phones import written_phone
from shared.words import named, say

router = APIRouter(include_in_schema=False)

_PLACE = "request"
_TAB = "/portal/{slug}/request"
_FEATURE = "estimate_requests"
_TYPED = ("name", "email", "phone", "address", "notes")
_LABELS = {
    "name": say("Your name"),
    "address": say("The property address"),
    "notes": say("What you would like us to know"),
}
_SENTENCES = {
    "email": say("Enter an email address, such as pat@example.com, or a phone number."),
    "phone": say("Enter a phone number with its area code, or leave it empty."),
    "services": say("What we offer has changed meanwhile. Please choose again."),
}


@router.api_route(_TAB, methods=LOOK)
async def look(request: Request, slug: str) -> Response:
    """The form, for anybody."""
    profile = await at_tab(request, slug, _FEATURE)
    return await _form(request, profile, form_name(request, door_of_tab(profile, _PLACE)))


@router.post(_TAB)
async def ask(request: Request, slug: str) -> Response:
    """Takes a request in. It needs nothing but the portal, so that nobody is turned away."""
    profile = await at_tab(request, slug, _FEATURE)
    sent = await read_photo_form(request)
    try:
        answer = await _answer(request, profile, sent)
    finally:
        await sent.form.close()
    return answer if sent.whole else Lingering(answer)


async def _answer(request: Request, profile: Profile, sent: SentForm) -> Response:
    answers = Answers(sent.form)
    submission, typed = answers.text("submission") or secrets.token_urlsafe(16), _typed(answers)
    offered = (await chosen_by(request, profile.workspace_id)).services
    errors: list[FieldError] = []
    asked = typed
    try:
        asked = read_request(typed, region=profile.region, offered=offered)
    except InvalidRequest as wrong:
        errors = [_told(problem) for problem in wrong.problems]
    try:
        if not answers.text(TRAP):
            errors += await take_photos(request, profile, door_of_tab(profile, _PLACE), submission, sent)
        if errors:
            status = 422 if sent.whole else 413
            return await _form(request, profile, submission, typed, status=status, errors=errors)
        if not is_person(request, door_of_tab(profile, _PLACE), answers.form):
            return await _confirm(request, profile, answers, asked, submission)
        await run_in_threadpool(_take_in, request, profile, asked, submission)
    except TooMany as often:
        return later(await _form(request, profile, submission, typed, status=429, problem=often.message), often)
    thanks = RequestedPage(shell=shell(request), name=asked.name, reach=_reach(asked, profile))
    return page("customer/requested.html", thanks)


def _take_in(request: Request, profile: Profile, asked: Asked, submission: str) -> None:
    database, workspace_id = request.app.state.context.database, profile.workspace_id
    limit_requests(database, workspace_id=workspace_id, ip=client_ip(request))
    with database.begin() as session:
        request_estimate(
            session, workspace_id=workspace_id, asked=asked, submission=submission, referral_code=kept_code(request)
        )


def _typed(answers: Answers) -> Asked:
    chosen = [one for one in answers.form.getlist("services") if isinstance(one, str)]
    return Asked(**{name: answers.text(name) for name in _TYPED}, services=chosen)


def _told(problem: Invalid) -> FieldError:
    """What is wrong, in the words on the page."""
    field = problem.field or "name"
    if field in _LABELS:
        return FieldError(field=field, message=named(_LABELS[field], problem.message, field))
    return FieldError(field=field, message=_SENTENCES[field])


def _reach(asked: Asked, profile: Profile) -> str:
    return asked.email or written_phone(asked.phone, profile.locale)


async def _form(
    request: Request, profile: Profile, submission: str, typed: Asked | None = None, *, status: int = 200, **more: Any
) -> Response:
    door, code = door_of_tab(profile, _PLACE), kept_code(request)
    known = asdict(typed) if typed else {}
    content = RequestPage(
        shell=shell(request),
        nonce=nonce_of(request, door),
        action=door.base,
        submission=submission if is_form_name(request, door, submission) else form_name(request, door),
        kept=await kept_photos(request, profile, submission) if typed else (),
        offered=(await chosen_by(request, profile.workspace_id)).services,
        chosen=known.pop("services", ()),
        recommended=code is not None,
        visit_url=visit_url(code) if code and has_just_come(request) else None,
        visit_nonce=visit_nonce(request, code) if code else "",
        **known,
        **more,
    )
    return page("customer/request.html", content, status=status)


async def _confirm(request: Request, profile: Profile, answers: Answers, asked: Asked, submission: str) -> Response:
    door = door_of_tab(profile, _PLACE)
    rows = [Row(label=say("For"), value=asked.name), Row(label=say("Answer to"), value=_reach(asked, profile))]
    if asked.services:
        rows.append(Row(label=say("What for"), value=", ".join(asked.services)))
    photos = await kept_photos(request, profile, submission)
    if photos:
        rows.append(Row(label=say("Photos"), value=", ".join(photo.name for photo in photos)))
    content = ConfirmPage(
        shell=shell(request),
        title=say("Request this estimate?"),
        sentence=say("One press, and it is on its way to us."),
        action=door.base,
        button=say("Request my estimate"),
        back_url=door.base,
        rows=rows,
        fields=question_fields(request, door, answers.form),
        again=was_asked(answers.form),
    )
    return page("customer/confirm.html", content)
