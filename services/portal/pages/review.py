"""Leaving a review: in the portal's tab, or by the link of a job that is done. Looking at the form records nothing."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.adapters import referrals_client
from services.portal.adapters.refusals import Refused
from services.portal.adapters.service_client import ServiceUnavailable
from services.portal.domain.errors import OfficeRates
from services.portal.pages.answers import later, page, profile_worn, see, shell
from services.portal.pages.browser import client_ip, visitor
from services.portal.pages.confirming import is_person, question_fields, was_asked
from services.portal.pages.links import answering, looking
from services.portal.pages.office_sessions import staff_of_browser
from services.portal.pages.opened import Door, DoorDep, door_of_tab, dressed, nonce_of, services
from services.portal.pages.places import LOOK
from services.portal.pages.profiles import Profile
from services.portal.pages.quote_forms import Answers
from services.portal.pages.review_views import STARS, ReviewPage, ReviewThanksPage, Thanks
from services.portal.pages.tabs import at_tab, chosen_by
from services.portal.pages.views import ConfirmPage, FieldError, Row
from services.portal.usecases.limit_reviews import limit_reviews
from shared.errors import NotFound, TooMany
from shared.web.caller import Caller
from shared.web.errors import status_of
from shared.words import say

router = APIRouter(include_in_schema=False)

_PLACE = "review"
_TAB = "/portal/{slug}/review"
_NO_STARS = FieldError(field="rating", message=say("Choose from one to five stars."))
_FIELDS = {"rating", "text", "name", "email"}


@router.api_route(_TAB, methods=LOOK)
async def look(request: Request, slug: str) -> Response:
    """The form, for anybody."""
    profile = await at_tab(request, slug, "reviews")
    return page("customer/review.html", _tab_page(request, profile, rating=_asked_stars(request)))


@router.post(_TAB)
async def leave(request: Request, slug: str) -> Response:
    """Leaves a review that no job vouches for."""
    profile = await at_tab(request, slug, "reviews")
    answers = Answers(await request.form())
    here = _tab_page(
        request, profile, **_typed(answers), submission=answers.text("submission") or secrets.token_urlsafe(16)
    )
    return await _leave(request, door_of_tab(profile, _PLACE), answers, here, _author(request, profile))


async def job_review_page(request: Request, door: Door) -> Response:
    """The form of a review link; what was left before is there to be changed, for as long as it can be."""
    job = await _open(request, door)
    left = job["review"]
    if left and not left["is_editable"]:
        return _thanks(request, {**left, "invitation": None}, closed=True)
    known = {"rating": left["rating"], "text": left["text"], "changes": True} if left else {}
    chosen = _asked_stars(request)
    return page(
        "customer/review.html", _job_page(request, door, job, **{**known, **({"rating": chosen} if chosen else {})})
    )


@answering(router, "/review")
async def review_job(request: Request, door: DoorDep) -> Response:
    """Reviews the job of a link, or changes its review."""
    if not door.reviews:
        raise NotFound(say("There is nothing to review by this link."))
    job = await _open(request, door)
    answers = Answers(await request.form())
    typed = _typed(answers)
    here = _job_page(request, door, job, rating=typed["rating"], text=typed["text"], changes=job["review"] is not None)
    return await _leave(request, door, answers, here, visitor(request))


@looking(router, "/review")
async def reload(door: DoorDep) -> Response:
    """Whoever reloads the address that the form was sent to gets the page it was on."""
    return see(door.base)


async def _leave(request: Request, door: Door, answers: Answers, here: ReviewPage, caller: Caller) -> Response:
    if here.rating not in STARS:
        return _again(here, [_NO_STARS], status=422)
    if not is_person(request, door, answers.form):
        return _confirm(request, door, answers, here)
    try:
        await _admit(request, door, caller)
        _, taken = await referrals_client.submit_review(services(request).referrals, caller, _review_of(door, here))
    except (TooMany, OfficeRates, ServiceUnavailable, Refused) as error:
        return _told(here, error)
    return _thanks(request, taken, change_url=door.base if door.reviews else None)


def _told(here: ReviewPage, error: TooMany | OfficeRates | ServiceUnavailable | Refused) -> Response:
    """The form again, with what stands in the way; what was typed is kept."""
    if not isinstance(error, Refused):
        return later(_again(here, [FieldError(field="rating", message=error.message)], status=status_of(error)), error)
    if not error.is_correctable:
        raise error
    return _again(here, _wrong(error), status=error.status)


async def _admit(request: Request, door: Door, caller: Caller) -> None:
    """Raises `OfficeRates` where the business would review itself, and `TooMany` past the limits of the tab."""
    staff, profile = await staff_of_browser(request), profile_worn(request)
    if staff is not None and profile is not None and staff.workspace_id == profile.workspace_id:
        raise OfficeRates(say("You are signed in to the office. Only customers leave reviews."))
    if not door.reviews:
        await run_in_threadpool(_limit, request, caller)


def _limit(request: Request, caller: Caller) -> None:
    if caller.workspace_id is not None:
        limit_reviews(request.app.state.context.database, workspace_id=caller.workspace_id, ip=client_ip(request))


def _review_of(door: Door, here: ReviewPage) -> dict[str, Any]:
    said: dict[str, Any] = {"rating": here.rating, "text": here.text}
    if door.reviews:
        return said | {"link": door.token}
    return said | {"name": here.name, "email": here.email or None, "submission": here.submission}


def _wrong(refused: Refused) -> list[FieldError]:
    known = [one for one in refused.fields if one.field in _FIELDS]
    if any(one.field == "email" for one in known):
        return [
            FieldError(
                field="email", message=say("Enter an email address, such as pat@example.com, or leave it empty.")
            )
        ]
    return [FieldError(field=one.field, message=one.message) for one in known] or [
        FieldError(field="rating", message=refused.message)
    ]


async def _open(request: Request, door: Door) -> dict[str, Any]:
    """The job behind a link, in the dress of its business from here on; raises what referrals refuses, and where it is off."""
    job = await referrals_client.open_review_link(services(request).referrals, door.token, visitor(request))
    profile = await dressed(request, UUID(job["workspace_id"]))
    if not (await chosen_by(request, profile.workspace_id)).reviews:
        raise NotFound(say("This business takes no reviews here."))
    return job


def _author(request: Request, profile: Profile) -> Caller:
    """Somebody of whom nothing is known but in whose portal they are."""
    return replace(visitor(request), workspace_id=profile.workspace_id)


def _tab_page(request: Request, profile: Profile, **more: Any) -> ReviewPage:
    door = door_of_tab(profile, _PLACE)
    known: dict[str, Any] = {"submission": secrets.token_urlsafe(16), "back_url": profile.business.home_url} | more
    return ReviewPage(shell=shell(request), nonce=nonce_of(request, door), action=door.base, **known)


def _job_page(request: Request, door: Door, job: dict[str, Any], **more: Any) -> ReviewPage:
    return ReviewPage(
        shell=shell(request),
        nonce=nonce_of(request, door),
        action=f"{door.base}/review",
        job=job["title"] or say("your job"),
        customer_name=job["customer_name"],
        **more,
    )


def _typed(answers: Answers) -> dict[str, Any]:
    return {
        "rating": _stars(answers.text("rating")),
        "text": answers.text("text"),
        "name": answers.text("name"),
        "email": answers.text("email"),
    }


def _asked_stars(request: Request) -> int:
    """The stars that a link in an email has chosen beforehand: they are ticked, and nothing is recorded."""
    return _stars(request.query_params.get("stars", ""))


def _stars(text: str) -> int:
    return int(text) if text in {"1", "2", "3", "4", "5"} else 0


def _again(here: ReviewPage, errors: Sequence[FieldError], *, status: int) -> Response:
    return page("customer/review.html", replace(here, errors=errors), status=status)


def _confirm(request: Request, door: Door, answers: Answers, here: ReviewPage) -> Response:
    rows = [Row(label=say("Stars"), value=say("{stars} of 5 ({name})", stars=here.rating, name=STARS[here.rating]))]
    if here.text:
        rows.append(Row(label=say("Your words"), value=here.text))
    content = ConfirmPage(
        shell=here.shell,
        title=say("Leave this review?"),
        sentence=say("Please check once more."),
        action=here.action,
        button=say("Leave my review"),
        back_url=door.base,
        rows=rows,
        fields=[(name, value) for name, value in question_fields(request, door, answers.form)],
        again=was_asked(answers.form),
    )
    return page("customer/confirm.html", content)


def _thanks(
    request: Request, review: dict[str, Any], *, change_url: str | None = None, closed: bool = False
) -> Response:
    invitation, private = review["invitation"], review["is_private"]
    kinds: dict[tuple[bool, bool], Thanks] = {
        (False, False): "plain",
        (False, True): "invited",
        (True, False): "private",
        (True, True): "private_invited",
    }
    content = ReviewThanksPage(
        shell=shell(request),
        kind=kinds[private, bool(invitation)],
        rating=review["rating"],
        text=review["text"],
        invitation=invitation,
        editable_until=review["editable_until"],
        change_url=change_url,
        closed=closed,
    )
    return page("customer/review_thanks.html", content)
