"""Text messages: how many segments a text takes, what is said back to a keyword, and how many a day are too many."""

from typing import Literal

from services.notifications.domain.errors import TooManyTexts

RECIPIENT_A_DAY = 10
"""Messages to one number. Whoever presses a button again and again is not to be paid for, nor to be pestered."""
WORKSPACE_A_DAY = 1000

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("^{}\\[~]|€\f")
"""These take two places each (3GPP TS 23.038)."""
_STOP = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
_START = frozenset({"START", "UNSTOP", "YES"})
_HELP = frozenset({"HELP", "INFO"})

Keyword = Literal["stop", "start", "help"]


def segments(text: str) -> int:
    """How many messages carriers make of `text`, and ask to be paid for: of 160 letters, of 70 where one is not in GSM-7."""
    if all(character in _GSM or character in _GSM_TWICE for character in text):
        return _parts(sum(2 if character in _GSM_TWICE else 1 for character in text), single=160, each=153)
    return _parts(len(text.encode("utf-16-be")) // 2, single=70, each=67)


def shortened(text: str) -> str:
    """`text` as the networks take it: quotation marks and dashes that alone would make it more than twice as long."""
    return text.translate(_PLAIN)


def keyword(text: str) -> Keyword | None:
    """What somebody who texts this wants, where it is one of the words that carriers prescribe."""
    word = text.strip().strip(".!").upper()
    if word in _STOP:
        return "stop"
    if word in _START:
        return "start"
    return "help" if word in _HELP else None


def check_day(*, to_recipient: int, of_workspace: int) -> None:
    """Raises `TooManyTexts` when so many have gone out within a day that this one is to stay."""
    if to_recipient >= RECIPIENT_A_DAY or of_workspace >= WORKSPACE_A_DAY:
        raise TooManyTexts


def _parts(places: int, *, single: int, each: int) -> int:
    return 1 if places <= single else -(-places // each)


_PLAIN = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u2026": "...",
        "\u00a0": " ",
        "\u202f": " ",
        "\u00b7": "-",
    }
)
