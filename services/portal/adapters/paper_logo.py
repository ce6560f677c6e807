"""Logos for paper: small enough to be told to every service, in the one form that all of them can draw."""

import base64
import io

from PIL import Image, UnidentifiedImageError

_MOST_PIXELS = 40_000_000
_SIZE = (600, 240)
_MOST_BYTES = 64 * 1024
_COLOURS = 128


def paper_logo(picture: bytes | None) -> str | None:
    """The PNG, JPEG or WebP `picture` as a small PNG in base64; None for what cannot be drawn."""
    if picture is None:
        return None
    try:
        with Image.open(io.BytesIO(picture)) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            return base64.b64encode(_small(image.convert("RGBA"))).decode()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _small(image: Image.Image) -> bytes:
    image.thumbnail(_SIZE)
    written = _png(image)
    while len(written) > _MOST_BYTES:
        # A photograph for a logo: fewer colours first, then fewer pixels.
        written = _png(image.quantize(_COLOURS))
        image = image.resize((max(image.width // 2, 1), max(image.height // 2, 1)))
    return written


def _png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()
