"""Somebody signs up a business: what the form asks, and everything that is wrong with what was typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from services.portal.domain.contact import read_email
from services.portal.domain.conventions import locale_of
from services.portal.domain.errors import InvalidChoice, InvalidRequest
from services.portal.domain.password import read_password
from services.portal.domain.text import read_name_of
from services.portal.domain.workspace import MAX_NAME, read_currency, read_slug, read_time_zone
from shared.errors import Invalid
from shared.words import NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """What was typed; in the form in which it is kept once `read_sign_up` has read it."""

    company_name: str = ""
    slug: str = ""
    owner_email: str = ""
    owner_password: str = ""
    time_zone: str = ""
    currency: str = ""
    language: str = ""

    @property
    def locale(self) -> str:
        """How the business writes."""
        return locale_of(self.language, self.time_zone)


def read_sign_up(typed: Applied) -> Applied:
    """`typed` as it is kept; raises `InvalidRequest` with everything that is wrong with it."""
    readers: dict[str, Callable[[], Any]] = {
        "company_name": lambda: read_name_of(typed.company_name, "company_name", limit=MAX_NAME),
        "slug": lambda: read_slug(typed.slug),
        "owner_email": lambda: read_email(typed.owner_email, field="owner_email"),
        "owner_password": lambda: read_password(typed.owner_password, field="owner_password"),
        "time_zone": lambda: read_time_zone(typed.time_zone),
        "currency": lambda: read_currency(typed.currency),
        "language": lambda: _language(typed.language),
    }
    read: dict[str, Any] = {}
    wrong: list[Invalid] = []
    for field, reader in readers.items():
        try:
            read[field] = reader()
        except Invalid as error:
            wrong.append(error)
    if wrong:
        raise InvalidRequest(wrong)
    return Applied(**read)


def languages() -> Sequence[tuple[str, str]]:
    """The languages that portals speak: their tags and what those call them who speak them."""
    return list(NAMES.items())


def _language(tag: str) -> str:
    if tag not in NAMES:
        raise InvalidChoice(f"language must be one of {', '.join(NAMES)}.", field="language")
    return tag
