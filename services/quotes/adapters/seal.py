"""The seal on accepted estimates: the key it is made with, wherever that is, and what is wrong with it."""

import base64
import binascii
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from shared.clock import utc_now
from shared.errors import Unavailable

if TYPE_CHECKING:
    from services.quotes.adapters.pades import SealKey

# A PKCS#12 file begins with these bytes; so does its base64, and no path.
_BEGINS = "MI"
_SOON = timedelta(days=30)


class SealUnavailable(Unavailable):
    """Nothing can be sealed now."""

    code = "seal_unavailable"


class SealKeyMissing(SealUnavailable):
    """No key is set up."""

    code = "seal_key_missing"


class SealKeyUnusable(SealUnavailable):
    """The key that is set up cannot be used."""

    code = "seal_key_unusable"


class TimeStampUnavailable(SealUnavailable):
    """The time-stamping authority gives no time-stamp."""

    code = "time_stamp_unavailable"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed file, and the certificate that it is sealed by."""

    content: bytes
    sha256: str
    certificate_sha256: str


@dataclass(frozen=True, slots=True)
class Seal:
    """Seals PDFs. `pkcs12` is the path of the key's file, or what is in it in base64; None where there is no key."""

    pkcs12: str | None = field(default=None, repr=False)
    password: str = field(default="", repr=False)
    tsa_url: str | None = None

    @property
    def has_key(self) -> bool:
        """Whether there is a key at all; whether it can be used turns out when it is."""
        return self.pkcs12 is not None

    def apply(self, pdf: bytes, *, reason: str) -> Sealed:
        """`pdf`, sealed; raises a `SealUnavailable`."""
        from services.quotes.adapters import pades  # noqa: PLC0415 - half a second, for those who seal

        key = self._key()
        if key.ends_at <= utc_now():
            raise SealKeyUnusable(
                f"SEAL_PKCS12: the certificate ended on {key.ends_at.date()}; put a new one in place."
            )
        try:
            content = pades.seal(pdf, key, reason=reason, tsa_url=self.tsa_url)
        except (OSError, ValueError) as error:
            if self.tsa_url is None:
                raise
            message = f"SEAL_TSA_URL: no time-stamp was to be had ({type(error).__name__}: {error})."
            raise TimeStampUnavailable(message) from error
        return Sealed(content, hashlib.sha256(content).hexdigest(), key.certificate_sha256)

    def examine(self, now: datetime) -> Iterator[tuple[bool, str]]:
        """Whether documents can be sealed, and why not, for whoever runs this."""
        try:
            key = self._key()
        except SealUnavailable as error:
            yield False, error.message
            return
        if key.ends_at <= now + _SOON:
            yield (
                False,
                f"SEAL_PKCS12: the certificate of {key.name} ends on {key.ends_at.date()}; put a new one in place",
            )
            return
        stamps = "with time-stamps" if self.tsa_url else "without time-stamps (SEAL_TSA_URL is not set)"
        yield True, f"accepted estimates are sealed by {key.name} until {key.ends_at.date()}, {stamps}"

    def _key(self) -> "SealKey":
        from services.quotes.adapters import pades  # noqa: PLC0415 - as above

        if self.pkcs12 is None:
            raise SealKeyMissing(
                "SEAL_PKCS12 is not set: accepted estimates stay unsealed, and are sealed once it names a key"
            )
        try:
            return pades.read_key(_content(self.pkcs12), self.password)
        except (OSError, binascii.Error, pades.KeyNotReadable) as error:
            raise SealKeyUnusable(f"SEAL_PKCS12 cannot be used: {error}. Check it and SEAL_PASSWORD.") from error


def sealed_by(pdf: bytes) -> str | None:
    """The SHA-256 of the certificate whose seal covers all of `pdf`, unchanged; None where there is no such seal."""
    from services.quotes.adapters import pades  # noqa: PLC0415 - as above

    found = pades.find_seal(pdf)
    return found.certificate_sha256 if found else None


def _content(pkcs12: str) -> bytes:
    if pkcs12.startswith(_BEGINS):
        return base64.b64decode(pkcs12, validate=True)
    return Path(pkcs12).read_bytes()
