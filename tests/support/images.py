"""Pictures to send: small ones of every form that is taken, and some that are not what they seem."""

import io
import zlib
from typing import Any

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\nstartxref\n9\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


def image(form: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: Any) -> bytes:
    """An image in that form, dark on its left half and light on its right."""
    width, height = size
    drawn = Image.new("RGB", size, "navy")
    drawn.paste("khaki", (width // 2, 0, width, height))
    if mode == "RGBA":
        drawn.putalpha(200)
    out = io.BytesIO()
    drawn.convert(mode).save(out, form, **options)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    """The image in `content`, read to its last pixel."""
    found = Image.open(io.BytesIO(content))
    found.load()
    return found


def huge_png(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that says it has so many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([1, 0, 0, 0, 0])
    pixels = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def huge_webp(width: int, height: int) -> bytes:
    """The head of a WebP of so many pixels, and next to nothing behind it."""
    sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + (10).to_bytes(4, "little") + bytes(4) + sizes
    return b"RIFF" + len(body).to_bytes(4, "little") + body
