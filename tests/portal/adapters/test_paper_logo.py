import base64
import io
from pathlib import Path

import pytest
from PIL import Image

from services.portal.adapters.paper_logo import paper_logo

DEMO = Path("deploy/embedded/sparkle-clean.png")
MOST_BYTES = 64 * 1024


def drawn(picture: bytes) -> Image.Image:
    """The logo for paper, read as every service reads it."""
    made = paper_logo(picture)
    assert made is not None
    content = base64.b64decode(made)
    assert len(content) <= MOST_BYTES
    image = Image.open(io.BytesIO(content))
    image.load()
    assert image.format == "PNG"
    return image


def photo(width: int, height: int, form: str) -> bytes:
    """A picture that no method makes small."""
    file = io.BytesIO()
    Image.effect_noise((width, height), 90).convert("RGB").save(file, form)
    return file.getvalue()


@pytest.mark.shows("BRD-1")
def test_a_logo_keeps_its_shape_and_what_shines_through() -> None:
    original, made = Image.open(DEMO), drawn(DEMO.read_bytes())

    assert abs(made.width / made.height - original.width / original.height) < 0.05
    assert (made.width <= 600, made.height <= 240) == (True, True)
    assert made.convert("RGBA").getpixel((0, 0)) == original.convert("RGBA").getpixel((0, 0))


@pytest.mark.shows("BRD-1")
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_even_a_photograph_becomes_small_enough_to_be_told_to_everybody(form: str) -> None:
    assert drawn(photo(1600, 900, form)).width >= 100


@pytest.mark.parametrize("picture", [None, b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", DEMO.read_bytes()[:200]])
def test_what_cannot_be_drawn_is_no_logo_for_paper(picture: bytes | None) -> None:
    assert paper_logo(picture) is None


def test_the_same_logo_is_the_same_bytes() -> None:
    assert paper_logo(DEMO.read_bytes()) == paper_logo(DEMO.read_bytes())
