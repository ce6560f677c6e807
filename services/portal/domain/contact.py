"""Email addresses and phone numbers in the one form in which they are stored and compared."""

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers

from services.portal.domain.errors import InvalidContact
from services.portal.domain.text import read_text
from shared.words import say

MAX_EMAIL = 254
MAX_PHONE = 50

# Only what cannot be an address is refused: whether mail arrives there, the mail server knows best.
_BAD = r"@\s,;<>\x00-\x1f\x7f-\x9f\ud800-\udfff"
_EMAIL = re.compile(rf"[^{_BAD}]+@[^{_BAD}.]+(\.[^{_BAD}.]+)+")


@dataclass(frozen=True, slots=True)
class Contact:
    """By what somebody says they are known: an email address, or a phone number in E.164."""

    email: str | None = None
    phone: str | None = None

    @property
    def key(self) -> str:
        """What tells one contact from another."""
        return self.email or self.phone or ""


def read_contact(raw: str, *, region: str, field: str) -> Contact:
    """What was entered where either may be; raises an `Invalid` naming `field` when it is neither."""
    text = read_text(raw, field, limit=MAX_EMAIL)
    if "@" in text:
        return Contact(email=read_email(text, field=field))
    try:
        return Contact(phone=read_phone(text, region=region, field=field))
    except InvalidContact:
        message = say(
            "{field} must be an email address, such as pat@example.com, or a phone number with its area code.",
            field=field,
        )
        raise InvalidContact(message, field=field) from None


def read_email(raw: str, *, field: str) -> str:
    """`raw` trimmed and without regard to case; raises `InvalidContact` naming `field` when it is no email address."""
    email = email_key(raw)
    if len(email) > MAX_EMAIL or not _EMAIL.fullmatch(email):
        raise InvalidContact(
            say("{field} must be an email address, such as pat@example.com.", field=field), field=field
        )
    return email


def email_key(raw: str) -> str:
    """`raw` in the form in which email addresses are compared, whether it is one or not."""
    return unicodedata.normalize("NFC", raw).strip().casefold()


def read_phone(raw: str, *, region: str, field: str) -> str:
    """`raw` in E.164, such as +12125550100; `region` is that of numbers without a country code."""
    number = _parse(raw.strip(), region) if len(raw) <= MAX_PHONE else None
    if number is None or not phonenumbers.is_possible_number(number):
        message = say(
            "{field} must be a phone number with its area code, or start with + and the country code.", field=field
        )
        raise InvalidContact(message, field=field)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _parse(raw: str, region: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(raw, region)
    except phonenumbers.NumberParseException:
        return None
