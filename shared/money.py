"""Money: integer minor units with an ISO 4217 currency, never a float."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.core import get_global
from babel.numbers import format_currency

# Babel's CLDR data lists, per currency, (digits, rounding, cash digits, cash rounding); "DEFAULT" covers the rest.
_FRACTIONS: Mapping[str, tuple[int, ...]] = get_global("currency_fractions")
# ISO 4217 also has codes for testing, for metals and for funds, in which nobody can be paid.
_NOT_FOR_PAYING = frozenset({"XXX", "XTS", "XAU", "XAG", "XPT", "XPD", "XBA", "XBB", "XBC", "XBD", "XDR", "XSU", "XUA"})
_CURRENCIES: frozenset[str] = frozenset(get_global("all_currencies"))
# ISO 4217 gives these two decimals although CLDR shows them with none or another number by custom.
_ISO_DIGITS = {"AFN": 2, "ALL": 2, "AMD": 2, "COP": 2, "CRC": 2, "CZK": 2, "HUF": 2, "IDR": 2, "INR": 2}
_ISO_DIGITS |= {"IRR": 2, "KPW": 2, "LAK": 2, "LBP": 2, "MGA": 2, "MMK": 2, "MRU": 2, "NOK": 2, "PKR": 2, "RSD": 2}
_ISO_DIGITS |= {"SEK": 2, "SLE": 2, "SOS": 2, "SYP": 2, "TWD": 2, "TZS": 2, "UZS": 2, "YER": 2, "IQD": 3}
# Payments online are counted with two decimals but in these currencies, whatever ISO 4217 says of them.
_CHARGED_DIGITS = dict.fromkeys(
    ("BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"), 0
)
_CHARGED_IN_TENS = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})
"""Counted with three decimals, of which the last has to be zero."""


def is_currency(code: str) -> bool:
    """Whether `code` is an ISO 4217 code in upper case."""
    return code in _CURRENCIES and code not in _NOT_FOR_PAYING


def minor_digits(currency: str) -> int:
    """How many decimals the currency's minor unit has by ISO 4217: 2 for USD, 0 for JPY, 3 for KWD."""
    if currency in _ISO_DIGITS:
        return _ISO_DIGITS[currency]
    return _FRACTIONS.get(currency, _FRACTIONS["DEFAULT"])[0]


def charged_digits(currency: str) -> int:
    """How many decimals the currency is counted with where it is paid online, such as 0 for JPY and MGA."""
    return 3 if currency in _CHARGED_IN_TENS else _CHARGED_DIGITS.get(currency, 2)


def payable_step(currency: str) -> int:
    """The smallest amount, in minor units, of which everything that can be paid online is a multiple: 10 for KWD."""
    if currency in _CHARGED_IN_TENS:
        return 10
    return int(10 ** max(0, minor_digits(currency) - charged_digits(currency)))


def payable_part(amount: Decimal | int, whole: int, currency: str) -> int:
    """`amount` rounded half up, once, to what can be paid online, and never more than can be of `whole`."""
    step = payable_step(currency)
    return min(round_half_up(Decimal(amount) / step), whole // step) * step


def round_half_up(value: Decimal) -> int:
    """`value` minor units rounded to a whole one, halves away from zero (as on an invoice)."""
    return int(value.to_integral_value(rounding=ROUND_HALF_UP))


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of one currency; adding two currencies raises `ValueError`."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.minor, int) or isinstance(self.minor, bool):
            message = "Money is a whole number of minor units."
            raise TypeError(message)
        if not is_currency(self.currency):
            message = f"{self.currency!r} is not an ISO 4217 currency."
            raise ValueError(message)

    def __add__(self, other: "Money") -> "Money":
        self._same_currency(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same_currency(other)
        return Money(self.minor - other.minor, self.currency)

    def _same_currency(self, other: "Money") -> None:
        if other.currency != self.currency:
            message = f"Cannot mix {self.currency} and {other.currency}."
            raise ValueError(message)

    def decimal(self) -> Decimal:
        """The amount in major units."""
        return Decimal(self.minor).scaleb(-minor_digits(self.currency))

    def format(self, locale: str = "en_US") -> str:
        """The amount as people of `locale` write it, such as $1,250.00."""
        return _formatted(self.minor, self.currency, locale.replace("-", "_"))


@lru_cache(maxsize=10_000)
def _formatted(minor: int, currency: str, locale: str) -> str:
    # Most of the time a page takes would be spent here: it shows the same few amounts to everybody who opens it.
    return format_currency(Money(minor, currency).decimal(), currency, locale=locale)
