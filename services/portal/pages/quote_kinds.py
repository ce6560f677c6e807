"""The kinds of an offer's page: their names, and in which order each shows the parts of the offer."""

from collections.abc import Sequence
from typing import Literal

from services.portal.pages.views import Link
from shared.words import say

Kind = Literal["estimate", "proposal", "maintenance", "holiday"]
KINDS = {
    "estimate": say("Estimate"),
    "proposal": say("Proposal"),
    "maintenance": say("Maintenance plan"),
    "holiday": say("Holiday lights design"),
}
_WITHIN = {
    "estimate": say("estimate"),
    "proposal": say("proposal"),
    "maintenance": say("maintenance plan"),
    "holiday": say("holiday lights design"),
}
_TABS = {
    "proposal": (say("Packages"), "packages"),
    "maintenance": (say("Maintenance plans"), "plans"),
    "estimate": (say("Work"), "work"),
    "holiday": (say("The design"), "design"),
}
_CHOICES = "packages", "plans", "extras"
_PARTS: dict[Kind, Sequence[str]] = {
    "estimate": ("lines", *_CHOICES, "design"),
    "proposal": (*_CHOICES, "lines", "design"),
    "maintenance": ("plans", "packages", "extras", "lines", "design"),
    "holiday": ("design", *_CHOICES, "lines"),
}


def kind_name(kind: Kind) -> str:
    """Name the document as its reader would."""
    return KINDS[kind]


def kind_within(kind: Kind) -> str:
    """The same within a sentence."""
    return _WITHIN[kind]


def parts_of(kind: Kind) -> Sequence[str]:
    """The parts of an offer, by their templates: what the reader was sent to see comes first."""
    return _PARTS[kind]


def tabs_of(kind: Kind, views: Sequence[Kind]) -> list[Link]:
    """The way to each part, the one that comes first ahead; none where there is little to find a way in."""
    if len(views) == 1 or not {"maintenance", "holiday"} & set(views):
        return []
    ordered = [kind, *(view for view in views if view != kind)]
    return [Link(name=_TABS[view][0], url=f"#{_TABS[view][1]}") for view in ordered]
