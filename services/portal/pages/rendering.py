"""Pages from templates: money, dates and figures as the reader writes them, and assets that may be cached for ever."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from services.portal.pages.quote_kinds import Kind, kind_name, kind_within
from services.portal.pages.tones import status_name, tone
from services.portal.pages.views import Shell
from shared.clock import time_zone
from shared.money import Money
from shared.phones import written_phone
from shared.typed_numbers import money_text
from shared.words import say, speak, tell

PORTAL = Path(__file__).parent.parent
STATIC_URL = "/static"


class Page(Protocol):
    """A template's context: any of the frozen dataclasses of the views modules."""

    @property
    def shell(self) -> Shell:
        """What surrounds the page."""


def render(template: str, page: Page) -> str:
    """The HTML of one page; a name the template uses and the page lacks raises instead of showing nothing."""
    return environment().get_template(template).render(page=page, shell=page.shell)


def load_templates() -> None:
    """Reads every template, so that those that are put in their place while this process runs are for the next one."""
    for name in environment().list_templates():
        environment().get_template(name)


@cache
def environment() -> Environment:
    """The one Jinja environment, with everything escaped."""
    templates = Environment(
        loader=FileSystemLoader(PORTAL / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    speak(templates, lambda context: _shell(context).locale)
    templates.filters |= {
        "money": money,
        "typed": typed,
        "reduction": reduction,
        "date": day,
        "moment": moment,
        "weekday": weekday,
        "hours": hours,
        "number": number,
        "phone": phone,
        "percent": percent,
        "file_size": file_size,
        "lines": lines,
        "tone": tone,
        "status": status,
        "kind": kind,
        "kind_within": kind_inside,
    }
    templates.globals |= {"asset": asset}
    return templates


@cache
def asset(path: str) -> str:
    """The address of a file in static/, changing with its content so that browsers may keep it for ever."""
    content = (PORTAL / "static" / path).read_bytes()
    return f"{STATIC_URL}/{path}?v={hashlib.sha256(content).hexdigest()[:12]}"


@pass_context
def money(context: Context, minor: int, currency: str) -> str:
    """Minor units as the reader writes money, such as $1,250.00."""
    return Money(minor, currency).format(_shell(context).locale)


@pass_context
def typed(context: Context, minor: int, currency: str) -> str:
    """Minor units as the reader types them into a form."""
    return money_text(minor, currency, _shell(context).locale)


@pass_context
def reduction(context: Context, rule: Mapping[str, int | str], currency: str) -> str:
    """A discount or deposit rule as a figure: 10% or $250.00."""
    if rule["kind"] == "fixed":
        return money(context, int(rule["value"]), currency)
    return percent(context, Decimal(rule["value"]) / 100)


@pass_context
def day(context: Context, value: date | datetime | str) -> str:
    """A calendar day, such as December 12, 2026; an instant is first taken to the workspace's time zone."""
    shell = _shell(context)
    when = _parsed(value)
    if isinstance(when, datetime):
        when = when.astimezone(time_zone(shell.time_zone)).date()
    return format_date(when, format="long", locale=_locale(shell))


@pass_context
def moment(context: Context, value: datetime | str) -> str:
    """An instant in the workspace's time zone, such as Dec 12, 2026, 3:05 PM."""
    shell = _shell(context)
    parsed = datetime.fromisoformat(value) if isinstance(value, str) else value
    there = parsed.astimezone(time_zone(shell.time_zone))
    locale = _locale(shell)
    clock = format_time(there, format="short", locale=locale)
    # CLDR puts a narrow no-break space before AM and PM, which many fonts draw as no space at all.
    return f"{format_date(there, format='medium', locale=locale)}, {clock}".replace("\u202f", "\u00a0")


@pass_context
def weekday(context: Context, value: date | datetime | str) -> str:
    """A day with that of the week, such as Friday, December 4, 2026; an instant is that day where the business is."""
    shell = _shell(context)
    when = _parsed(value)
    there = when.astimezone(time_zone(shell.time_zone)).date() if isinstance(when, datetime) else when
    return format_date(there, format="full", locale=_locale(shell))


@pass_context
def hours(context: Context, starts_at: str, ends_at: str) -> str:
    """From when until when in the workspace's time zone, such as 9:00 AM to 11:00 AM."""
    shell = _shell(context)
    instants = (
        datetime.fromisoformat(instant).astimezone(time_zone(shell.time_zone)) for instant in (starts_at, ends_at)
    )
    start, end = (format_time(instant, format="short", locale=_locale(shell)) for instant in instants)
    return tell(say("{start} to {end}", start=start, end=end), shell.locale).replace("\u202f", "\u00a0")


@pass_context
def number(context: Context, value: str | int) -> str:
    """A quantity without idle zeros, such as 1.5 or 2,400."""
    return format_decimal(Decimal(value), format="#,##0.####", locale=_locale(_shell(context)))


@pass_context
def phone(context: Context, number: str) -> str:
    """A phone number as the reader writes it, such as (212) 555-0100."""
    return written_phone(number, _shell(context).locale)


@pass_context
def percent(context: Context, fraction: str | Decimal) -> str:
    """A fraction such as 0.0825 as 8.25%."""
    return format_percent(Decimal(fraction), format="#,##0.###%", locale=_locale(_shell(context)))


@pass_context
def file_size(context: Context, size: int) -> str:
    """How large a file is, such as 340 KB or 1.2 MB."""
    kilobytes = max(1, round(size / 1024))
    if kilobytes < 1024:  # noqa: PLR2004 - as many make a megabyte
        return f"{number(context, kilobytes)}\u00a0KB"
    figure = format_decimal(Decimal(kilobytes) / 1024, format="#,##0.#", locale=_locale(_shell(context)))
    return f"{figure}\u00a0MB"


@pass_context
def kind(context: Context, kind: Kind) -> str:
    """What an offer is called, such as Estimate."""
    return tell(kind_name(kind), _shell(context).locale)


@pass_context
def status(context: Context, status: str) -> str:
    """How far something is, such as Changes requested."""
    return tell(status_name(status), _shell(context).locale)


@pass_context
def kind_inside(context: Context, kind: Kind) -> str:
    """The same within a sentence."""
    return tell(kind_within(kind), _shell(context).locale)


@pass_context
def lines(context: Context, text: str) -> Markup:
    """Plain text as paragraphs, its line breaks kept and everything in it escaped."""
    paragraphs = (part.strip() for part in tell(text, _shell(context).locale).replace("\r\n", "\n").split("\n\n"))
    return Markup("").join(_paragraph(part) for part in paragraphs if part)


def _paragraph(text: str) -> Markup:
    return Markup("<p>{}</p>").format(Markup("<br>").join(escape(line) for line in text.split("\n")))


def _shell(context: Context) -> Shell:
    return cast("Shell", context["shell"])


def _locale(shell: Shell) -> str:
    return shell.locale.replace("-", "_")


def _parsed(value: date | datetime | str) -> date | datetime:
    if not isinstance(value, str):
        return value
    return date.fromisoformat(value) if len(value) == len("2026-12-12") else datetime.fromisoformat(value)
