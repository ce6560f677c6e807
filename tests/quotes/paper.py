"""Reads the text of a PDF that typst has made: enough of the format for that, and no more."""

import re
import zlib
from collections.abc import Iterator

_OBJECT = re.compile(rb"(\d+) 0 obj(.*?)endobj", re.DOTALL)
_FONTS = re.compile(rb"/Font<<(.*?)>>", re.DOTALL)
_RUN = re.compile(rb"BT.*?/(f\d+) [\d.]+ Tf(.*?)ET", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def text_of(pdf: bytes) -> str:
    """What a reader would copy out of it, a line for each run of text."""
    return "".join(pages_of(pdf))


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page."""
    # What a seal has added behind the first end is no part of what is shown.
    objects = {int(number): body for number, body in _OBJECT.findall(pdf.partition(b"%%EOF")[0])}
    pages = [body for body in objects.values() if re.search(rb"/Type/Page\b", body) and b"/Contents" in body]
    return [_written(_stream(objects[_named(page, b"Contents")]), _fonts(objects, page)) for page in pages]


def _fonts(objects: dict[int, bytes], page: bytes) -> dict[str, dict[int, str]]:
    listed = _FONTS.search(objects[_named(page, b"Resources")])
    assert listed, "every page has text"
    return {
        name.decode(): _letters(objects, int(number))
        for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", listed.group(1))
    }


def _named(body: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    assert found, name
    return int(found.group(1))


def _written(page: bytes, fonts: dict[str, dict[int, str]]) -> str:
    text = ""
    for font, shown in _RUN.findall(page):
        letters, glyphs = fonts[font.decode()], b"".join(_strings(shown))
        text += "".join(letters[glyphs[at] << 8 | glyphs[at + 1]] for at in range(0, len(glyphs), 2)) + "\n"
    return text


def _strings(shown: bytes) -> Iterator[bytes]:
    """The strings in `shown`; brackets inside them stand as they are when they are in pairs."""
    start = depth = at = 0
    while at < len(shown):
        character = shown[at : at + 1]
        if character == b"(":
            start, depth = (start, depth + 1) if depth else (at + 1, 1)
        elif character == b")":
            depth -= 1
            if depth == 0:
                yield _ESCAPE.sub(_unescape, shown[start:at])
        at += 2 if character == b"\\" else 1


def _unescape(found: re.Match[bytes]) -> bytes:
    escaped = found.group(1)
    return bytes([int(escaped, 8) & 255]) if escaped[:1].isdigit() else _NAMED.get(escaped, escaped)


def _letters(objects: dict[int, bytes], font: int) -> dict[int, str]:
    found = re.search(rb"/ToUnicode (\d+) 0 R", objects[font])
    assert found, "every font says which letters its glyphs are"
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", _stream(objects[int(found.group(1))]))
    return {int(glyph, 16): bytes.fromhex(letters.decode()).decode("utf-16-be") for glyph, letters in pairs}


def _stream(body: bytes) -> bytes:
    _, _, rest = body.partition(b"stream")
    content = rest.lstrip(b"\r\n").rpartition(b"endstream")[0]
    return zlib.decompress(content) if b"/FlateDecode" in body.partition(b"stream")[0] and content else content
