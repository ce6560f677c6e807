"""Paper: an estimate as a tagged PDF. Equal content gives equal bytes."""

from functools import cache
from pathlib import Path

from services.quotes.adapters.paper import Paper, content_of
from services.quotes.adapters.paper_attached import picture_name
from shared.paper import draw_paper

_TEMPLATES = Path(__file__).parent.parent / "templates"


def render_estimate(paper: Paper) -> bytes:
    """The PDF of `paper`, by the standard for accessible ones; a signature that cannot be drawn is told of in words."""
    return draw_paper(dict(_templates()), content_of(paper), _pictures(paper))


def _pictures(paper: Paper) -> dict[str, bytes | None]:
    given = {"logo.svg": paper.logo, "signature.svg": paper.signed.png if paper.signed else None}
    attached = paper.document.get("attachments", [])
    return given | {picture_name(entry): paper.photos.get(entry["id"]) for entry in attached}


@cache
def _templates() -> tuple[tuple[str, bytes], ...]:
    names = {"estimate.typ": "main.typ"}
    files = sorted(_TEMPLATES.glob("*.typ"))
    return tuple((names.get(file.name, file.name), file.read_bytes()) for file in files)
