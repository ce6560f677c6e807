"""QR codes, for screens and for print."""

import base64
import io
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import segno
import typst

from services.portal.adapters.paper_logo import paper_logo
from shared.paper import as_svg

Size = Literal["card", "door", "sign"]
"""Business cards, ten on a sheet; a door hanger; a yard sign."""
_TEMPLATE = Path(__file__).parent.parent / "templates" / "print" / "qr_sheet.typ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is printed: whose it is, what it asks people to do, and where the code leads."""

    company: str
    accent: str
    logo: bytes | None
    call: str
    address: str


def drawn(address: str, kind: Literal["svg", "png"]) -> bytes:
    """The code as a picture, with the quiet zone that readers need; a print of it bears a scratch."""
    file = io.BytesIO()
    more: dict[str, Any] = {"xmldecl": False, "scale": 8} if kind == "svg" else {"scale": 24}
    segno.make(address, error="q", micro=False).save(file, kind=kind, border=4, **more)
    return file.getvalue()


def sheet(what: Sheet, size: Size) -> bytes:
    """A PDF of that size, ready for print."""
    logo = paper_logo(what.logo)
    shown = what.address.partition("?")[0].partition("://")[2]
    content = {
        "title": f"{what.company}: {what.call}",
        "company": what.company,
        "accent": what.accent,
        "logo": logo is not None,
        "call": what.call,
        "address": what.address,
        "shown": shown,
        "size": size,
    }
    files = {
        "main.typ": _template(),
        "code.svg": drawn(what.address, "svg"),
        "content.json": json.dumps(content).encode(),
    }
    if logo is not None:
        files["logo.svg"] = as_svg(base64.b64decode(logo)) or b""
    pdf: bytes = typst.compile(cast("Any", files))  # several files are taken, which its types do not tell
    return pdf


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()
