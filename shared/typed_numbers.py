"""Numbers as people type them: exact, in the form of their locale and in no other, and never guessed.

What "1.250" is depends on where one is: a thousand and more in Madrid, one and a quarter in Chicago. What is no number
there is refused, with an example of how it is written there. Any kind of space will do where a space parts thousands,
and thousands need not be parted at all.
"""

import re
from decimal import Decimal
from functools import lru_cache

from babel.core import Locale
from babel.numbers import format_decimal, get_currency_symbol, get_decimal_symbol, get_group_symbol

from shared.money import minor_digits
from shared.words import say, say_each

_SPACES = " \u00a0\u2009\u202f"
_APOSTROPHES = "'\u2019"
_MINUS = "-\u2010\u2013\u2212"
_BELOW = f"{_MINUS}("
# Marks that only tell the direction of writing.
_UNSEEN = dict.fromkeys(map(ord, "\u200e\u200f\u061c"))
_PERCENT = "%\u066a"
_MOST_DIGITS = 18
_EXAMPLE = Decimal(1250)


class Illegible(ValueError):
    """Not a number. The message ends a sentence that begins with what it was to be, and says how to write it."""


def read_number(text: str, locale: str, *, places: int, signed: bool = False) -> Decimal:
    """The number of at most so many decimals that is meant by `text`, such as 2.5 by "2,5" in Spain.

    Less than nothing is read only where it is `signed`.
    """
    if signed and (opposite := _negated(text)):
        return -read_number(opposite, locale, places=places)
    example = number_text(Decimal("2.5") if places else _EXAMPLE, locale)
    number = _read(text, locale, what=say("is not a number as it is written here."), example=example)
    return _checked(
        number,
        places,
        say("can have at most {places} decimals.", places=places) if places else say("must be a whole number."),
    )


def read_percent(text: str, locale: str, *, places: int) -> Decimal:
    """The hundredths meant by `text`, with the sign or without: 8.25 for "8.25%"."""
    bare = text.strip(_SPACES + _PERCENT)
    number = _read(
        bare,
        locale,
        what=say("is not a percentage as it is written here."),
        example=f"{number_text(Decimal('8.25'), locale)}%",
    )
    return _checked(number, places, say("can have at most {places} decimals.", places=places))


def read_money(text: str, currency: str, locale: str, *, signed: bool = False) -> int:
    """The minor units meant by `text`, with the currency's sign or without: 125000 for "$1,250.00".

    Less than nothing is read only where it is `signed`: -1250 for "-$12.50" as for "$-12.50".
    """
    if signed and (opposite := _negated(text) or _negated(_without_currency(text, currency, locale))):
        return -read_money(opposite, currency, locale)
    places = minor_digits(currency)
    example = money_text(int(_EXAMPLE.scaleb(places)), currency, locale)
    number = _read(
        _without_currency(text, currency, locale),
        locale,
        what=say("is not an amount as it is written here."),
        example=example,
    )
    fewer = say("has no decimals in {currency}.", currency=currency)
    if places:
        fewer = say("can have at most {places} decimals in {currency}.", places=places, currency=currency)
    problem = say_each([fewer, say("Write it like {example}.", example=example)], " ")
    return int(_checked(number, places, problem).scaleb(places))


def number_text(value: Decimal, locale: str) -> str:
    """`value` as people of `locale` type it, without idle zeros."""
    return _written(value, ".##########", locale)


def money_text(minor: int, currency: str, locale: str) -> str:
    """Minor units as people of `locale` type them, without the currency's sign."""
    places = minor_digits(currency)
    return _written(Decimal(minor).scaleb(-places), f".{'0' * places}" if places else "", locale)


def is_percentage(text: str) -> bool:
    """Whether `text` is meant as a share and not as an amount."""
    return any(sign in text for sign in _PERCENT)


def _written(value: Decimal, decimals: str, locale: str) -> str:
    known = _known(locale)
    form = f"#,{'#' * _grouping(known)},##0{decimals}"
    return format_decimal(value, format=form, locale=known, numbering_system="latn")


def _grouping(known: Locale) -> int:
    """How many digits are parted from each other before the last three."""
    return int(known.decimal_formats[None].grouping[1])


def _negated(text: str) -> str:
    """What stands after the minus sign that `text` begins with; nothing where it begins with none."""
    typed = text.translate(_UNSEEN).strip(_SPACES)
    return typed[1:].strip(_SPACES) if typed.startswith(tuple(_MINUS)) else ""


def _read(text: str, locale: str, *, what: str, example: str) -> Decimal:
    typed = text.translate(_UNSEEN).strip(_SPACES)
    if typed.startswith(tuple(_BELOW)):
        message = say("must not be negative. Write it like {example}.", example=example)
        raise Illegible(message)
    whole, group, decimal = _form(locale)
    if not whole.fullmatch(typed):
        message = say_each([what, say("Write it like {example}.", example=example)], " ")
        raise Illegible(message)
    plain = re.sub(group, "", typed).replace(decimal, ".")
    if len(plain) > _MOST_DIGITS:
        message = say("is too large. Write it like {example}.", example=example)
        raise Illegible(message)
    return Decimal(plain)


def _checked(number: Decimal, places: int, problem: str) -> Decimal:
    if number != number.quantize(Decimal(1).scaleb(-places)):
        raise Illegible(problem)
    return number


@lru_cache(maxsize=1000)
def _form(locale: str) -> tuple[re.Pattern[str], str, str]:
    """What a number looks like in `locale`; what parts its thousands, as a pattern; what comes before its decimals."""
    known = _known(locale)
    decimal = get_decimal_symbol(known, numbering_system="latn")
    group = _alike(get_group_symbol(known, numbering_system="latn"))
    # Where they write 1,00,000, as in India, 100,000 is understood as well.
    parted = "|".join(rf"\d{{1,{others}}}(?:{group}\d{{{others}}})*{group}\d{{3}}" for others in {3, _grouping(known)})
    before, after = rf"(?:\d+|{parted})", re.escape(decimal)
    return re.compile(rf"{before}(?:{after}\d*)?|{after}\d+"), group, decimal


def _alike(symbol: str) -> str:
    """The pattern of all that people type for `symbol`."""
    for kind in (_SPACES, _APOSTROPHES):
        if symbol in kind:
            return f"[{kind}]"
    return re.escape(symbol)


def _without_currency(text: str, currency: str, locale: str) -> str:
    known = _known(locale)
    signs = {currency, get_currency_symbol(currency, known), get_currency_symbol(currency, "en_US")}
    bare = text.translate(_UNSEEN).strip(_SPACES)
    for sign in sorted(signs, key=len, reverse=True):
        if bare.casefold().startswith(sign.casefold()):
            return bare[len(sign) :]
        if bare.casefold().endswith(sign.casefold()):
            return bare[: -len(sign)]
    return bare


def _known(locale: str) -> Locale:
    return Locale.parse(locale.replace("-", "_"))
