"""A statement of account: what was asked of a customer and how it was settled, from one day to another."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.billing.domain.ledger import Account, Kind

_OWED: tuple[Account, ...] = ("receivable", "unapplied")
"""What a customer owes the business, and what the business holds that is the customer's."""
_PURSES: tuple[Account, ...] = ("stripe", "offline")
_NOT_OF_THE_CUSTOMER: frozenset[Kind] = frozenset({"dispute_withdrawn", "dispute_reinstated"})
"""Between the business and a bank: nothing is asked of the customer again."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One entry of the ledger, and which invoice it is of."""

    at: datetime
    kind: Kind
    currency: str
    number: str
    title: str
    moved: Mapping[Account, int]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """What was asked and what was settled on a day, and where the account stood then.

    Money that was given back stands in both: it went out, and is not asked for again.
    """

    day: date
    kind: Kind
    number: str
    title: str
    asked: int
    settled: int
    balance: int


@dataclass(frozen=True, slots=True)
class Statement:
    """The account in one currency: `opening` and all that was asked, less what was settled, comes to `closing`."""

    currency: str
    opening: int
    rows: Sequence[StatementRow]
    asked: int
    settled: int
    closing: int


def statements(
    movements: Iterable[Movement], since: date, until: date, day_of: Callable[[datetime], date]
) -> list[Statement]:
    """One for each currency in which anything has ever moved until then; the movements come oldest first."""
    found: dict[str, list[Movement]] = {}
    for movement in movements:
        if movement.kind not in _NOT_OF_THE_CUSTOMER and day_of(movement.at) <= until:
            found.setdefault(movement.currency, []).append(movement)
    return [_statement(currency, found[currency], since, day_of) for currency in sorted(found)]


def _statement(
    currency: str, movements: Iterable[Movement], since: date, day_of: Callable[[datetime], date]
) -> Statement:
    opening = balance = 0
    rows: list[StatementRow] = []
    for movement in movements:
        day, (asked, settled) = day_of(movement.at), _effect(movement)
        balance += asked - settled
        if day < since:
            opening = balance
        elif asked or settled:
            rows.append(StatementRow(day, movement.kind, movement.number, movement.title, asked, settled, balance))
    return Statement(
        currency=currency,
        opening=opening,
        rows=rows,
        asked=sum(row.asked for row in rows),
        settled=sum(row.settled for row in rows),
        closing=balance,
    )


def _effect(movement: Movement) -> tuple[int, int]:
    """What it asked of the customer, and what it settled."""
    moved = movement.moved
    owed = sum(moved.get(account, 0) for account in _OWED)
    if movement.kind in {"invoice_issued", "invoice_changed", "invoice_voided"}:
        return owed, 0
    if movement.kind in {"refund", "refund_failed"}:
        went_out = -sum(moved.get(account, 0) for account in _PURSES)
        return went_out, went_out - owed
    # A tip is asked for by whoever gives it.
    tip = -moved.get("tips", 0)
    return tip, tip - owed
