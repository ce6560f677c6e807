"""Settings, API keys: an owner makes keys for programs, sees when each was used last, and revokes them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.domain.api_key import ApiKey
from services.portal.domain.errors import OwnerOnly
from services.portal.domain.scopes import AREAS, READ, SCOPES, WRITE
from services.portal.domain.staff import Staff
from services.portal.pages.answers import page, see, shell
from services.portal.pages.api_key_views import ApiKeysPage, Area, KeyLine, TypedKey
from services.portal.pages.browser import own_url
from services.portal.pages.forms import count_in, text_in
from services.portal.pages.office import frame_of
from services.portal.pages.office_sessions import OfficeDep
from services.portal.pages.office_settings import sections
from services.portal.pages.places import LOOK
from services.portal.pages.views import FieldError
from services.portal.queries.api_keys import api_keys_of
from services.portal.usecases.create_api_key import create_api_key
from services.portal.usecases.revoke_api_key import revoke_api_key
from shared.clock import utc_now
from shared.errors import Conflict, Invalid
from shared.web.openapi import PREFIX
from shared.words import say

router = APIRouter(include_in_schema=False, prefix="/office/settings/api-keys")

_HERE = "/office/settings/api-keys"
_LASTING = (("30", "30 days"), ("90", "90 days"), ("365", "A year"), ("", say("Until it is revoked")))
_ON_A_PAGE = 50
_OWNERS = "owner"


@router.api_route("", methods=LOOK)
async def api_keys(request: Request, staff: OfficeDep, before: UUID | None = None, revoked: str = "") -> Response:
    """The keys there are; who is no owner is told whom to ask."""
    return await _page(request, staff, before=before, revoked=bool(revoked))


@router.post("")
async def make(request: Request, staff: OfficeDep) -> Response:
    """Makes a key, and shows it: the answer is the page itself, since no later one may have it."""
    _check_owner(staff)
    form = await request.form()
    typed = TypedKey(
        name=text_in(form, "name"), scopes=[str(name) for name in form.getlist("scopes")], lasts=text_in(form, "lasts")
    )
    try:
        key, secret = await run_in_threadpool(_make, request, staff, typed)
    except (Invalid, Conflict) as wrong:
        errors = [FieldError(field=_field(wrong), message=wrong.message)]
        return await _page(request, staff, typed=typed, errors=errors, status=422)
    answer = await _page(request, staff, secret=secret, secret_name=key.name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@router.post("/{api_key_id}/revoke")
async def revoke(request: Request, staff: OfficeDep, api_key_id: UUID) -> Response:
    """Ends a key at once."""
    _check_owner(staff)

    def run() -> None:
        with request.app.state.context.database.begin() as session:
            revoke_api_key(session, workspace_id=staff.workspace_id, by=staff.id, api_key_id=api_key_id)

    await run_in_threadpool(run)
    return see(f"{_HERE}?revoked=1")


def _check_owner(staff: Staff) -> None:
    if staff.role != _OWNERS:
        raise OwnerOnly(say("Only an owner can make and revoke API keys. Ask an owner of your workspace."))


def _make(request: Request, staff: Staff, typed: TypedKey) -> tuple[ApiKey, str]:
    days = count_in(typed.lasts)
    with request.app.state.context.database.begin() as session:
        return create_api_key(
            session,
            workspace_id=staff.workspace_id,
            by=staff.id,
            name=typed.name,
            scopes=typed.scopes,
            # What is no number of days is no way to make a key that never ends: the shortest is taken.
            expires_at=utc_now() + timedelta(days=min(days or 30, 3650)) if typed.lasts else None,
        )


def _field(wrong: Invalid | Conflict) -> str:
    return wrong.field if wrong.field in {"name", "scopes"} else "name"


async def _page(
    request: Request, staff: Staff, *, before: UUID | None = None, status: int = 200, **more: Any
) -> Response:
    is_owner = staff.role == _OWNERS
    found = await run_in_threadpool(_keys_of, request, staff, before) if is_owner else []
    content = ApiKeysPage(
        shell=shell(request),
        frame=await frame_of(request, staff),
        sections=sections(request),
        keys=[_line(key) for key in found[:_ON_A_PAGE]],
        areas=[_area(area, name) for area, name in AREAS.items()],
        lasting=_LASTING,
        api_url=f"{own_url(request)}{PREFIX}",
        older_url=f"{_HERE}?before={found[_ON_A_PAGE - 1].id}" if len(found) > _ON_A_PAGE else None,
        newest_url=_HERE if before else None,
        action=_HERE if is_owner else None,
        **more,
    )
    return page("office/settings_api_keys.html", content, status=status)


def _keys_of(request: Request, staff: Staff, before: UUID | None) -> Sequence[ApiKey]:
    with request.app.state.context.database.read() as session:
        return api_keys_of(session, staff.workspace_id, before=before, limit=_ON_A_PAGE + 1)


def _area(area: str, name: str) -> Area:
    write = f"{area}:{WRITE}"
    return Area(name=name, read=f"{area}:{READ}", write=write if write in SCOPES else None)


def _line(key: ApiKey) -> KeyLine:
    return KeyLine(
        name=key.name,
        begins=key.begins,
        may=key.scopes,
        state=key.state_at(utc_now()),
        created_by=key.created_by_name,
        created_at=key.created_at,
        expires_at=key.expires_at,
        last_used_at=key.last_used_at,
        revoked_at=key.revoked_at,
        revoke_action=f"{_HERE}/{key.id}/revoke" if key.revoked_at is None else None,
    )
