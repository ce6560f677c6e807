"""What people are told, in their language: marked by `say` where it is written, translated where it is shown.

A language is a gettext catalogue, `languages/<code>.po`, with the English sentence as its key. English needs none.
"""

import gettext
import re
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self, cast

from babel import Locale, UnknownLocaleError
from babel.messages.pofile import read_po
from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

ENGLISH = "en"
reader: ContextVar[str] = ContextVar("reader", default="")
"""The language of whoever is being answered; empty where nobody has said. Sentences of other services come in it."""
FOLDER = Path(__file__).parent / "languages"
NAMES = {"en": "English", "es": "Español"}
"""Every language there is, as those call it who speak it."""
_PLACE = re.compile(r"\{([a-z_]+)\}")


class Said(str):
    """A sentence that can be told in any language. To whoever does not ask for one it is the English text."""

    __slots__ = ("begun", "key", "many", "number", "values")

    key: str
    many: str | None
    number: int
    values: Mapping[str, Any]
    begun: Callable[[str], str] | None
    """What is done to its first letter, in whatever language."""

    def __new__(
        cls, key: str, values: Mapping[str, Any] | None = None, many: str | None = None, number: int = 1
    ) -> Self:
        """The sentence, its places filled in; raises `KeyError` for a place that nothing is given for."""
        known = values or {}
        said = super().__new__(cls, _fill(key if many is None or number == 1 else many, known, str))
        said.key, said.many, said.number, said.values, said.begun = key, many, number, known, None
        return said


def say(text: str, /, **values: Any) -> Said:
    """`text` with its `{places}` filled in, to be told in the language of whoever reads it."""
    return Said(text, values)


def say_many(one: str, many: str, number: int, /, **values: Any) -> Said:
    """`one` or `many`, by the rule of the reader's language; `{number}` is filled in."""
    return Said(one, {"number": number} | values, many, number)


def say_each(parts: Sequence[str], by: str = ", ") -> Said:
    """Parts in a row, each told in the language of whoever reads it."""
    values = {"p" * place: part for place, part in enumerate(parts, start=1)}
    return Said(by.join(f"{{{name}}}" for name in values), values)


def lower_first(text: str) -> str:
    """`text` as it stands within a sentence."""
    return _begun(text, str.lower)


def upper_first(text: str) -> str:
    """`text` as it begins a sentence."""
    return _begun(text, str.upper)


def named(label: str, text: str, field: str) -> str:
    """A sentence that begins with a program's name of a field, begun with the `label` that people know it by."""
    if isinstance(text, Said) and text.values.get("field") == field:
        return Said(text.key, {**text.values, "field": label}, text.many, text.number)
    return say_each([label, text.removeprefix(f"{field} ")], " ") if text.startswith(f"{field} ") else text


def tell(text: str, locale: str) -> str:
    """`text` in the language of `locale`; what was not marked by `say` stays as it is."""
    if not isinstance(text, Said):
        return text
    found = _fill(_found(text.key, text.many, text.number, locale), text.values, lambda value: _told(value, locale))
    return text.begun(found[:1]) + found[1:] if text.begun else found


def told(content: Any, locale: str) -> Any:
    """`content` with every sentence in it, however deep, in the language of `locale`."""
    if isinstance(content, Mapping):
        return {key: told(value, locale) for key, value in content.items()}
    if isinstance(content, (list, tuple)):
        return [told(value, locale) for value in content]
    return tell(content, locale) if isinstance(content, str) else content


def language_of(locale: str) -> str:
    """The language that somebody is written to in whose locale this is: theirs where there is a catalogue of it."""
    language = re.split("[-_]", locale)[0].lower()
    return language if language in NAMES else ENGLISH


def spoken(language: str, locale: str) -> str:
    """`locale` with `language` in place of its own: dates and figures as the region writes them in that language."""
    if language_of(locale) == language:
        return locale
    try:
        region = Locale.parse(locale.replace("-", "_")).territory
        return str(Locale.parse(f"{language}_{region}"))
    except (UnknownLocaleError, ValueError):
        return f"{language}_US"


def tag_of(locale: str) -> str:
    """The language tag of a page whose figures are the locale's, such as en-US: of the language its words are in."""
    parts = re.split("[-_]", locale)
    return "-".join(parts) if parts[0].lower() in NAMES else ENGLISH


def speak(environment: Environment, locale_of: Callable[[Context], str]) -> None:
    """Gives templates `say` and `say_many`, and has all that was said elsewhere told in the template's language."""

    @pass_context
    def say_here(context: Context, text: str, /, **values: Any) -> str:
        return _put(context, text, None, 1, values)

    @pass_context
    def say_many_here(context: Context, one: str, many: str, number: int, /, **values: Any) -> str:
        return _put(context, one, many, number, {"number": number} | values)

    def _put(context: Context, one: str, many: str | None, number: int, values: Mapping[str, Any]) -> str:
        locale = locale_of(context)
        sentence = _found(one, many, number, locale)
        if context.eval_ctx.autoescape:
            # A translation may have marks of its own; what is filled in may not.
            return Markup(_fill(sentence, values, lambda value: str(escape(_told(value, locale)))))  # noqa: S704
        return _fill(sentence, values, lambda value: str(_told(value, locale)))

    @pass_context
    def shown(context: Context, value: Any) -> Any:
        return _told(value, locale_of(context)) if isinstance(value, Said) else value

    environment.globals |= {"say": say_here, "say_many": say_many_here}
    environment.filters["told"] = shown
    environment.finalize = cast("Any", shown)


@dataclass(frozen=True, slots=True)
class _Catalogue:
    words: Mapping[str, tuple[str, ...]]
    form: Callable[[int], int]


def _found(one: str, many: str | None, number: int, locale: str) -> str:
    """The sentence in the language of `locale`, in English where that language lacks it."""
    language = language_of(locale)
    if language != ENGLISH:
        catalogue = _catalogue(language)
        forms = catalogue.words.get(one)
        if forms:
            return forms[catalogue.form(number) if many is not None else 0]
    return one if many is None or number == 1 else many


@cache
def _catalogue(language: str) -> _Catalogue:
    with (FOLDER / f"{language}.po").open("rb") as file:
        messages = read_po(file, locale=language)
    words: dict[str, tuple[str, ...]] = {}
    for message in messages:
        key = message.id if isinstance(message.id, str) else message.id[0]
        forms = tuple(message.string) if isinstance(message.string, (list, tuple)) else (message.string or "",)
        if key and all(forms):
            words[key] = forms
    return _Catalogue(words, gettext.c2py(messages.plural_expr))


def _begun(text: str, first: Callable[[str], str]) -> str:
    english = first(text[:1]) + text[1:]
    if not isinstance(text, Said):
        return english
    begun = str.__new__(Said, english)
    begun.key, begun.many, begun.number, begun.values, begun.begun = (
        text.key,
        text.many,
        text.number,
        text.values,
        first,
    )
    return begun


def _fill(sentence: str, values: Mapping[str, Any], written: Callable[[Any], str]) -> str:
    return _PLACE.sub(lambda place: str(written(values[place[1]])), sentence)


def _told(value: Any, locale: str) -> Any:
    return tell(value, locale) if isinstance(value, Said) else value
