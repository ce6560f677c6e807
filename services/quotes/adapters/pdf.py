"""Paper: an estimate as a tagged PDF. Equal content gives equal bytes."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import structlog
import typst

from services.quotes.adapters.paper import Paper, content_of
from services.quotes.adapters.paper_attached import picture_name
from services.quotes.adapters.pictures import as_svg
from shared.errors import Unavailable

log = structlog.get_logger()

_ACCESSIBLE: Literal["ua-1"] = "ua-1"
_TEMPLATES = Path(__file__).parent.parent / "templates"


class PaperFailed(Unavailable):
    """There is no PDF of this."""

    code = "pdf_failed"


def render_estimate(paper: Paper) -> bytes:
    """The PDF of `paper`, by the standard for accessible ones; a signature that cannot be drawn is told of in words."""
    files = _templates() | _pictures(paper)
    content = content_of(paper) | {"pictures": sorted(files)}
    files["content.json"] = json.dumps(content).encode()
    # A text in a script that no font here has breaks the standard: it may not keep what was offered, or signed, from
    # being read at all.
    for standard in (_ACCESSIBLE, None):
        try:
            return _compile(files, standard)
        except typst.TypstError:
            # Without the reason: it quotes what people wrote.
            log.warning("pdf_not_drawn", standard=standard)
    raise PaperFailed("The PDF cannot be made. The page shows the same; print it instead.")


def _pictures(paper: Paper) -> dict[str, bytes]:
    given = {"logo.svg": paper.logo, "signature.svg": paper.signed.png if paper.signed else None}
    attached = paper.document.get("attachments", [])
    given |= {picture_name(entry): paper.photos.get(entry["id"]) for entry in attached}
    drawn = {name: as_svg(picture) for name, picture in given.items() if picture}
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
def _read_templates() -> tuple[tuple[str, bytes], ...]:
    names = {"estimate.typ": "main.typ"}
    files = sorted(_TEMPLATES.glob("*.typ"))
    return tuple((names.get(file.name, file.name), file.read_bytes()) for file in files)


def _templates() -> dict[str, bytes]:
    return dict(_read_templates())


@cache
def _fonts() -> typst.Fonts:
    # Searched once, and not at import: the typeface comes with typst, the machine's own fonts fill in other scripts.
    return typst.Fonts()
