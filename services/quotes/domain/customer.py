"""A customer, and how the addresses they are known by are compared."""

import re
import unicodedata
from datetime import datetime
from uuid import UUID

import phonenumbers
from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.quotes.domain.base import Base
from services.quotes.domain.errors import InvalidChoice, InvalidContact
from services.quotes.domain.text import check_text, read_text
from shared.ids import new_id
from shared.words import NAMES, spoken

MAX_NAME = 200
MAX_EMAIL = 254
MAX_PHONE = 50
MAX_ADDRESS = 500

# Only what cannot be an address is refused: whether mail arrives there, the mail server knows best.
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(\.[^@\s,;<>.]+)+")


class Customer(Base, kw_only=True):
    """A homeowner whom the office knows, by name and perhaps by email address and phone."""

    __tablename__ = "customers"
    __table_args__ = (
        Index(None, "workspace_id", "id"),
        Index(None, "workspace_id", "email_key"),
        Index(None, "workspace_id", "phone"),
        # By which whoever signs in is found in all workspaces.
        Index(None, "email_key"),
        Index(None, "phone"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID]
    name: Mapped[str]
    email: Mapped[str | None]
    """As it was typed."""
    email_key: Mapped[str | None]
    """As it is compared."""
    phone: Mapped[str | None]
    """In E.164."""
    address: Mapped[str]
    language: Mapped[str] = mapped_column(default="", server_default="")
    """In which they are written to; empty for that of the business."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    def rename(self, name: str, now: datetime) -> None:
        """Known by another name from now on."""
        self.name = read_text(name, "name", limit=MAX_NAME)
        self.updated_at = now

    def move(self, address: str, now: datetime) -> None:
        """At another property from now on."""
        self.address = read_text(address, "address", limit=MAX_ADDRESS, required=False)
        self.updated_at = now

    def speak(self, language: str, now: datetime) -> None:
        """Written to in this language from now on, in that of the business where it is empty."""
        if language and language not in NAMES:
            known = " or ".join(NAMES)
            raise InvalidChoice(f"language must be {known}, or left out; it is {language!r}.", field="language")
        self.language = language
        self.updated_at = now

    def reach_at(self, email: str | None, phone: str | None, *, region: str, now: datetime) -> None:
        """Reached at these from now on; an empty one is none. `region` is that of phones without a country code."""
        email, phone = _given(email), _given(phone)
        key = email_key(email) if email else None
        e164 = phone_e164(phone, region) if phone else None
        self.email, self.email_key, self.phone = email, key, e164
        self.updated_at = now


def locale_for(language: str, locale: str) -> str:
    """The locale of what somebody is given who speaks `language`, by a business with this `locale`."""
    return spoken(language, locale) if language else locale


def register(workspace_id: UUID, name: str, now: datetime) -> Customer:
    """A new customer, known by name; `reach_at` and `move` add the rest."""
    return Customer(
        id=new_id(),
        workspace_id=workspace_id,
        name=read_text(name, "name", limit=MAX_NAME),
        email=None,
        email_key=None,
        phone=None,
        address="",
        created_at=now,
        updated_at=now,
    )


def email_key(raw: str, *, field: str = "email") -> str:
    """`raw` in the form in which email addresses are compared; raises `InvalidContact` when it is none."""
    check_text(raw, field, limit=MAX_EMAIL)
    email = unicodedata.normalize("NFC", raw).strip()
    if not _EMAIL.fullmatch(email):
        raise InvalidContact(f"{field} must be an email address, such as pat@example.com.", field=field)
    return email.casefold()


def phone_e164(raw: str, region: str, *, field: str = "phone") -> str:
    """`raw` in E.164, such as +12125550100; raises `InvalidContact` when it cannot be a phone number of anywhere."""
    check_text(raw, field, limit=MAX_PHONE)
    try:
        number = phonenumbers.parse(raw.strip(), region)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        message = f"{field} must be a phone number with its area code, or start with + and the country code."
        raise InvalidContact(message, field=field)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _given(value: str | None) -> str | None:
    return value.strip() or None if value else None
