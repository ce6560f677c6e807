"""Reading what was typed: exact figures in the form of a locale, and an error for each that cannot be read.

An error names the field and its row as the page calls them, and says how to write it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from services.portal.pages.views import FieldError
from shared.money import Money
from shared.typed_numbers import Illegible, is_percentage, number_text, read_money, read_number, read_percent
from shared.words import lower_first, say, say_each

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PLACES = 4
_ALL = 100


@dataclass(slots=True)
class Reader:
    """Reads fields one by one, and gathers what is wrong with them: also what is more than whoever is asked takes."""

    locale: str
    currency: str
    most_minor: int | None = None
    most_quantity: int | None = None
    errors: list[FieldError] = field(default_factory=list)

    def needed(self, name: str, text: str, label: str) -> str:
        """A text that has to be there."""
        if not text:
            self.miss(name, say("Enter the {label}.", label=lower_first(label)))
        return text

    def money(self, name: str, text: str, label: str, *, signed: bool = False) -> int:
        """An amount that has to be there, in minor units; 0 where there is an error."""
        found = self._figure(name, text, label, lambda: read_money(text, self.currency, self.locale, signed=signed))
        if found and self.most_minor and abs(found) > self.most_minor:
            self.miss(
                name,
                say(
                    "{label} can be at most {amount}.",
                    label=label,
                    amount=Money(self.most_minor, self.currency).format(self.locale),
                ),
            )
        return int(found or 0)

    def quantity(self, name: str, text: str, label: str, *, places: int = _PLACES, signed: bool = False) -> str:
        """A decimal that has to be there, as quotes and billing take it."""
        found = self._figure(name, text, label, lambda: read_number(text, self.locale, places=places, signed=signed))
        if found is not None and self.most_quantity and not 0 < abs(found) <= self.most_quantity:
            most = number_text(Decimal(self.most_quantity), self.locale)
            self.miss(name, say("{label} must be more than 0 and at most {most}.", label=label, most=most))
        return format(found or 0, "f")

    def whole(self, name: str, text: str, label: str) -> int:
        """A whole number that has to be there."""
        return int(self._figure(name, text, label, lambda: read_number(text, self.locale, places=0)) or 0)

    def rate(self, name: str, text: str, label: str) -> str:
        """A percentage as the fraction that quotes and billing take; without one 0."""
        if not text:
            return "0"
        share = self._share(name, text, label)
        return format(share.scaleb(-2), "f") if share else "0"

    def reduction(self, name: str, text: str, label: str) -> dict[str, Any] | None:
        """A discount or deposit: a share where it has a percent sign, else an amount; None where it is empty."""
        if not text:
            return None
        if not is_percentage(text):
            return {"kind": "fixed", "value": self.money(name, text, label)}
        return {"kind": "percent", "value": self.percentage(name, text, label)}

    def percentage(self, name: str, text: str, label: str) -> str:
        """A percentage that has to be there, with its sign or without, in hundredths."""
        return format(self._share(name, text, label) or 0, "f")

    def day(self, name: str, text: str, label: str) -> str | None:
        """A calendar day; None where it is empty."""
        if not text:
            return None
        try:
            if _DAY.fullmatch(text):
                return date.fromisoformat(text).isoformat()
        except ValueError:
            pass
        self.miss(name, say("{label} is not a day. Write it like 2026-12-31.", label=label))
        return None

    def miss(self, name: str, message: str) -> None:
        """Notes what is wrong with the input called `name`."""
        self.errors.append(FieldError(field=name, message=message))

    def _share(self, name: str, text: str, label: str) -> Decimal | None:
        found: Decimal | None = self._figure(name, text, label, lambda: read_percent(text, self.locale, places=_PLACES))
        if found is not None and found > _ALL:
            self.miss(name, say("{label} can be at most 100%.", label=label))
        return found

    def _figure(self, name: str, text: str, label: str, read: Callable[[], Any]) -> Any:
        if not text:
            self.miss(name, say("Enter the {label}.", label=lower_first(label)))
            return None
        try:
            return read()
        except Illegible as problem:
            self.miss(name, say_each([label, problem.args[0]], " "))
            return None
