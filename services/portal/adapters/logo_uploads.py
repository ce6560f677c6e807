"""Logos as they come in: told by what is in them, and made anew from their pixels.

So whatever else somebody's camera or somebody with bad intent has put into the file is neither kept nor given out.
"""

import base64
import binascii
import io
import struct
from collections.abc import Callable

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from services.portal.domain.errors import InvalidLogo
from services.portal.domain.logo import MAX_BYTES, Logo
from shared.words import say

MAX_PIXELS = 16_000_000
LONGEST_SIDE = 1200
_QUALITY = 90
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, struct.error, Image.DecompressionBombError)

Reader = Callable[[io.BytesIO], Image.Image]


def read_logo(encoded: str) -> Logo:
    """The picture in `encoded` (base64); raises `InvalidLogo`, also for SVG, which can carry scripts."""
    try:
        content = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _refused("logo_base64 is not base64.") from error
    return read_picture(content)


def read_picture(content: bytes) -> Logo:
    """The same of the picture itself."""
    if len(content) > MAX_BYTES:
        raise _refused(say("The logo is larger than {most} kB. Make it smaller.", most=MAX_BYTES // 1024))
    reader = _reader_of(content)
    if reader is None:
        raise _refused(say("The logo must be a PNG, JPEG or WebP picture."))
    try:
        return _made_anew(content, reader)
    except _BROKEN as error:
        raise _refused(say("The logo cannot be read to its end. Save it again and try once more.")) from error


def _reader_of(content: bytes) -> Reader | None:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PngImageFile
    if content.startswith(b"\xff\xd8\xff"):
        return JpegImageFile
    return WebPImageFile if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else None


def _made_anew(content: bytes, reader: Reader) -> Logo:
    with reader(io.BytesIO(content)) as image:
        if image.width * image.height > MAX_PIXELS:
            message = say(
                "The logo is {width} by {height} pixels. {side} on its longer side are enough.",
                width=image.width,
                height=image.height,
                side=LONGEST_SIDE,
            )
            raise _refused(message)
        turned = ImageOps.exif_transpose(image)
        plain = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    plain.info = {}
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    if reader is JpegImageFile:
        return Logo(_saved(plain, "JPEG", quality=_QUALITY), "image/jpeg")
    return Logo(_small_png(plain), "image/png")


def _small_png(image: Image.Image) -> bytes:
    content = _saved(image, "PNG")
    while len(content) > MAX_BYTES:  # a photograph for a logo
        image = image.resize((image.width * 3 // 4, image.height * 3 // 4), Image.Resampling.LANCZOS)
        content = _saved(image, "PNG")
    return content


def _saved(image: Image.Image, form: str, **options: int) -> bytes:
    out = io.BytesIO()
    image.save(out, form, optimize=True, **options)
    return out.getvalue()


def _refused(why: str) -> InvalidLogo:
    return InvalidLogo(why, field="logo_base64")
