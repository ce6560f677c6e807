"""What the console's first page is given."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.portal.pages.charts import LineChart
from services.portal.pages.first_steps_views import FirstSteps
from services.portal.pages.office_views import Frame
from services.portal.pages.views import Link, Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something that waits for somebody: how many of it, and where to see to it; some of them by name."""

    title: str
    url: str
    count: int
    more: bool = False
    """Whether there are more than were counted."""
    some: Sequence[Link] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A figure of this month beside the last one's, as they are written."""

    name: str
    now: str
    before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRow:
    """What came by one channel this month."""

    name: str
    figures: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class DashboardPage:
    """`office/dashboard.html`. `away` are what cannot be told now; without `charts` nothing was ever counted."""

    shell: Shell
    frame: Frame
    month: str
    matters: Sequence[Matter]
    away: Sequence[str]
    compared: Sequence[Compared]
    charts: Sequence[LineChart] = ()
    columns: Sequence[str] = ()
    channels: Sequence[ChannelRow] = ()
    quick: Sequence[Link] = field(default=())
    first_steps: FirstSteps | None = None
    export_url: str = "/office/metrics.csv"
