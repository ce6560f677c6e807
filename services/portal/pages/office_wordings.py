"""What the business writes in its messages, in the console's settings: a form with a preview beside it."""

from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from services.portal.adapters import notifications_client
from services.portal.adapters.refusals import Refused
from services.portal.domain.staff import Staff
from services.portal.pages.answers import page, see, shell
from services.portal.pages.forms import text_in
from services.portal.pages.office import frame_of
from services.portal.pages.office_sessions import EditingOfficeDep, OfficeDep, caller_of, may_edit
from services.portal.pages.office_settings import sections
from services.portal.pages.opened import services
from services.portal.pages.places import LOOK
from services.portal.pages.settings_views import WordingLine, WordingPage, WordingsPage
from services.portal.pages.views import FieldError
from shared.errors import NotFound
from shared.words import NAMES

router = APIRouter(include_in_schema=False)

_LIST = "/office/settings/templates"
_ONE = _LIST + "/{kind}/{language}"
_FIELDS = ("subject", "greeting", "body")
_CORRECTABLE = 422
# What it shows is the office's own text, as mail programs would: it can do nothing, and only our own page may frame it.
_LETTER_POLICY = "sandbox; default-src 'none'; img-src * data:; style-src 'unsafe-inline'; frame-ancestors 'self'"


@router.api_route(_LIST, methods=LOOK)
async def wordings(request: Request, staff: OfficeDep) -> Response:
    """Each kind of message, in each language."""
    found = await notifications_client.wordings(services(request).notifications, caller_of(request, staff))
    content = WordingsPage(
        shell=shell(request),
        frame=await frame_of(request, staff),
        sections=sections(request),
        lines=[
            WordingLine(
                name=one["name"],
                language=NAMES.get(one["language"], one["language"]),
                is_ours=one["is_ours"],
                url=f"{_LIST}/{one['kind']}/{one['language']}",
                is_text=_is_text(one),
            )
            for one in found
        ],
    )
    return page("office/settings_templates.html", content)


@router.api_route(_ONE, methods=LOOK)
async def wording(request: Request, staff: OfficeDep, kind: str, language: str, saved: str = "") -> Response:
    one = await _find(request, staff, kind, language)
    return await _page(request, staff, one, saved=bool(saved))


@router.post(_ONE)
async def write(request: Request, staff: EditingOfficeDep, kind: str, language: str) -> Response:
    """Saves what was typed, shows how it would look, or leaves it to us again."""
    form = await request.form()
    one = await _find(request, staff, kind, language)
    typed = {field: text_in(form, field) for field in _FIELDS}
    what = text_in(form, "do")
    asked: dict[str, Any] = {"kind": kind, "language": language, **typed}
    client, caller = services(request).notifications, caller_of(request, staff)
    try:
        if what == "preview":
            looked = await notifications_client.preview_wording(client, caller, asked)
            return await _page(request, staff, one | typed, typed=typed, segments=looked.get("segments"))
        change = {"kind": kind, "language": language, "reset": True} if what == "reset" else asked
        await notifications_client.change_wording(client, caller, change)
    except Refused as refused:
        if refused.status != _CORRECTABLE:
            raise
        wrong = [FieldError(field=one_.field, message=one_.message) for one_ in refused.fields]
        return await _page(request, staff, one | typed, errors=wrong, status=_CORRECTABLE)
    return see(f"{_LIST}/{kind}/{language}?saved=1")


@router.api_route(_ONE + "/letter", methods=LOOK)
async def letter(request: Request, staff: OfficeDep, kind: str, language: str) -> Response:
    """The message as an example would get it: with what is asked for, or as it is now."""
    asked = {field: request.query_params.get(field, "") for field in _FIELDS}
    if not asked["body"]:
        one = await _find(request, staff, kind, language)
        asked = {field: "" if one["is_ours"] else one[field] for field in _FIELDS}
    client, caller = services(request).notifications, caller_of(request, staff)
    found = await notifications_client.preview_wording(client, caller, {"kind": kind, "language": language, **asked})
    headers = {"Content-Security-Policy": _LETTER_POLICY, "X-Frame-Options": "SAMEORIGIN"}
    if request.query_params.get("as") == "text":
        return Response(found["text"], media_type="text/plain; charset=utf-8", headers=headers)
    return Response(found["html"], media_type="text/html", headers=headers)


def _is_text(one: dict[str, Any]) -> bool:
    # A release of notifications before this one has letters only, and does not say so.
    return one.get("channel") == "sms"


async def _find(request: Request, staff: Staff, kind: str, language: str) -> dict[str, Any]:
    found = await notifications_client.wordings(services(request).notifications, caller_of(request, staff))
    for one in found:
        if (one["kind"], one["language"]) == (kind, language):
            return one
    raise NotFound("There is no such message.")


async def _page(
    request: Request,
    staff: Staff,
    one: dict[str, Any],
    *,
    typed: dict[str, str] | None = None,
    status: int = 200,
    **more: Any,
) -> Response:
    here = f"{_LIST}/{one['kind']}/{one['language']}"
    content = WordingPage(
        shell=shell(request),
        frame=await frame_of(request, staff),
        sections=sections(request),
        name=one["name"],
        language=NAMES.get(one["language"], one["language"]),
        values={field: one[field] for field in _FIELDS},
        is_ours=one["is_ours"],
        places=[(place["name"], place["required"]) for place in one["placeholders"]],
        letter_url=f"{here}/letter?{urlencode(typed or {})}",
        is_text=_is_text(one),
        action=here if may_edit(staff) else None,
        **more,
    )
    return page("office/settings_template.html", content, status=status)
