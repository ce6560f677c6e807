"""Paper: templates and their data as tagged PDFs. Equal content gives equal bytes."""

import base64
import io
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import structlog
import typst
from babel import Locale, UnknownLocaleError
from PIL import Image, UnidentifiedImageError

from shared.errors import Unavailable

log = structlog.get_logger()

_ACCESSIBLE: Literal["ua-1"] = "ua-1"
_MOST_PIXELS = 40_000_000
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}
_ACCENT = re.compile(r"#[0-9a-fA-F]{6}")
_NEUTRAL = "#334155"
_LETTER_REGIONS = {"US", "CA", "MX", "PH", "CL", "CO", "VE"}


class PaperFailed(Unavailable):
    """There is no PDF of this."""

    code = "pdf_failed"


def draw_paper(
    templates: Mapping[str, bytes], content: Mapping[str, Any], pictures: Mapping[str, bytes | None] | None = None
) -> bytes:
    """The PDF of `main.typ`, by the standard for accessible ones. What of the `pictures` could be drawn, `content` names.

    The others are left out, which the template is to tell of in words. Templates may import `paper.typ`.
    """
    drawn = _drawn(pictures or {})
    files = dict(templates) | {"paper.typ": _common()} | drawn
    files["content.json"] = json.dumps(dict(content) | {"pictures": sorted(drawn)}).encode()
    # A text in a script that no font here has breaks the standard: it may not keep what was offered, signed or owed from
    # being read at all.
    for standard in (_ACCESSIBLE, None):
        try:
            return _compile(files, standard)
        except typst.TypstError:
            # Without the reason: it quotes what people wrote.
            log.warning("pdf_not_drawn", standard=standard)
    raise PaperFailed("The PDF cannot be made. The page shows the same; print it instead.")


def paper_locale(name: str) -> Locale:
    """Whose ways of writing the paper keeps to; those of the United States where `name` is none, or names no country."""
    try:
        known = Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        known = Locale("en", "US")
    return known if known.territory else Locale("en", "US")


def paper_size(locale: Locale) -> str:
    """What people there have in their printers."""
    return "us-letter" if locale.territory in _LETTER_REGIONS else "a4"


def paper_accent(colour: str | None) -> str:
    """The brand's colour, or a neutral one."""
    return colour if colour and _ACCENT.fullmatch(colour) else _NEUTRAL


def as_svg(picture: bytes) -> bytes | None:
    """The PNG, JPEG or WebP `picture` as typst takes it, which is as a text; None for what cannot be read as one."""
    read = _read(picture)
    if read is None:
        return None
    (width, height), media_type, content = read
    data = base64.b64encode(content).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="data:{media_type};base64,{data}"/></svg>'
    ).encode()


def _read(picture: bytes) -> tuple[tuple[int, int], str, bytes] | None:
    try:
        with Image.open(io.BytesIO(picture)) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            # An SVG shows nothing where a picture is broken: what cannot be read to its end is told of in words.
            image.load()
            if image.format in _TYPES:
                return image.size, _TYPES[image.format], picture
            again = io.BytesIO()
            image.convert("RGBA").save(again, "PNG")
            return image.size, _TYPES["PNG"], again.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _drawn(pictures: Mapping[str, bytes | None]) -> dict[str, bytes]:
    drawn = {name: as_svg(picture) for name, picture in pictures.items() if picture}
    for name in [name for name, svg in drawn.items() if svg is None]:
        log.warning("picture_not_drawn", picture=name)
    return {name: svg for name, svg in drawn.items() if svg is not None}


def _compile(files: dict[str, bytes], standard: Literal["ua-1"] | None) -> bytes:
    pdf: bytes = typst.compile(
        cast("Any", files),  # several files are taken, which its types do not tell
        font_paths=_fonts(),
        pdf_standards=standard,
        pdf_tags=True,
    )
    return pdf


@cache
def _common() -> bytes:
    return Path(__file__).with_suffix(".typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    # Searched once, and not at import: the typeface comes with typst, the machine's own fonts fill in other scripts.
    return typst.Fonts()
