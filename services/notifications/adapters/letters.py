"""Letters: what a template and what happened make together, as text and as HTML, dressed as the business."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, pass_context, select_autoescape
from jinja2.runtime import Context
from markupsafe import Markup, escape

from services.notifications.adapters.wording_letters import Filled, fill
from services.notifications.domain.accent import Accent, accent_of
from services.notifications.domain.errors import LetterNotRenderable
from services.notifications.domain.links import absolute, channel_mark, tagged
from services.notifications.domain.locales import dates_locale, figures_locale
from services.notifications.domain.notices import refund_cause, what_differs
from services.notifications.domain.plain_text import isolated, lines, one_line, unbroken
from services.notifications.domain.text_messages import shortened
from services.notifications.domain.wording import Words
from services.notifications.domain.wordings import WRITTEN
from services.notifications.domain.workspace import Workspace
from shared.clock import time_zone
from shared.money import Money
from shared.phones import written_phone
from shared.words import ENGLISH, language_of, say, speak, spoken, tag_of, tell

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


@dataclass(frozen=True, slots=True)
class Letter:
    """One message, to be put in an envelope."""

    subject: str
    text: str
    html: str
    calendar: str | None = None
    """A calendar file that goes with it."""


@dataclass(frozen=True, slots=True)
class Brand:
    """Whose letter it is."""

    name: str
    logo_url: str | None
    accent: Accent
    email: str | None
    phone: str | None
    website: str | None
    locale: str
    time_zone: str

    @property
    def language(self) -> str:
        """The language tag of what is written in its name."""
        return tag_of(self.locale)


def brand_of(workspace: Workspace, base_url: str | None, language: str = "") -> Brand:
    """The brand of a workspace, in whose name `language` is written; a logo that mail programs cannot fetch is left out."""
    return Brand(
        name=one_line(workspace.company_name),
        logo_url=absolute(base_url, workspace.logo_url) if workspace.logo_url else None,
        accent=accent_of(workspace.accent_color),
        email=workspace.contact_email,
        phone=workspace.contact_phone,
        website=_web_address(workspace.public_site_url),
        locale=spoken(language, workspace.locale) if language else workspace.locale,
        time_zone=workspace.time_zone,
    )


def write_letter(
    template: str,
    context: Mapping[str, Any],
    *,
    workspace: Workspace,
    public_url: str | None,
    channel: str,
    unsubscribe_url: str | None = None,
    language: str = "",
    words: Words | None = None,
) -> Letter:
    """The letter, in `language` or that of the business; raises `LetterNotRenderable` when template and context do not fit.

    The office is written to in English. What the business has written in its own `words` it says in these.
    """
    known = _known(template, context, workspace, public_url, language)
    known |= {"channel": channel, "unsubscribe_url": unsubscribe_url}
    try:
        if words is not None:
            known, template = known | {"written": _filled(template, words, known)}, "written"
        plain = _environment().get_template(f"{template}.txt")
        subject = "".join(plain.blocks["subject"](plain.new_context(known)))
        text = plain.render(known)
        html = _environment().get_template(f"{template}.html").render(known | {"subject": unbroken(subject)})
    except (TemplateError, ValueError, LookupError, TypeError) as error:
        raise LetterNotRenderable(template) from error
    plain_text = re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
    return Letter(unbroken(subject), plain_text, html, context.get("calendar"))


def _filled(kind: str, words: Words, known: Mapping[str, Any]) -> Filled:
    written, brand = WRITTEN[kind], known["brand"]

    def value_of(expression: str) -> Any:
        return _environment().compile_expression(expression)(**known)

    return fill(words, written.places, written.button[language_of(brand.locale)], value_of)


def write_text(
    template: str, context: Mapping[str, Any], *, workspace: Workspace, public_url: str | None, language: str = ""
) -> str:
    """The same as a text message, as short as it can be; raises `LetterNotRenderable`."""
    known = _known(template, context, workspace, public_url, language) | {"channel": "sms"}
    try:
        text = _environment().get_template(f"{template}.sms").render(known)
    except (TemplateError, ValueError, LookupError, TypeError) as error:
        raise LetterNotRenderable(template) from error
    return shortened(one_line(text, limit=len(text) + 1))


def _known(
    template: str, context: Mapping[str, Any], workspace: Workspace, public_url: str | None, language: str
) -> dict[str, Any]:
    """What every message may say."""
    base_url = public_url or workspace.public_site_url
    to_office = template.endswith("_office")
    return {
        **context,
        **_addresses(context, base_url),
        "brand": brand_of(workspace, base_url, ENGLISH if to_office else language),
        "template": template,
        "pays_online": workspace.takes_payments,
        "answerable": not to_office,
        "office_url": absolute(base_url, context["office_path"]) if context.get("office_path") else None,
    }


def _addresses(context: Mapping[str, Any], base_url: str | None) -> dict[str, str | None]:
    """The address of every path in the context, by the same name."""
    paths = {name.removesuffix("_path"): path for name, path in context.items() if name.endswith("_path")}
    return {f"{name}_url": absolute(base_url, path) if path else None for name, path in paths.items()}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    speak(environment, _locale)
    environment.filters |= {
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
        "difference": _difference,
    }
    return environment


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


def _web_address(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None


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
