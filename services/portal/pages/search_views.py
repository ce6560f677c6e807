"""What the console's page of a search is given."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.portal.pages.office_views import Frame
from services.portal.pages.views import Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One record that was found, and what tells it from others."""

    name: str
    about: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What was found among the records of one kind. `all_url` leads to the rest where there is more, and a list that finds."""

    title: str
    icon: str
    hits: Sequence[Hit]
    more: bool = False
    all_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """`office/search.html`; `away` are the kinds that cannot be searched now."""

    shell: Shell
    frame: Frame
    query: str
    found: Sequence[Hits]
    away: Sequence[str] = ()
