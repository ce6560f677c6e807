"""A workspace: one business, its portal's address, and how it writes money, days and phone numbers."""

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from babel import Locale, UnknownLocaleError
from sqlalchemy.orm import Mapped, mapped_column

from services.portal.domain.base import Base
from services.portal.domain.contact import read_email, read_phone
from services.portal.domain.errors import InvalidChoice, InvalidSlug, InvalidText
from services.portal.domain.text import read_name_of, read_text
from shared.clock import time_zone
from shared.ids import new_id
from shared.money import is_currency

MAX_NAME = 120
MAX_URL = 300
MAX_LINK_DAYS = 365
DEFAULT_LINK_DAYS = 60
DEFAULT_TIME_ZONE = "America/New_York"
DEFAULT_CURRENCY = "USD"
DEFAULT_LOCALE = "en_US"
DEFAULT_REGION = "US"
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{1,48}[a-z0-9])")
# Names that people take for the portal's own, or that a host name or path of it may need one day.
_RESERVED = """
about abuse account accounts admin administrator api app apps assets auth autodiscover billing blog brand brands cdn
checkout customer customers dev docs download email embed error events favicon feed files ftp health
healthz help home hostmaster http https imap img images info internal invoice invoices legal link links localhost
log-in login logout mail mailbox mailer-daemon metrics mobile news no-reply none noreply null oauth office openapi
pay payment payments ping pop porchlight portal postmaster press pricing privacy public quote quotes readyz receipt
refer referral register request reset review reviews robots root sandbox secure security settings setup sign-in
sign-up signin signup sitemap smtp ssl staff staging static status stripe support system team terms test undefined
unsubscribe verify webhook webhooks webmaster well-known workspace workspaces www
"""
_LOCAL_HOSTS = re.compile(r"localhost|[^.]+\.localhost|\d+(\.\d+){3}|\[[0-9a-f:]+\]")


class Workspace(Base, kw_only=True):
    """One business. Its slug is set once, at the start, and nothing changes it."""

    __tablename__ = "workspaces"

    # The column is named as in every other table, so that one rule keeps tenants apart in all of them.
    id: Mapped[UUID] = mapped_column("workspace_id", primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    company_name: Mapped[str]
    time_zone: Mapped[str]
    currency: Mapped[str]
    locale: Mapped[str]
    created_at: Mapped[datetime]
    public_site_url: Mapped[str | None] = mapped_column(default=None)
    contact_email: Mapped[str | None] = mapped_column(default=None)
    contact_phone: Mapped[str | None] = mapped_column(default=None)
    """In E.164."""
    link_days: Mapped[int] = mapped_column(default=DEFAULT_LINK_DAYS)

    @property
    def region(self) -> str:
        """Where phone numbers without a country code are from, such as US."""
        return region_of(self.locale)

    def change(self, field: str, value: Any) -> None:
        """Sets one of the fields the office may change; raises an error that names the field when the value is no good."""
        setattr(self, field, _READERS[field](value, self))


def open_workspace(
    *, slug: str, company_name: str, time_zone: str, currency: str, locale: str, now: datetime
) -> Workspace:
    """A new workspace; raises an error that names the field at fault."""
    return Workspace(
        id=new_id(),
        slug=read_slug(slug),
        company_name=read_name_of(company_name, "company_name", limit=MAX_NAME),
        time_zone=read_time_zone(time_zone),
        currency=read_currency(currency),
        locale=read_locale(locale),
        created_at=now,
    )


def read_slug(slug: str) -> str:
    """`slug` itself; raises `InvalidSlug` unless it is 3 to 50 lower-case letters, digits and inner hyphens.

    Names that would be taken for the portal's own are refused, too.
    """
    if not _SLUG.fullmatch(slug):
        message = (
            "slug must be 3 to 50 lower-case letters, digits and hyphens, and begin and end with a letter or digit."
        )
        raise InvalidSlug(message, field="slug")
    if slug in _RESERVED.split():
        message = f"slug must not be {slug!r}, which the portal keeps for itself. Choose one with the company's name."
        raise InvalidSlug(message, field="slug")
    return slug


def read_time_zone(name: str) -> str:
    """`name` itself; raises `InvalidChoice` where there is no such time zone."""
    try:
        return time_zone(name).key
    except ValueError as error:
        raise InvalidChoice(
            "time_zone must be an IANA time zone, such as America/New_York.", field="time_zone"
        ) from error


def read_currency(code: str) -> str:
    """`code` itself; raises `InvalidChoice` where there is no such currency."""
    if not is_currency(code):
        raise InvalidChoice("currency must be an ISO 4217 code in upper case, such as USD.", field="currency")
    return code


def read_locale(name: str) -> str:
    """The locale in the form en_US; raises `InvalidChoice` where there is none, or it names no country."""
    try:
        locale = Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = None
    if locale is None or not locale.territory:
        raise InvalidChoice("locale must be a language with a country, such as en_US or es_US.", field="locale")
    return str(locale)


def region_of(locale: str) -> str:
    """The country of a locale, such as US."""
    return Locale.parse(locale).territory or DEFAULT_REGION


def read_site_url(url: str) -> str:
    """An http(s) address without its trailing slash; raises `InvalidText`. Links in messages begin with it."""
    parts = urlsplit(read_text(url, "public_site_url", limit=MAX_URL))
    host = parts.hostname or ""
    known = "." in host or _LOCAL_HOSTS.fullmatch(host)
    if parts.scheme not in {"http", "https"} or not known or parts.username or parts.query or parts.fragment:
        message = "public_site_url must be an address such as https://portal.example.com, without a query."
        raise InvalidText(message, field="public_site_url")
    return parts.geturl().rstrip("/")


def read_link_days(days: int) -> int:
    """`days` itself, from 1 to a year."""
    if not 1 <= days <= MAX_LINK_DAYS:
        raise InvalidChoice(f"link_days must be from 1 to {MAX_LINK_DAYS}.", field="link_days")
    return days


_READERS: dict[str, Any] = {
    "company_name": lambda value, _: read_name_of(value, "company_name", limit=MAX_NAME),
    "time_zone": lambda value, _: read_time_zone(value),
    "currency": lambda value, _: read_currency(value),
    "locale": lambda value, _: read_locale(value),
    "public_site_url": lambda value, _: read_site_url(value) if value else None,
    "contact_email": lambda value, _: read_email(value, field="contact_email") if value else None,
    "contact_phone": lambda value, own: read_phone(value, region=own.region, field="contact_phone") if value else None,
    "link_days": lambda value, _: read_link_days(value),
}
