"""Paper: a statement of account as a tagged PDF. Equal content gives equal bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

from babel import Locale
from babel.dates import format_date

from services.billing.adapters.letterhead import head_of, pictures_of
from services.billing.domain.ledger import Kind
from services.billing.domain.statement import Statement, StatementRow
from services.billing.domain.workspace import Workspace
from shared.money import Money
from shared.paper import draw_paper, paper_locale
from shared.words import say, say_each, spoken, told

_TEMPLATE = Path(__file__).parent.parent / "templates" / "statement.typ"
_WHAT: dict[Kind, str] = {
    "invoice_issued": say("Invoice"),
    "invoice_changed": say("Invoice changed"),
    "invoice_voided": say("Invoice withdrawn"),
    "deposit_credited": say("Deposit credited"),
    "reward_credited": say("Credit"),
    "reward_taken_back": say("Credit taken back"),
    "payment": say("Payment"),
    "payment_not_due": say("Payment that was not due"),
    "offline_payment": say("Payment"),
    "refund": say("Given back"),
    "refund_failed": say("Giving back failed"),
}
_GIVEN_BACK = say("Money that was given back stands in both columns: it went out, and is not asked for again.")


@dataclass(frozen=True, slots=True)
class StatementPaper:
    """The account of a customer, in the dress of the business; `credit` is what rewards are left for work to come."""

    workspace: Workspace
    customer_name: str
    since: date
    until: date
    statements: Sequence[Statement]
    credit: Mapping[str, int]
    language: str = ""
    """In which it is written; empty for that of the business."""

    @property
    def locale(self) -> str:
        """Its language, and figures as the business's region writes them in it."""
        locale = self.workspace.locale or "en-US"
        return spoken(self.language, locale) if self.language else locale


def render_statement(paper: StatementPaper) -> bytes:
    """The PDF, by the standard for accessible ones."""
    return draw_paper({"main.typ": _template()}, statement_content(paper), pictures_of(paper.workspace))


def statement_content(paper: StatementPaper) -> dict[str, Any]:
    """The data of the template: figures and days as people of the locale write them."""
    return cast("dict[str, Any]", told(_content(paper), paper.locale))


def _content(paper: StatementPaper) -> dict[str, Any]:
    locale = paper_locale(paper.locale)
    period = say("{since} to {until}", since=_day(paper.since, locale), until=_day(paper.until, locale))
    credit = [Money(left, currency).format(str(locale)) for currency, left in sorted(paper.credit.items()) if left > 0]
    given_back = any(row.kind == "refund" for one in paper.statements for row in one.rows)
    return head_of(paper.workspace, paper.locale) | {
        "title": say("Statement of account"),
        "kind": "",
        "footer": say_each([paper.workspace.company_name or "", paper.customer_name, period], " · "),
        "facts": [
            {"label": say("For"), "value": paper.customer_name},
            {"label": say("Period"), "value": period},
            *({"label": say("Credit for work to come"), "value": left} for left in credit),
        ],
        "columns": [say("Day"), say("What for"), say("Asked"), say("Settled"), say("Balance")],
        "accounts": [_account(one, locale) for one in paper.statements],
        "nothing": say("Nothing has been asked for until then."),
        "notes": [_GIVEN_BACK] if given_back else [],
    }


def _account(one: Statement, locale: Locale) -> dict[str, Any]:
    def money(amount: int) -> str:
        return Money(amount, one.currency).format(str(locale))

    def row(found: StatementRow) -> dict[str, Any]:
        return {
            "day": str(format_date(found.day, "medium", locale=locale)),
            "what": say_each([_WHAT.get(found.kind, found.kind), found.number], " · "),
            "title": found.title if found.kind == "invoice_issued" else "",
            "asked": money(found.asked) if found.asked else "",
            "settled": money(found.settled) if found.settled else "",
            "balance": money(found.balance),
        }

    sums = [(say("Opening balance"), one.opening), (say("Asked"), one.asked), (say("Settled"), -one.settled)]
    rows = [{"label": label, "amount": money(amount), "strong": False} for label, amount in sums]
    return {
        "heading": one.currency,
        "rows": [row(found) for found in one.rows],
        "sums": [*rows, {"label": say("Closing balance"), "amount": money(one.closing), "strong": True}],
    }


def _day(day: date, locale: Locale) -> str:
    return str(format_date(day, "long", locale=locale))


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()
