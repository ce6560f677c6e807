"""The last page of an accepted estimate: who accepted what, when and from where, and how anybody can check it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from babel import Locale
from babel.dates import format_datetime

from shared.clock import time_zone
from shared.money import Money
from shared.words import say

_HOW_TO_CHECK = [
    say("Hand in this file there: the page tells whether it is the one that was sealed, to the last byte."),
    say("Every PDF reader that knows digital signatures shows the seal as well."),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """How it was accepted, and all that shows it. `document_id` is the name it can be checked by, at `check_at`.

    Without `sealed` it is a copy made before the sealed one was there.
    """

    document_id: UUID
    check_at: str
    sealed: bool
    version: int
    document_hash: str
    at: datetime
    signer_name: str
    kind: str
    text: str | None
    png: bytes | None
    sha256: str
    consent_text: str
    consent_version: str
    ip: str | None
    user_agent: str | None
    locale: str
    choices: Sequence[tuple[str, str]]
    total: int
    deposit_due: int
    currency: str
    history_position: int
    history_hash: str


def acceptance_of(signed: Signed, zone: str, locale: Locale) -> dict[str, Any]:
    """The signature as it stands below what it signs."""
    return {
        "lines": [
            say(
                "{signer_name} accepted this electronically on {moment}.",
                signer_name=signed.signer_name,
                moment=_local(signed.at, zone, locale),
            ),
            say("Document {hash}", hash=signed.document_hash),
        ],
        "alt": say("Signature of {name}", name=signed.signer_name),
        "typed": signed.text or "",
        "undrawable": say(
            "The signature was drawn by hand and is kept with the record (SHA-256 {hash}).", hash=signed.sha256
        ),
    }


def evidence_of(signed: Signed, record: str, zone: str, locale: Locale) -> dict[str, Any]:
    """The facts of the page, in order, and what to do with them."""
    return {
        "intro": _intro(signed),
        "facts": [
            {"label": label, "value": value, "exact": exact}
            for label, value, exact in _facts(signed, record, zone, locale)
        ],
        "check": {"title": say("How to check this document"), "page": signed.check_at, "lines": _HOW_TO_CHECK},
    }


def _intro(signed: Signed) -> str:
    if signed.sealed:
        return say("This page belongs to the document before it. Both are sealed with a digital signature.")
    return say(
        "This page belongs to the document before it. This copy is not sealed: the sealed one can be downloaded from "
        "where this one came from, usually within a minute."
    )


def _facts(signed: Signed, record: str, zone: str, locale: Locale) -> list[tuple[str, str, bool]]:
    money = [(say("Total"), signed.total)] + ([(say("Deposit"), signed.deposit_due)] if signed.deposit_due else [])
    return [
        (say("Document"), str(signed.document_id), True),
        (say("Accepted"), say("{record}, version {version}", record=record, version=signed.version), False),
        (say("SHA-256 of the version"), signed.document_hash, True),
        (say("Accepted by"), signed.signer_name, False),
        (say("Accepted on"), _local(signed.at, zone, locale), False),
        (say("In universal time"), f"{signed.at.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f} UTC", True),
        (say("From the address"), signed.ip or say("not known"), True),
        (say("With the browser"), signed.user_agent or say("not known"), False),
        *((label, value, False) for label, value in signed.choices),
        *((label, _money(amount, signed, locale), False) for label, amount in money),
        (say("Signature"), say("drawn by hand") if signed.kind == "drawn" else say("typed"), False),
        (say("SHA-256 of the signature"), signed.sha256, True),
        (
            say("Consent"),
            say("{consent} (wording of {version})", consent=signed.consent_text, version=signed.consent_version),
            False,
        ),
        (say("Line of the history"), str(signed.history_position), False),
        (say("SHA-256 of that line"), signed.history_hash, True),
    ]


def _local(at: datetime, zone: str, locale: Locale) -> str:
    # CLDR puts a narrow no-break space before AM and PM, which the typeface draws as no space at all.
    return format_datetime(at, "long", tzinfo=time_zone(zone), locale=locale).replace("\u202f", "\u00a0")


def _money(minor: int, signed: Signed, locale: Locale) -> str:
    return Money(minor, signed.currency).format(str(locale))
