"""Paper: an invoice or its receipt as a tagged PDF. Equal content gives equal bytes."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from services.billing.adapters.letterhead import head_of, pictures_of
from services.billing.domain.books import Records
from services.billing.domain.invoice import Invoice
from services.billing.domain.workspace import Workspace
from shared.clock import time_zone
from shared.money import Money
from shared.paper import draw_paper, paper_locale
from shared.words import say, spoken, told

Kind = Literal["invoice", "receipt"]

_TEMPLATE = Path(__file__).parent.parent / "templates" / "invoice.typ"
_METHODS = {
    "us_bank_account": say("Bank transfer"),
    "bank_transfer": say("Bank transfer"),
    "card_terminal": say("Card"),
    "card": say("Card"),
    "cash": say("Cash"),
    "check": say("Check"),
    "cheque": say("Cheque"),
    "online": say("Online"),
    "given back": say("Given back"),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """An invoice with its money, in the dress of its business."""

    kind: Kind
    invoice: Invoice
    records: Records
    workspace: Workspace
    language: str = ""
    """In which it is written; empty for that of the business."""

    @property
    def locale(self) -> str:
        """Its language, and figures as the business's region writes them in it."""
        locale = self.workspace.locale or "en-US"
        return spoken(self.language, locale) if self.language else locale


def render(paper: Paper) -> bytes:
    """The PDF, by the standard for accessible ones."""
    return draw_paper({"main.typ": _template()}, content_of(paper), pictures_of(paper.workspace))


def content_of(paper: Paper) -> dict[str, Any]:
    """The data of the template: every figure is the invoice's, as people of the locale write it."""
    return cast("dict[str, Any]", told(_content_of(paper), paper.locale))


def _content_of(paper: Paper) -> dict[str, Any]:
    invoice, workspace = paper.invoice, paper.workspace
    locale = paper_locale(paper.locale)
    return head_of(workspace, paper.locale) | {
        "title": _title(paper),
        "kind": "",
        "footer": f"{workspace.company_name or ''} · {invoice.label}",
        "subject": invoice.title,
        "facts": list(_facts(paper, locale)),
        "columns": [say("Description"), say("Quantity"), say("Price"), say("Amount")],
        "lines": [
            {
                "description": line.description,
                "quantity": str(format_decimal(line.quantity, locale=locale)),
                "price": _money(line.unit_price, invoice, locale),
                "amount": _money(line.amount, invoice, locale),
            }
            for line in invoice.items
        ],
        "sums": list(_sums(invoice, locale)),
        "payments_title": say("Payments"),
        "payments": list(_payments(paper, locale)),
        "note": (invoice.note or "").splitlines(),
    }


def _title(paper: Paper) -> str:
    if paper.kind == "receipt":
        return say("Receipt {number}", number=paper.invoice.label)
    if paper.invoice.kind == "deposit":
        return say("Deposit invoice {number}", number=paper.invoice.label)
    return say("Invoice {number}", number=paper.invoice.label)


def _facts(paper: Paper, locale: Locale) -> Any:
    invoice = paper.invoice
    yield {"label": say("Number"), "value": invoice.label}
    yield {"label": say("For"), "value": invoice.customer_name}
    if invoice.status != "draft":
        yield {"label": say("Date"), "value": _day(paper.workspace.day_of(invoice.issued_at), locale)}
    if paper.kind == "receipt" and invoice.paid_at:
        yield {"label": say("Paid on"), "value": _day(paper.workspace.day_of(invoice.paid_at), locale)}
    else:
        yield {"label": say("Due on"), "value": _day(invoice.due_on, locale)}


def _sums(invoice: Invoice, locale: Locale) -> Any:
    discount = sum(line.discount for line in invoice.items)
    rows = [
        (say("Subtotal"), sum(line.amount for line in invoice.items), True),
        (say("Discount"), -discount, discount != 0),
        (say("Tax"), invoice.tax, invoice.tax != 0),
        (say("Total"), invoice.total, True),
        (say("Deposit"), -invoice.credited, invoice.credited != 0),
        (say("Credit"), -invoice.rewarded, invoice.rewarded != 0),
        (say("Paid"), -invoice.received, invoice.received != 0),
        (say("Given back"), invoice.refunded, invoice.refunded != 0),
        (say("Amount due"), invoice.amount_due, True),
    ]
    for label, amount, shown in rows:
        if shown:
            strong = label in {"Total", "Amount due"}
            yield {"label": label, "amount": _money(amount, invoice, locale), "strong": strong}


def _payments(paper: Paper, locale: Locale) -> Any:
    zone = time_zone(paper.workspace.time_zone)
    came = [
        (one.settled_at, one.method or "online", one.amount) for one in paper.records.checkouts if one.status == "paid"
    ]
    came += [(one.recorded_at, one.method, one.amount) for one in paper.records.offline]
    gone = [(one.created_at, "given back", -one.amount) for one in paper.records.refunds if one.counts and one.was_due]
    for at, method, amount in sorted([*came, *gone], key=lambda one: str(one[0])):
        day = _day(at.astimezone(zone).date(), locale) if isinstance(at, datetime) else ""
        name = _METHODS.get(method, method.replace("_", " ").capitalize())
        yield say("{day}: {amount} ({method})", day=day, amount=_money(amount, paper.invoice, locale), method=name)
    for one in paper.records.checkouts:
        if one.status == "paid" and one.tip:
            yield say("Tip: {amount}", amount=_money(one.tip, paper.invoice, locale))


def _money(amount: int, invoice: Invoice, locale: Locale) -> str:
    return Money(amount, invoice.currency).format(str(locale))


def _day(day: date, locale: Locale) -> str:
    return str(format_date(day, "long", locale=locale))


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()
