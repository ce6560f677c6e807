"""Exact numbers: decimals from and to text, whole minor units. Floats and booleans are refused wherever they are."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from services.quotes.domain.errors import InvalidNumber

_DECIMAL = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a decimal may be: from `least` (itself too, unless `above`) to `most`, with at most `places` decimals."""

    least: int
    most: int
    places: int
    above: bool = False

    def __str__(self) -> str:
        start = f"more than {self.least}" if self.above else f"at least {self.least}"
        return f"{start} and at most {self.most}, with at most {self.places} decimals"

    def hold(self, value: Decimal) -> bool:
        """Whether `value` keeps within them."""
        if not value.is_finite() or not self.least <= value <= self.most:
            return False
        if self.above and value == self.least:
            return False
        return value == value.quantize(Decimal(1).scaleb(-self.places))


QUANTITY = Bounds(0, 1_000_000, 4, above=True)
RATE = Bounds(0, 1, 6)
PERCENT = Bounds(0, 100, 4)
MAX_MINOR = 10**12


def read_decimal(value: object, field: str) -> Decimal:
    """The number written in `value` ("2.5"; a whole number may come as int); raises `InvalidNumber` naming `field`."""
    if isinstance(value, Decimal) and value.is_finite():
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return Decimal(value)
    raise InvalidNumber(f'{field} must be a decimal number written as a text, such as "2.5".', field=field)


def decimal_text(value: Decimal) -> str:
    """`value` in its one shortest plain form, so that equal numbers give equal texts: 10, 2.5, 0."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def check_decimal(value: object, field: str, bounds: Bounds) -> None:
    """Raises `InvalidNumber` naming `field` unless `value` is a decimal within `bounds`."""
    if not isinstance(value, Decimal):
        raise InvalidNumber(f"{field} must be an exact decimal, not of type {type(value).__name__}.", field=field)
    if not _holds(bounds, value):
        raise InvalidNumber(f"{field} must be {bounds}; it is {decimal_text(value)}.", field=field)


def check_minor(value: object, field: str) -> None:
    """Raises `InvalidNumber` naming `field` unless `value` is a sensible amount in whole minor units."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise InvalidNumber(f"{field} must be a whole number of minor units, such as 1250 for $12.50.", field=field)
    if not 0 <= value <= MAX_MINOR:
        raise InvalidNumber(f"{field} must be at least 0 and at most {MAX_MINOR} minor units.", field=field)


def check_whole(value: object, field: str, *, most: int) -> None:
    """Raises `InvalidNumber` naming `field` unless `value` counts something from 1 to `most`."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise InvalidNumber(f"{field} must be a whole number from 1 to {most}.", field=field)


def _holds(bounds: Bounds, value: Decimal) -> bool:
    try:
        return bounds.hold(value)
    except InvalidOperation:
        return False
