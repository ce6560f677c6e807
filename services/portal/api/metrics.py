"""What the portal has brought about, by month and by the channel through which people came."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from services.portal.api.identity import StaffDep
from services.portal.domain.metric import Tally
from services.portal.domain.metric_months import COUNTS, Figures, Month, by_channel, by_month, read_months, together
from services.portal.queries.metrics import figures_of
from services.portal.queries.workspaces import get_workspace
from shared.clock import time_zone, utc_now
from shared.database.session import Session
from shared.money import Money
from shared.web.caller import Member
from shared.web.unit_of_work import Reading, UnitOfWorkRoute

router = APIRouter(prefix="/api/v1/metrics", route_class=UnitOfWorkRoute, tags=["metrics"])

_MONTH = r"^\d{4}-\d{2}(-\d{2})?$"
From = Annotated[str | None, Query(alias="from", pattern=_MONTH, description="A month, or a day of it.")]
To = Annotated[str | None, Query(alias="to", pattern=_MONTH, description="The last month, included; this one without.")]


class Amount(BaseModel):
    """Money, in minor units of its currency."""

    currency: str
    total: int


class MetricFigures(BaseModel):
    """Robots, previews and the office itself are never counted."""

    page_views: int
    estimate_requests: int
    proposals_viewed: int
    proposals_accepted: int
    accepted_totals: list[Amount]
    payments: int = Field(description="By the portal; what the office takes by hand is not among them.")
    payment_totals: list[Amount]
    reviews: int
    referrals: int
    conversion: Decimal | None = Field(
        description="The share of the proposals viewed that was accepted, then or since."
    )
    seconds_to_accept: int | None = Field(description="From the first sending to the signature, on average.")


class ChannelFigures(MetricFigures):
    """Those who came by one channel."""

    channel: str


class MonthFigures(BaseModel):
    """One month by the workspace's clocks: all of it, and channel by channel."""

    month: str
    total: MetricFigures
    channels: list[ChannelFigures]


class PortalMetrics(BaseModel):
    """All months asked for, those in which nothing happened included; and all of them together."""

    time_zone: str
    total: MetricFigures
    channels: list[ChannelFigures]
    months: list[MonthFigures]


@router.get("/portal", name="read_portal_metrics")
def portal(staff: StaffDep, session: Reading, since: From = None, until: To = None) -> PortalMetrics:
    """Without months, those of the last year."""
    months, tally = _asked(session, staff, since, until)
    return PortalMetrics(
        time_zone=get_workspace(session, staff.workspace).time_zone,
        total=MetricFigures(**_values(together(tally))),
        channels=[ChannelFigures(channel=name, **_values(one)) for name, one in by_channel(tally).items()],
        months=[_month(month) for month in by_month(tally, months)],
    )


@router.get(
    "/portal/export.csv",
    name="export_portal_metrics",
    response_class=Response,
    responses={200: {"content": {"text/csv": {}}}},
)
def export(staff: StaffDep, session: Reading, since: From = None, until: To = None) -> Response:
    """A line for each month and channel."""
    months, tally = _asked(session, staff, since, until)
    return table(by_month(tally, months), get_workspace(session, staff.workspace).currency)


def table(months: list[Month], currency: str) -> Response:
    """The months as a file for spreadsheets; amounts are those of `currency`, in whole units of it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("month", "channel", *COUNTS, "accepted_total", "payment_total", "currency", *_FOLLOWING))
    for month in months:
        for channel, figures in month.channels.items():
            writer.writerow((month.month, channel, *_line(figures, currency)))
    headers = {"Content-Disposition": 'attachment; filename="portal-metrics.csv"'}
    return Response(text.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


_FOLLOWING = ("conversion", "hours_to_accept")


def _line(figures: Figures, currency: str) -> Iterator[str]:
    yield from (str(figures.counts[name]) for name in COUNTS)
    yield from (str(Money(money[currency], currency).decimal()) for money in (figures.accepted, figures.paid))
    yield currency
    yield "" if figures.conversion is None else str(figures.conversion)
    seconds = figures.seconds_to_accept
    yield "" if seconds is None else f"{seconds / 3600:.1f}"


def _asked(session: Session, staff: Member, since: str | None, until: str | None) -> tuple[list[str], Tally]:
    zone = time_zone(get_workspace(session, staff.workspace).time_zone)
    months = read_months(since, until, now=utc_now(), zone=zone)
    return months, figures_of(session, staff.workspace, months[0], months[-1])


def _month(month: Month) -> MonthFigures:
    return MonthFigures(
        month=month.month,
        total=MetricFigures(**_values(month.total)),
        channels=[ChannelFigures(channel=name, **_values(one)) for name, one in month.channels.items()],
    )


def _values(figures: Figures) -> dict[str, object]:
    return {
        **{name: figures.counts[name] for name in COUNTS},
        "accepted_totals": [Amount(currency=code, total=total) for code, total in sorted(figures.accepted.items())],
        "payment_totals": [Amount(currency=code, total=total) for code, total in sorted(figures.paid.items())],
        "conversion": figures.conversion,
        "seconds_to_accept": figures.seconds_to_accept,
    }
