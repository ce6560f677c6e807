"""PDFs as they come in: whole ones that show pages and do nothing else.

Looked through without a reader of PDFs, which a file that is made for it could keep busy or fill the memory of. Whoever
reads the file later is held to what is looked at here: every name, however it is spelled, also in packed objects.
"""

import re
import zlib
from collections.abc import Iterator

_DOES = ("JavaScript", "Launch", "SubmitForm", "ImportData", "RichMedia", "Rendition", "XFA")
"""What a file does beside being read: scripts, programs it starts, forms that send and that are drawn by scripts, films."""
_END = b"%%EOF"
_MOST_UNPACKED = 32 * 1024 * 1024
_HEAD = 4096
"""As much as stands before a stream's content to tell what is in it."""
_START = re.compile(rb"startxref\s+(\d{1,10})\s*$")
_TABLE = re.compile(rb"\s*(xref\b|\d+\s+\d+\s+obj\b)")
_STREAM = re.compile(rb"\bstream[ \t]*(?:\r\n|\n|\r)")
_OBJECT = re.compile(rb"(?<![a-z])obj\b")
_ONE_FILTER = re.compile(rb"/Filter\s*(\[?)\s*/Fl(?:ateDecode)?\b\s*(\]?)")


class NotTaken(Exception):
    """Why a PDF is not taken, as the end of a sentence about it."""


def check_pdf(raw: bytes) -> None:
    """Raises `NotTaken` unless `raw` is a PDF to its last byte, open to everybody, that only shows pages."""
    _check_end(raw)
    if _ENCRYPTED.search(raw):
        raise NotTaken("is a PDF that is protected by a password; save it without and try again")
    for part in (raw, *_packed_objects(raw)):
        if found := _ACTIVE.search(part):
            what = found[0].decode("latin-1")
            raise NotTaken(f"is a PDF that does more than show pages ({what}); print it to a new PDF and try again")


def _check_end(raw: bytes) -> None:
    start, end, rest = raw.rpartition(_END)
    if not end:
        raise NotTaken("is a PDF that was cut short; save it again and try once more")
    if rest.strip(b"\0\t\n\f\r "):
        raise NotTaken("is a PDF with something else behind its end; save it again and try once more")
    told = _START.search(start[-64:])
    if told is None or not _TABLE.match(start, int(told[1])):
        raise NotTaken("is no whole PDF; print it to a new PDF and try again")


def _packed_objects(raw: bytes) -> Iterator[bytes]:
    """The objects that stand packed in a stream, unpacked, as far as they are not too many for a paper."""
    left = _MOST_UNPACKED
    for found in _STREAM.finditer(raw):
        head = raw[max(0, found.start() - _HEAD) : found.start()]
        head = head[max((begun.end() for begun in _OBJECT.finditer(head)), default=0) :]
        if not _PACKED.search(head):
            continue
        objects = _unpacked(raw, found.end(), head, left)
        left -= len(objects)
        yield objects


def _unpacked(raw: bytes, start: int, head: bytes, most: int) -> bytes:
    packed = _ONE_FILTER.search(head)
    if packed is None or bool(packed[1]) != bool(packed[2]) or b"Predictor" in head:
        raise NotTaken("is a PDF that cannot be looked through; print it to a new PDF and try again")
    unpacking = zlib.decompressobj()
    try:
        objects = unpacking.decompress(memoryview(raw)[start:], most)
    except zlib.error:
        raise NotTaken("is a PDF with a part that cannot be read; save it again and try once more") from None
    if not unpacking.eof:
        raise NotTaken("is a PDF that is too large to be looked through; print it to a new PDF and try again")
    return objects


def _spelled(*names: str) -> re.Pattern[bytes]:
    """Finds any of the names, each letter as itself or by its number, such as /J#61vaScript."""
    ways = ("".join(f"(?:{letter}|#{ord(letter):02x}|#{ord(letter):02X})" for letter in name) for name in names)
    return re.compile(f"/(?:{'|'.join(ways)})(?![^\\s\\x00()<>\\[\\]{{}}/%])".encode())


_ACTIVE = _spelled(*_DOES)
_ENCRYPTED = _spelled("Encrypt")
# Such a stream tells where its first object stands; whether it says what it is, no reader minds.
_PACKED = _spelled("ObjStm", "First")
