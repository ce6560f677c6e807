"""A signature as it comes in: typed, or drawn as a PNG."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Literal

from services.quotes.domain.drawing import check_drawing
from services.quotes.domain.errors import InvalidSignature
from services.quotes.domain.text import read_name
from shared.words import say

SignatureKind = Literal["typed", "drawn"]

MAX_TYPED = 200
MAX_PNG_BYTES = 300_000

CONSENT_VERSION = "2026-11"
CONSENT_TEXT = say(
    "I agree to sign this document electronically. My electronic signature is as binding as one written by hand. "
    "I have read the document, including its prices and terms, and I accept it as shown on this page. "
    "I can ask the business for a copy on paper, or sign on paper instead, at any time before I sign."
)

_PNG_FIELD = "signature.png_base64"
_DATA_URL = "data:image/png;base64,"
_MAX_BASE64 = len(_DATA_URL) + 4 * (MAX_PNG_BYTES // 3 + 1)


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that can be kept; `sha256` is that of the PNG's bytes, or of the typed text in UTF-8."""

    kind: SignatureKind
    text: str | None
    png: bytes | None
    sha256: str


def read_signature(kind: str, text: str | None = None, png_base64: str | None = None) -> Signature:
    """The signature handed in; raises an `Invalid` naming the member of `signature` at fault, and its limit."""
    if kind == "typed":
        return _typed(text)
    if kind == "drawn":
        return _drawn(png_base64)
    raise InvalidSignature(f"signature.kind must be typed or drawn; it is {kind!r}.", field="signature.kind")


def _typed(text: str | None) -> Signature:
    name = read_name(text or "", "signature.text", limit=MAX_TYPED)
    return Signature("typed", name, None, hashlib.sha256(name.encode()).hexdigest())


def _drawn(png_base64: str | None) -> Signature:
    png = _decoded(png_base64 or "")
    check_drawing(png, _PNG_FIELD)
    return Signature("drawn", None, png, hashlib.sha256(png).hexdigest())


def _decoded(png_base64: str) -> bytes:
    encoded = png_base64.strip()
    if not encoded:
        raise _refused("is missing; draw the signature, or type the name instead")
    if len(encoded) > _MAX_BASE64:
        raise _refused(f"is larger than {MAX_PNG_BYTES} bytes when decoded")
    try:
        png = base64.b64decode(encoded.removeprefix(_DATA_URL), validate=True)
    except (binascii.Error, ValueError) as error:
        raise _refused("is not valid base64") from error
    if len(png) > MAX_PNG_BYTES:
        raise _refused(f"is {len(png)} bytes when decoded; at most {MAX_PNG_BYTES} fit")
    return png


def _refused(why: str) -> InvalidSignature:
    return InvalidSignature(f"{_PNG_FIELD} {why}.", field=_PNG_FIELD)
