"""Letters: what a template and what happened make together, as text and as HTML, dressed as the business."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import TemplateError

from services.notifications.adapters.letter_words import environment
from services.notifications.adapters.wording_letters import fill, fill_text
from services.notifications.domain.accent import Accent, accent_of
from services.notifications.domain.errors import LetterNotRenderable
from services.notifications.domain.links import absolute
from services.notifications.domain.opt_out import OPTIONAL
from services.notifications.domain.plain_text import one_line, unbroken
from services.notifications.domain.text_messages import shortened
from services.notifications.domain.wording import Words
from services.notifications.domain.wordings import WRITTEN, kind_of
from services.notifications.domain.workspace import Workspace
from shared.words import ENGLISH, language_of, say, spoken, tag_of, tell

_STOP = say("Reply STOP for no more texts.")
"""Whoever writes their own words says it, too: carriers ask for it where nobody has asked for the message."""


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
            written, language = WRITTEN[template], language_of(known["brand"].locale)
            filled = fill(words, written.places, written.button[language], _values(known))
            known, template = known | {"written": filled}, "written"
        plain = environment().get_template(f"{template}.txt")
        subject = "".join(plain.blocks["subject"](plain.new_context(known)))
        text = plain.render(known)
        html = environment().get_template(f"{template}.html").render(known | {"subject": unbroken(subject)})
    except (TemplateError, ValueError, LookupError, TypeError) as error:
        raise LetterNotRenderable(template) from error
    plain_text = re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
    return Letter(unbroken(subject), plain_text, html, context.get("calendar"))


def _values(known: Mapping[str, Any]) -> Callable[[str], Any]:
    """What an expression of a place comes to."""
    return lambda expression: environment().compile_expression(expression)(**known)


def write_text(
    template: str,
    context: Mapping[str, Any],
    *,
    workspace: Workspace,
    public_url: str | None,
    language: str = "",
    words: Words | None = None,
) -> str:
    """The same as a text message, as short as it can be; raises `LetterNotRenderable`."""
    known = _known(template, context, workspace, public_url, language) | {"channel": "sms"}
    try:
        if words is None:
            text = environment().get_template(f"{template}.sms").render(known)
        else:
            text = fill_text(words, WRITTEN[kind_of(template, "sms")].places, _values(known))
            text += f" {tell(_STOP, known['brand'].locale)}" if template in OPTIONAL else ""
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


def _web_address(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None
