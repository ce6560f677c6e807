"""A link that has been opened: what it says, whose it is, and the workspace whose page it gets."""

import re
import secrets
from dataclasses import dataclass, replace
from typing import Annotated, Any, cast
from urllib.parse import quote
from uuid import UUID

from fastapi import Depends
from starlette.requests import Request

from services.portal.adapters import quotes_client
from services.portal.adapters.services import Services
from services.portal.domain.nonce import is_page_nonce, page_nonce
from services.portal.domain.robots import is_browser
from services.portal.pages.answers import dress, profiles
from services.portal.pages.browser import visitor
from services.portal.pages.profiles import Profile
from services.portal.pages.quote_document import Quote
from services.portal.pages.quote_kinds import KINDS
from services.portal.settings import Settings
from shared.clock import utc_now
from shared.errors import NotFound
from shared.links import LinkNotValid, is_signed, purpose_of
from shared.web.caller import Caller
from shared.words import say

Choice = dict[str, str | int | list[str] | None]
"""What is chosen, as quotes takes it."""
_NOBODY = Caller("anonymous")
_TOKEN = re.compile(r"[A-Za-z0-9_.~-]{8,4000}")


@dataclass(frozen=True, slots=True)
class Door:
    """The address a link was opened at, before anybody has looked whether it opens anything.

    Without a token it is the office's own way to a record: a preview.
    """

    token: str
    base: str
    pays: bool
    """Whether it claims to be a payment link, which billing knows."""
    reviews: bool = False
    """Whether it claims to be a review link, which referrals knows. The others are known to quotes."""
    path: str = ""
    """Where quotes has what it opens, if it opens anything of quotes."""
    caller: Caller = _NOBODY
    """Who asks for it there."""
    view: str = ""
    """As what its address asks to show the record; empty where it does not, and what comes of it quotes decides."""

    @property
    def is_preview(self) -> bool:
        """Whether nothing that is done here may come to anything."""
        return not self.token


async def door(request: Request, token: str) -> Door:
    """The link in the request's path; raises `LinkNotValid` for what cannot be one."""
    prefix = request.url.path.split("/", 2)[1]
    return _door(prefix, token, visitor(request), asked_view(request))


def door_of(token: str, caller: Caller, *, view: str = "") -> Door:
    """The link that carries `token`, wherever it was found; raises `LinkNotValid` for what cannot be one."""
    return _door("l" if is_signed(token) else "quote", token, caller, view)


def door_of_tab(profile: Profile, place: str, *, pays: bool = False) -> Door:
    """The tab at `place` of a portal, among all that forms can be sent from: by a name that no link's token can have."""
    return Door(f"portal:{profile.slug}:{place}", f"{profile.business.home_url}/{place}", pays=pays)


def _door(prefix: str, token: str, caller: Caller, view: str) -> Door:
    if not _TOKEN.fullmatch(token):
        raise LinkNotValid(say("This link does not work. Check that it was copied whole."))
    purpose = purpose_of(token) if prefix == "l" else None
    base, path = f"/{prefix}/{quote(token, safe='')}", quotes_client.link_path(token)
    return Door(token, base, purpose == "payment", purpose == "review", path=path, caller=caller, view=view)


DoorDep = Annotated[Door, Depends(door)]


@dataclass(frozen=True, slots=True)
class Opened:
    """An estimate, proposal or maintenance offer as its link shows it."""

    door: Door
    view: dict[str, Any]
    profile: Profile
    quote: Quote

    @property
    def in_season(self) -> bool:
        """Whether it is a holiday proposal that is pending or active."""
        return bool(self.view.get("in_season"))

    @property
    def may_pay(self) -> bool:
        """Whether whoever holds the link may pay for the customer."""
        return bool(self.view.get("may_pay", True))

    def payer(self, request: Request) -> Caller:
        """Who may see and pay the deposit of this estimate, and nothing else."""
        scope = f"estimate:{self.quote['estimate_id']}"
        if self.door.is_preview:
            return replace(self.door.caller, scope=scope)
        return payer(request, self.profile.workspace_id, scope)


async def open_quote(request: Request, door: Door, choice: Choice | None = None) -> Opened:
    """What the link opens, with the totals of `choice`; raises what quotes refuses. One call, and no query."""
    asked = {**(choice or {}), "view": door.view or None}
    view = await quotes_client.public_view(services(request).quotes, door.path, door.caller, asked)
    profile = await dressed(request, UUID(view["workspace_id"]), view["customer"].get("language") or "")
    shown = view | {"kind": view["purpose"], "notes": [_signed(note, view, profile) for note in view["notes"]]}
    return Opened(door, view, profile, cast("Quote", shown))


def asked_view(request: Request) -> str:
    """As what the address of the request asks to show the record; empty where it does not."""
    view = request.query_params.get("view", "")
    return view if view in KINDS else ""


async def dressed(request: Request, workspace_id: UUID, reader: str | None = None) -> Profile:
    """The workspace whose pages `request` gets from here on, in the language of `reader` if they are a customer's."""
    profile = await profiles(request).by_id(workspace_id)
    if profile is None:
        raise NotFound(say("This workspace is no longer here."))
    return dress(request, profile, reader)


def services(request: Request) -> Services:
    """The services behind the gateway."""
    found: Services = request.app.state.context.adapters
    return found


def settings(request: Request) -> Settings:
    """The portal's settings."""
    found: Settings = request.app.state.context.settings
    return found


def payer(request: Request, workspace_id: UUID, scope: str) -> Caller:
    """Somebody who has opened a link to the one record that `scope` names."""
    known = visitor(request)
    return Caller("link", workspace_id, scope=scope, ip=known.ip, user_agent=known.user_agent)


def nonce_of(request: Request, door: Door) -> str:
    """The nonce of a page served now for this link; none for a preview, whose forms are not to take effect."""
    return "" if door.is_preview else page_nonce(_secret(request), door.token, utc_now())


def form_name(request: Request, door: Door) -> str:
    """A new form's own secret name, by which it can be told that a page of ours gave it."""
    name = secrets.token_urlsafe(16)
    return f"{name}.{page_nonce(_secret(request), _form_of(door, name), utc_now())}"


def is_form_name(request: Request, door: Door, text: str) -> bool:
    """Whether `text` is the name of a form that a page of ours gave for this link, not long ago."""
    name, _, proof = text.partition(".")
    return is_page_nonce(_secret(request), _form_of(door, name), proof, utc_now())


def is_meant(request: Request, door: Door, nonce: str) -> bool:
    """Whether a browser sends it, with the nonce of a page that was served for this link not long ago."""
    # A mail scanner may press the button of the page that asks for confirmation, too, and that page has the nonce.
    by_browser = is_browser(visitor(request).user_agent)
    return by_browser and is_page_nonce(_secret(request), door.token, nonce, utc_now())


def _form_of(door: Door, name: str) -> str:
    return f"{door.token}|form|{name}"


def _secret(request: Request) -> str:
    return settings(request).service_token_secret.get_secret_value()


def _signed(note: dict[str, Any], view: dict[str, Any], profile: Profile) -> dict[str, Any]:
    """The note with a name under it, also where whoever wrote it has left none."""
    unnamed = view["customer"]["name"] if note["author_kind"] == "customer" else profile.business.name
    return note | {"author_name": note["author_name"] or unnamed}
