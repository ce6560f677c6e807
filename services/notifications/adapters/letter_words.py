"""How letters say things: money, days, names, and what somebody wrote, each as its reader writes them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context
from markupsafe import Markup, escape

from services.notifications.adapters.wording_letters import Entry
from services.notifications.domain.links import channel_mark, tagged
from services.notifications.domain.locales import dates_locale, figures_locale
from services.notifications.domain.notices import refund_cause, secured, what_differs
from services.notifications.domain.plain_text import isolated, lines, one_line
from shared.clock import time_zone
from shared.money import Money
from shared.phones import written_phone
from shared.words import say, speak, tell

_METHODS = {
    "card": say("Card"),
    "cash": say("Cash"),
    "check": say("Check"),
    "us_bank_account": say("Bank transfer (ACH)"),
    "sepa_debit": say("SEPA direct debit"),
    "cashapp": say("Cash App Pay"),
}
_OFFERS = {
    "proposal": say("proposal"),
    "maintenance": say("maintenance plan"),
    "holiday": say("holiday lights design"),
}
_NO_BREAK = "\u00a0"
_TEMPLATES = Path(__file__).parent.parent / "templates"


@cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    speak(made, _locale)
    made.filters |= {
        "money": _money,
        "moment": _moment,
        "day": _day,
        "weekday": _weekday,
        "hours": _hours,
        "phone": _phone,
        "named": _named,
        "quoted": _quoted,
        "paragraphs": _paragraphs,
        "tagged": _tagged,
        "offer": _offer,
        "method": _method,
        "refund_cause": _refund_cause,
        "secured": secured,
        "difference": _difference,
        "listed": _listed,
    }
    return made


@pass_context
def _money(context: Context, minor: int, currency: str) -> str:
    return Money(minor, currency).format(figures_locale(context["brand"].locale))


@pass_context
def _moment(context: Context, instant: str) -> str:
    """An instant as the business would say it, in its own time."""
    brand = context["brand"]
    local = _there(context, instant)
    locale = dates_locale(brand.locale)
    day, hour = format_date(local, "long", locale=locale), format_datetime(local, "h:mm a zzz", locale=locale)
    # In a narrow column of HTML the line breaks before the hour, not within it.
    return f"{day}, {hour.replace(' ', _NO_BREAK) if context.eval_ctx.autoescape else hour}"


@pass_context
def _day(context: Context, day: str) -> str:
    return format_date(date.fromisoformat(day), "long", locale=dates_locale(context["brand"].locale))


@pass_context
def _weekday(context: Context, instant: str) -> str:
    """The day of an instant with that of the week, as the business would say it."""
    return format_date(_there(context, instant), "full", locale=dates_locale(context["brand"].locale))


@pass_context
def _hours(context: Context, starts_at: str, ends_at: str) -> str:
    """From when until when, on the clocks of the business."""
    locale = dates_locale(context["brand"].locale)
    start = format_datetime(_there(context, starts_at), "h:mm a", locale=locale)
    end = format_datetime(_there(context, ends_at), "h:mm a zzz", locale=locale)
    return tell(say("{start} to {end}", start=start, end=end), _locale(context))


def _there(context: Context, instant: str) -> datetime:
    return datetime.fromisoformat(instant).astimezone(time_zone(context["brand"].time_zone))


@pass_context
def _phone(context: Context, number: str) -> str:
    return _named(written_phone(number, context["brand"].locale))


def _named(text: str) -> str:
    """What somebody wrote, as a part of a line."""
    return isolated(one_line(text))


def _quoted(text: str) -> str:
    return lines(text)


def _paragraphs(text: str) -> Markup:
    """What somebody wrote, with its line breaks."""
    return Markup("<br>").join(escape(isolated(line)) for line in lines(text).split("\n"))


@pass_context
def _tagged(context: Context, link: str) -> str:
    return tagged(link, channel_mark(context["template"], context["channel"]))


@pass_context
def _offer(context: Context, kind: str) -> str:
    """What an estimate is called that is sent as this kind."""
    return tell(_OFFERS.get(kind, say("estimate")), _locale(context))


@pass_context
def _method(context: Context, payment_method: str) -> str:
    """How somebody paid, in words."""
    known = _METHODS.get(payment_method)
    name = tell(known, _locale(context)) if known else _sentence(one_line(payment_method.replace("_", " ")))
    return isolated(name)


def _locale(context: Context) -> str:
    return str(context["brand"].locale)


def _difference(kind: str) -> str:
    return _sentence(what_differs(kind))


def _refund_cause(cause: str) -> str:
    return isolated(_sentence(refund_cause(cause)))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


@pass_context
def _listed(context: Context, records: Iterable[Mapping[str, Any]]) -> list[Entry]:
    """Records that were found, each with its name and its link."""
    return [Entry(_record(context, record), _tagged(context, record["link"])) for record in records]


def _record(context: Context, record: Mapping[str, Any]) -> str:
    named = [_named(record["title"]), _named(record["number"])]
    due = record.get("amount_due")
    return ", ".join([*named, *([_money(context, due, record["currency"])] if due else [])])
