"""A request for an estimate: what somebody asks for, in order, and that it was taken in."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.portal.domain.base import Base, belongs_to
from services.portal.domain.contact import read_email, read_phone
from services.portal.domain.errors import InvalidChoice, InvalidContact, InvalidRequest, InvalidText
from services.portal.domain.text import read_text
from shared.errors import Invalid
from shared.words import say

MAX_NAME = 200
MAX_ADDRESS = 500
MAX_NOTES = 5000
_BREAKS = re.compile(r"\r\n?")


class EstimateRequest(Base, kw_only=True):
    """That a request was taken in. What was asked travels with its event; nothing of it is kept here in the clear."""

    __tablename__ = "estimate_requests"
    __table_args__ = (UniqueConstraint("workspace_id", "fingerprint"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(belongs_to("workspaces.workspace_id"))
    fingerprint: Mapped[str]
    """The same for the same form sent again, and another one once anything in it is different."""
    requested_at: Mapped[datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks for; as it was typed until `read_request` has read it."""

    name: str
    email: str = ""
    phone: str = ""
    address: str = ""
    services: Sequence[str] = ()
    notes: str = ""

    def fingerprint(self, submission: str) -> str:
        """What tells it, sent from the form with this `submission`, from every other one."""
        written = json.dumps([submission, asdict(self)], ensure_ascii=True, sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()


def read_request(typed: Asked, *, region: str, offered: Collection[str]) -> Asked:
    """`typed` in the form in which it is kept; raises `InvalidRequest` with everything that is wrong with it.

    `offered` is what can be asked for; `region` is that of phone numbers without a country code.
    """
    readers: dict[str, Callable[[], Any]] = {
        "name": lambda: read_text(typed.name, "name", limit=MAX_NAME),
        "email": lambda: _email(typed),
        "phone": lambda: read_phone(typed.phone, region=region, field="phone") if typed.phone.strip() else "",
        "address": lambda: _lines(typed.address, "address", limit=MAX_ADDRESS),
        "services": lambda: _offered(typed.services, offered),
        "notes": lambda: _lines(typed.notes, "notes", limit=MAX_NOTES),
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
    return Asked(**read)


def _email(typed: Asked) -> str:
    """As it was typed: the office writes to it, and how addresses are compared is up to who compares them."""
    email = typed.email.strip()
    if email:
        read_email(email, field="email")
    elif not typed.phone.strip():
        raise InvalidContact("email or phone is needed, so that there is a way to answer.", field="email")
    return email


def _offered(chosen: Sequence[str], offered: Collection[str]) -> tuple[str, ...]:
    """What was chosen, in the order in which it is offered."""
    if not set(chosen) <= set(offered):
        raise InvalidChoice("services may only be some of those that are offered. Choose again.", field="services")
    return tuple(service for service in offered if service in chosen)


def _lines(value: str, field: str, *, limit: int) -> str:
    """Like `read_text`, but it may be empty and have several lines."""
    text = _BREAKS.sub("\n", unicodedata.normalize("NFC", value)).strip()
    if len(text) > limit:
        raise InvalidText(
            say(
                "{field} is {length} characters long; at most {limit} fit.", field=field, length=len(text), limit=limit
            ),
            field=field,
        )
    if any(unicodedata.category(one) in {"Cc", "Cs"} for one in text.replace("\n", " ").replace("\t", " ")):
        raise InvalidText(
            say("{field} contains control characters; remove them and try again.", field=field), field=field
        )
    return text
