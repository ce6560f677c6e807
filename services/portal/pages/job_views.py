"""What the console's pages of jobs are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.portal.pages.office_views import Frame, NavItem
from services.portal.pages.views import Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow:
    """A job in a list or in a calendar; what is done with it is done at its estimate, where `url` leads."""

    number: str
    title: str
    customer: str
    status: str
    total: int
    currency: str
    url: str
    starts_at: str | None = None
    ends_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """One day; `outside` the month that is shown there is nothing to see of it."""

    day: date
    jobs: Sequence[JobRow]
    is_today: bool
    outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JobsPage:
    """`office/jobs.html`: the list, part by part."""

    shell: Shell
    frame: Frame
    rows: Sequence[JobRow]
    parts: Sequence[NavItem]
    calendar_url: str = "/office/jobs/calendar"
    older_url: str | None = None
    newest_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPage:
    """`office/calendar.html`: the appointments of a week or of a month, day by day."""

    shell: Shell
    frame: Frame
    title: str
    view: str
    days: Sequence[CalendarDay]
    names: Sequence[str]
    """The days of the week, in the order in which they are shown."""
    views: Sequence[NavItem]
    before_url: str
    today_url: str
    after_url: str
    list_url: str = "/office/jobs"
