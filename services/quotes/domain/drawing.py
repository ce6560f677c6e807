"""A drawing as it comes in: a PNG that can be decoded to the last pixel, and holds something to be seen.

Read without an image library, which also means that only the forms are taken that browsers make of a canvas.
"""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, chain, repeat

from services.quotes.domain.errors import InvalidSignature

MAX_WIDTH = 4000
MAX_HEIGHT = 2000
# Enough for a canvas of 1600 by 400; undoing the filters of more would take too long.
MAX_PIXELS = 640_000
MIN_WIDTH = 20
MIN_HEIGHT = 10
MIN_INK = 30
"""Pixels. A full stop has fewer, the shortest of initials has more."""

_MAGIC = b"\x89PNG\r\n\x1a\n"
# Bytes of a pixel by the PNG's colour type: grey, colours, grey and colours with transparency.
_CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}
_WITH_ALPHA = frozenset({4, 6})
_WHITE = 255
# How far apart two shades are that an eye tells apart on paper.
_CONTRAST = 24
_PLAIN, _SUB, _UP, _AVERAGE, _PAETH = range(5)


@dataclass(frozen=True, slots=True)
class _Header:
    width: int
    height: int
    depth: int
    colours: int
    compression: int
    filtering: int
    interlacing: int

    @property
    def channels(self) -> int:
        return _CHANNELS[self.colours]

    @property
    def stride(self) -> int:
        return self.width * self.channels


def check_drawing(png: bytes, field: str) -> None:
    """Raises `InvalidSignature` naming `field` unless `png` is a whole PNG of a sensible size with ink in it."""
    try:
        header, packed = _parts(png)
        _check_form(header)
        _check_ink(header, _unpacked(header, packed))
    except _Refused as refused:
        raise InvalidSignature(f"{field} {refused}.", field=field) from None


class _Refused(Exception):
    pass


def _parts(png: bytes) -> tuple[_Header, bytes]:
    """The header and the packed pixels."""
    if not png.startswith(_MAGIC):
        raise _Refused("is not a PNG image")
    chunks = list(_chunks(png))
    names = [name for name, _ in chunks]
    if not names or names[0] != b"IHDR" or names[-1] != b"IEND" or b"IDAT" not in names:
        raise _Refused("is not a whole PNG image")
    if len(chunks[0][1]) != 13:  # noqa: PLR2004 - the PNG header's one length
        raise _Refused("is not a whole PNG image")
    header = _Header(*struct.unpack(">IIBBBBB", chunks[0][1]))
    return header, b"".join(content for name, content in chunks if name == b"IDAT")


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Names and contents of the PNG's chunks, to the last byte; refuses it where a length or checksum is wrong."""
    position = len(_MAGIC)
    while position < len(png):
        if position + 12 > len(png):
            raise _Refused("is not a whole PNG image")
        length, name = struct.unpack_from(">I4s", png, position)
        content = png[position + 8 : position + 8 + length]
        checksum = png[position + 8 + length : position + 12 + length]
        if checksum != struct.pack(">I", zlib.crc32(name + content)):
            raise _Refused("is not a whole PNG image")
        yield name, content
        position += 12 + length


def _check_form(header: _Header) -> None:
    width, height = header.width, header.height
    if not (MIN_WIDTH <= width <= MAX_WIDTH and MIN_HEIGHT <= height <= MAX_HEIGHT):
        message = f"is {width} by {height} pixels; at least {MIN_WIDTH} by {MIN_HEIGHT} are needed"
        raise _Refused(f"{message}, and at most {MAX_WIDTH} by {MAX_HEIGHT} fit")
    if width * height > MAX_PIXELS:
        raise _Refused(f"is {width} by {height} pixels; at most {MAX_PIXELS} pixels in all fit, such as 1600 by 400")
    if header.colours not in _CHANNELS or (header.depth, header.interlacing) != (8, 0):
        message = "is a kind of PNG that is not taken here"
        raise _Refused(f"{message}; save it with 8 bits per channel, without a palette and without interlacing")
    if (header.compression, header.filtering) != (0, 0):
        raise _Refused("is not a whole PNG image")


def _unpacked(header: _Header, packed: bytes) -> bytes:
    """The rows, each behind the number of its filter."""
    size = header.height * (header.stride + 1)
    unpacking = zlib.decompressobj()
    try:
        rows = unpacking.decompress(packed, size + 1)
    except zlib.error:
        raise _Refused("is not a whole PNG image") from None
    if len(rows) != size or not unpacking.eof or max(rows[:: header.stride + 1]) > _PAETH:
        raise _Refused("is not a whole PNG image")
    return rows


def _check_ink(header: _Header, rows: bytes) -> None:
    """Of a drawing enough pixels differ from the first one, and enough do not: it has ink and a ground."""
    ground: int | None = None
    ink = alike = 0
    for row in _pixels(header, rows):
        pixels = list(zip(*[iter(row)] * header.channels, strict=True))
        ground = _shade(header, pixels[0]) if ground is None else ground
        for pixel, count in Counter(pixels).items():
            differs = abs(_shade(header, pixel) - ground) > _CONTRAST
            ink, alike = (ink + count, alike) if differs else (ink, alike + count)
        if min(ink, alike) >= MIN_INK:
            return
    raise _Refused("shows nothing; draw the signature, or type the name instead")


def _shade(header: _Header, pixel: tuple[int, ...]) -> int:
    """How light the pixel is on white paper, from 0 to 255."""
    opaque = pixel[-1] if header.colours in _WITH_ALPHA else _WHITE
    light = (299 * pixel[0] + 587 * pixel[1] + 114 * pixel[2]) // 1000 if header.channels > 2 else pixel[0]  # noqa: PLR2004
    return (light * opaque + _WHITE * (_WHITE - opaque)) // _WHITE


def _pixels(header: _Header, rows: bytes) -> Iterator[bytes]:
    """The rows as they are seen; one after the other, because a drawing is known as such long before its end."""
    above = bytes(header.stride)
    for start in range(0, len(rows), header.stride + 1):
        above = _unfiltered(rows[start], rows[start + 1 : start + 1 + header.stride], above, header.channels)
        yield above


def _unfiltered(kind: int, row: bytes, above: bytes, step: int) -> bytes:
    """The row itself, from the differences that its filter left of it."""
    if kind == _PLAIN or (kind != _UP and not any(row) and not any(above)):
        return row
    if kind == _UP:
        return bytes((one + other) & 255 for one, other in zip(row, above, strict=True))
    seen = bytearray(row)
    if kind == _SUB:
        for channel in range(step):
            seen[channel::step] = bytes(value & 255 for value in accumulate(row[channel::step]))
        return bytes(seen)
    guess = _average if kind == _AVERAGE else _paeth
    lefts, corners = chain(repeat(0, step), seen), chain(repeat(0, step), above)
    for place, (up, left, corner) in enumerate(zip(above, lefts, corners, strict=False)):
        seen[place] = (seen[place] + guess(left, up, corner)) & 255
    return bytes(seen)


def _average(left: int, up: int, _corner: int) -> int:
    return (left + up) // 2


def _paeth(left: int, up: int, corner: int) -> int:
    by_left, by_up, by_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
    if by_left <= by_up and by_left <= by_corner:
        return left
    return up if by_up <= by_corner else corner
