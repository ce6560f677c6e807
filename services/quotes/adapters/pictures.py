"""Pictures for paper. typst takes texts only from memory, so each of them goes in as an SVG that carries it."""

import base64
import io

from PIL import Image, UnidentifiedImageError

_MOST_PIXELS = 40_000_000
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}


def as_svg(picture: bytes) -> bytes | None:
    """The PNG, JPEG or WebP `picture` as typst takes it; None for what cannot be read as one."""
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
