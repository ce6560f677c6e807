"""By what one person is told from another: an email address, or a phone number in E.164."""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """Where somebody is reached, as it is compared; either may be missing."""

    email: str | None
    phone: str | None

    def is_same(self, other: "Contact") -> bool:
        """Whether they are one person, as far as one can tell."""
        same_email = self.email is not None and self.email == other.email
        return same_email or (self.phone is not None and self.phone == other.phone)


def email_key(email: str | None) -> str | None:
    """`email` as addresses are compared."""
    return unicodedata.normalize("NFC", email).strip().casefold() or None if email else None


def contact(email: str | None, phone: str | None) -> Contact:
    """The contact of somebody with this address and number, as they were told."""
    return Contact(email_key(email), phone or None)
