"""As what a record is shown: an estimate, a proposal, a maintenance offer or a holiday design. Only this file decides it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["estimate", "proposal", "maintenance", "holiday"]
HOLIDAY_LIGHTS = "holiday_lights"
"""The one record type with a design to look at."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a record offers now, as far as its kind depends on that: lines common to all, packages, maintenance plans.

    With a `design` it is of the record type that has one.
    """

    lines: bool
    packages: bool
    plans: bool
    design: bool = False

    @property
    def kind(self) -> Kind:
        """What the record is: packages make it a proposal, plans without packages a maintenance offer."""
        return self.views[0]

    @property
    def views(self) -> tuple[Kind, ...]:
        """As what it can be shown, its own kind first; the design last, as it is not what is sold."""
        offered: tuple[tuple[Kind, bool], ...] = (
            ("proposal", self.packages),
            ("maintenance", self.plans),
            ("estimate", self.lines or not (self.packages or self.plans)),
            ("holiday", self.design),
        )
        return tuple(kind for kind, there in offered if there)

    def opened_as(self, *asked: str | None) -> Kind:
        """As what it is shown to somebody who asked for these, the weightiest first: for what is not offered nobody can."""
        return next((kind for wanted in asked for kind in self.views if kind == wanted), self.kind)

    def linked_as(self, *asked: str | None) -> Kind:
        """As what a new link shows it: one that has become more than a plain estimate is not linked as that again."""
        return self.opened_as(*(wanted for wanted in asked if wanted != "estimate"))


def contents_of(document: Mapping[str, Any]) -> Contents:
    """The contents of a version's document."""
    lines, packages, plans = (bool(document[part]) for part in ("line_items", "options", "maintenance_plans"))
    return Contents(lines, packages, plans, design=document["record_type"] == HOLIDAY_LIGHTS)
