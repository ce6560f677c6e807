"""Logos as they come in: what is in the file besides its pixels does not stay, and what is no picture is refused."""

import base64
import io

import pytest
from PIL import Image

from services.portal.adapters.logo_uploads import LONGEST_SIDE, read_logo
from services.portal.domain.errors import InvalidLogo
from services.portal.domain.logo import MAX_BYTES, Logo
from tests.support.images import GIF, HEIC, PDF, SVG, huge_png, huge_webp, image, opened

pytestmark = pytest.mark.shows("BRD-1")


def sent(content: bytes) -> Logo:
    return read_logo(base64.b64encode(content).decode())


def grainy(form: str, mode: str, **options: int) -> bytes:
    """A picture that nothing makes much smaller, of just under what may be sent."""
    out = io.BytesIO()
    Image.effect_noise((900, 560), 90).convert(mode).save(out, form, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("form", "mode", "media_type"),
    [
        ("PNG", "RGBA", "image/png"),
        ("PNG", "P", "image/png"),
        ("JPEG", "RGB", "image/jpeg"),
        ("JPEG", "CMYK", "image/jpeg"),
        ("WEBP", "RGBA", "image/png"),
    ],
)
def test_a_picture_looks_the_same_afterwards(form: str, mode: str, media_type: str) -> None:
    logo = sent(image(form, mode=mode))

    made = opened(logo.content)
    assert (logo.media_type, made.size) == (media_type, (60, 40))
    assert made.mode == ("RGBA" if mode == "RGBA" else "RGB")


def test_what_else_is_in_the_file_is_left_out() -> None:
    place = Image.Exif()
    place[0x010F] = "Camera of somebody"
    photo = image("JPEG", exif=place) + b"PK\x03\x04<script>alert(1)</script>"

    made = sent(photo).content

    assert b"Camera of somebody" in photo
    assert not [hidden for hidden in (b"Exif", b"Camera", b"PK\x03\x04", b"<script>") if hidden in made]


def test_it_is_no_larger_than_is_of_use() -> None:
    wide = opened(sent(image("PNG", (3000, 600))).content)
    photo = sent(grainy("WEBP", "RGBA", quality=80))

    assert wide.size == (LONGEST_SIDE, LONGEST_SIDE // 5)
    assert len(photo.content) <= MAX_BYTES


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (SVG, "must be a PNG, JPEG or WebP"),
        (GIF, "must be a PNG"),
        (HEIC, "must be a PNG"),
        (PDF, "must be a PNG"),
        (b"\x89PNG\r\n\x1a\nnothing", "cannot be read to its end"),
        (image("PNG")[:-40], "cannot be read to its end"),
        (image("JPEG")[:-40], "cannot be read to its end"),
        (huge_png(30_000, 30_000), "30000 by 30000 pixels"),
        (huge_webp(16_000, 16_000), "cannot be read to its end"),
        (b"\xff\xd8\xff" + bytes(MAX_BYTES), "larger than 512 kB"),
    ],
)
def test_whatever_else_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(InvalidLogo, match=why) as refused:
        sent(content)

    assert refused.value.field == "logo_base64"
