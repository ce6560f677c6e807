"""By what somebody who wants to pay says they are known."""

import re
from dataclasses import dataclass

from services.portal.domain.contact import read_email
from services.portal.domain.errors import InvalidContact
from services.portal.domain.text import read_text

MAX = 254
_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9-]{0,49}")


@dataclass(frozen=True, slots=True)
class Payer:
    """An email address, or the number of an invoice."""

    email: str | None = None
    number: str | None = None

    @property
    def key(self) -> str:
        """What tells one from another."""
        return self.email or f"number:{self.number}"

    def to_json(self) -> dict[str, str]:
        return {"email": self.email} if self.email else {"number": self.number or ""}


def read_payer(raw: str, *, field: str) -> Payer:
    """What was entered where either may be; raises `InvalidContact` naming `field` when it is neither."""
    text = read_text(raw, field, limit=MAX)
    if "@" in text:
        return Payer(email=read_email(text, field=field))
    return Payer(number=read_number(text, field=field))


def read_number(raw: str, *, field: str) -> str:
    """`raw` as invoices are numbered, however it was typed; raises `InvalidContact` naming `field`."""
    number = raw.strip().lstrip("#").replace(" ", "").upper()
    if not _NUMBER.fullmatch(number):
        message = (
            f"{field} must be an email address, such as pat@example.com, or the number of an invoice, such as INV-1001."
        )
        raise InvalidContact(message, field=field)
    return number
