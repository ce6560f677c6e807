"""What people wrote, made harmless for a line of text: a header, a subject, a notice."""

import unicodedata

MAX_LINE = 200
_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"
_BREAKING = ("Cc", "Zl", "Zp")
_BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def unbroken(text: str, *, limit: int = MAX_LINE) -> str:
    """`text` on one line, without control characters, and not too long."""
    spaced = "".join(" " if unicodedata.category(character) in _BREAKING else character for character in text)
    line = " ".join(spaced.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def one_line(text: str, *, limit: int = MAX_LINE) -> str:
    """`text` as `unbroken`, and without marks that turn the direction of what follows it."""
    return unbroken("".join(character for character in text if not _is_hidden(character)), limit=limit)


def lines(text: str) -> str:
    """`text` with its line breaks, and otherwise as `one_line` leaves it."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(one_line(line, limit=max(len(line), 1)) for line in unified.split("\n")).strip()


def isolated(text: str) -> str:
    """`text` as a part of a sentence: a name written right to left keeps its own direction, and the sentence its own."""
    if any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in text):
        return f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"
    return text


def _is_hidden(character: str) -> bool:
    return character in _BIDI_CONTROLS or unicodedata.category(character) == "Cs"
