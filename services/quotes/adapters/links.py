"""Customers' links: how they are made, and what they open."""

import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol, cast, get_args
from uuid import UUID

from services.quotes.domain.errors import LinkExpired, LinkNotValid, SendFailed
from services.quotes.domain.estimate import Estimate
from services.quotes.domain.estimate_version import EstimateVersion
from services.quotes.domain.kinds import HOLIDAY_LIGHTS, Kind
from services.quotes.domain.link import CustomerLink, LinkForm, RecordLink, TokenLink
from services.quotes.domain.workspace import Workspace
from shared import links as signed
from shared.tokens import KeyRing

_TOKEN_BYTES = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,100}")
_NOT_VALID = "This link does not work. Check that it was copied whole, or use the newest email."


def new_public_token() -> str:
    """A random token that opens one record; nobody can guess it."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


class Linked(Protocol):
    """A record with what its link depends on."""

    @property
    def estimate(self) -> Estimate: ...
    @property
    def current(self) -> EstimateVersion: ...
    @property
    def workspace(self) -> Workspace: ...


@dataclass(frozen=True, slots=True)
class Links:
    """Makes links and reads them. Where `ring` cannot sign there are only those that carry a record's own token."""

    ring: KeyRing
    public_url: str | None

    def base_url(self, workspace: Workspace) -> str | None:
        """Where the workspace's links begin; None when no address is set up."""
        return self._base(workspace.public_site_url)

    def check_page(self, document_id: UUID, public_site_url: str | None) -> str:
        """Where anybody can check the document; a path where the site's own address is not known."""
        return f"{self._base(public_site_url) or ''}/verify/{document_id}"

    def _base(self, public_site_url: str | None) -> str | None:
        base = self.public_url or public_site_url
        return base.rstrip("/") if base else None

    def link_to(self, record: Linked, *, kind: Kind, now: datetime) -> str:
        """The customer's link to `record` shown as `kind`; raises `SendFailed` when there can be none.

        Its form depends on the record alone: whatever else is the case, that does not change from one link to the next.
        """
        if form_of(record.estimate) == "seasonal":
            return f"{self._base_for_links(record.workspace)}/portal/{record.workspace.slug}/holiday-lights"
        return self.own_link_to(record, kind=kind, now=now)

    def own_link_to(self, record: Linked, *, kind: Kind, now: datetime, holder: UUID | None = None) -> str:
        """A link that opens `record` itself, whatever its type: what the seasonal page sends, which must not send itself.

        Raises `SendFailed` when there can be none.
        """
        base = self._base_for_links(record.workspace)
        return base + self.path_to(record, kind=kind, now=now, holder=holder)

    def path_to(self, record: Linked, *, kind: Kind, now: datetime, holder: UUID | None = None) -> str:
        """The same without the site, for somebody who is there.

        With a `holder`, who is one of the customer's contacts, it carries their rights, which the record's own token
        could not.
        """
        estimate = record.estimate
        if estimate.public_token and holder is None:
            view = "" if kind == record.current.contents.kind else f"?view={kind}"
            return f"/quote/{estimate.public_token}{view}"
        return f"/l/{self._sign(estimate, record.workspace, kind, now, holder)}"

    def page_of(self, token: str, workspace: Workspace) -> str:
        """The address of the page that `token` opens; a path where the site's own address is not known."""
        folder = "l" if signed.is_signed(token) else "quote"
        return f"{self.base_url(workspace) or ''}/{folder}/{token}"

    def open(self, token: str, view: str | None = None) -> CustomerLink:
        """What `token` names; raises `LinkNotValid` or `LinkExpired`. Whether a record has the token, queries tell.

        `view` is as what its address asks to show the record.
        """
        if not signed.is_signed(token):
            return _token_link(token, view)
        try:
            return replace(self._open_signed(token), view=view)
        except signed.LinkExpired as error:
            raise LinkExpired(error.message) from None

    def open_once_valid(self, token: str) -> CustomerLink:
        """What `token` names or named before it expired; raises `LinkNotValid`."""
        if not signed.is_signed(token):
            return _token_link(token)
        try:
            return self._open_signed(token)
        except signed.LinkExpired as error:
            return _record_link(error.link)

    def _base_for_links(self, workspace: Workspace) -> str:
        base = self.base_url(workspace)
        if base is None:
            message = (
                "There is no address for links. Set the business's website in the account settings, then try again."
            )
            raise SendFailed(message, category="link_setup")
        return base

    def _sign(self, estimate: Estimate, workspace: Workspace, kind: Kind, now: datetime, holder: UUID | None) -> str:
        if not self.ring.can_sign:
            message = "Signed links are not set up. Ask whoever runs Porchlight to set CUSTOMER_TOKEN_SECRET."
            raise SendFailed(message, category="link_setup")
        issued = signed.issued_after(estimate.links_void_before, now)
        link = signed.SignedLink(kind, estimate.workspace_id, estimate.id, issued_at=issued, holder=holder)
        return signed.sign_link(self.ring, link, now + timedelta(days=workspace.link_days))

    def _open_signed(self, token: str) -> RecordLink:
        try:
            return _record_link(signed.open_link(self.ring, token))
        except signed.LinkNotValid:
            raise LinkNotValid(_NOT_VALID) from None


def form_of(estimate: Estimate) -> LinkForm:
    """The form of every link to `estimate`: a record without a token has signed ones, holiday lights their own page."""
    if estimate.public_token:
        return "token"
    return "seasonal" if estimate.record_type == HOLIDAY_LIGHTS else "signed"


def _token_link(token: str, view: str | None = None) -> TokenLink:
    if not _TOKEN.fullmatch(token):
        raise LinkNotValid(_NOT_VALID)
    return TokenLink(token, view)


def _record_link(link: signed.SignedLink) -> RecordLink:
    # Links for other purposes, such as paying, open records of other services.
    if link.purpose not in get_args(Kind):
        raise LinkNotValid(_NOT_VALID)
    return RecordLink(
        link.workspace_id,
        link.record_id,
        cast("Kind", link.purpose),
        link.link_id,
        link.issued_at,
        holder=link.holder,
    )
