"""What the console's pages of leads are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from services.portal.pages.office_views import Frame
from services.portal.pages.tones import Tone
from services.portal.pages.views import Link, Shell
from shared.words import say

STAGES: Mapping[str, str] = MappingProxyType(
    {"new": say("New"), "contacted": say("Contacted"), "quoted": say("Quoted"), "won": say("Won"), "lost": say("Lost")}
)
"""The parts of the pipeline, in order, by what quotes calls them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """How long is left to answer somebody, in words, and how urgent that is."""

    words: str
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadCard:
    """One lead. `move_action` takes a POST of `status`, one of the `moves`; `quote_action` an empty one.

    Once there is an estimate, `estimate_url` leads to it.
    """

    id: str
    name: str
    url: str
    status: str
    at: str
    services: Sequence[str] = ()
    email: str = ""
    phone: str = ""
    address: str = ""
    notes: str = ""
    code: str = ""
    clock: Clock | None = None
    answered_at: str | None = None
    moves: Sequence[tuple[str, str]] = ()
    move_action: str | None = None
    quote_action: str | None = None
    estimate_url: str | None = None
    customer_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadColumn:
    """One part of the pipeline. `count` is how many are in it, as far as was counted; `all_url` leads to the rest."""

    status: str
    name: str
    count: str
    cards: Sequence[LeadCard]
    all_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadsPage:
    """`office/leads.html`: the pipeline, or one part of it. `source` is carried along by its forms."""

    shell: Shell
    frame: Frame
    columns: Sequence[LeadColumn]
    filters: Sequence[tuple[Link, bool]]
    source: str = ""
    part: str = ""
    is_off: bool = False
    whole_url: str | None = None
    older_url: str | None = None
    newest_url: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any(column.cards for column in self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadLine:
    """What became of a lead, by whom and when."""

    text: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadPhoto:
    """A photo that came with the request: {url}/file and {url}/thumbnail show it."""

    url: str
    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadPage:
    """`office/lead.html`: one lead with its history, newest first."""

    shell: Shell
    frame: Frame
    lead: LeadCard
    history: Sequence[LeadLine]
    back: Link
    photos: Sequence[LeadPhoto] = ()
