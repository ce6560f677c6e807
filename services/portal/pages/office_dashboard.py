"""The console's first page: what waits for somebody, and what the portal has brought about."""

import asyncio
from datetime import date
from typing import Any

from babel.dates import format_date
from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from services.portal.api.metrics import table
from services.portal.domain.metric import Tally
from services.portal.domain.metric_months import Figures, Month, by_channel, by_month, read_months
from services.portal.domain.staff import Staff
from services.portal.pages.answers import page, shell
from services.portal.pages.attention import matters
from services.portal.pages.charts import LineChart, Value, count_chart
from services.portal.pages.dashboard_views import ChannelRow, Compared, DashboardPage
from services.portal.pages.office import frame_of
from services.portal.pages.office_first_steps import first_steps
from services.portal.pages.office_sessions import OfficeDep, caller_of, may_edit
from services.portal.pages.opened import dressed, services
from services.portal.pages.places import LOOK
from services.portal.pages.profiles import Profile
from services.portal.pages.views import Link
from services.portal.queries.metrics import figures_of
from shared.clock import time_zone, utc_now
from shared.money import Money
from shared.words import say

router = APIRouter(include_in_schema=False)

_CHARTS = (
    ("page_views", say("Page views")),
    ("estimate_requests", say("Estimate requests")),
    ("proposals_accepted", say("Proposals accepted")),
    ("payments", say("Payments")),
)
_COUNTED = (
    *_CHARTS[:2],
    ("proposals_viewed", say("Proposals viewed")),
    *_CHARTS[2:],
    ("reviews", say("Reviews")),
    ("referrals", say("Referrals")),
)
_CHANNELS = {
    "direct": say("Directly"),
    "qr": say("QR code"),
    "qr-card": say("QR code on a card"),
    "qr-door": say("QR code on a door hanger"),
    "qr-sign": say("QR code on a yard sign"),
    "estimate-email": say("Estimate email"),
    "invoice-email": say("Invoice email"),
    "email": say("Email"),
    "sms": say("Text message"),
    "follow-up": say("Follow-up"),
    "referral": say("Referral"),
}
_HOUR, _DAYS = 3600, 48
_NONE = say("none yet")


@router.api_route("/office", methods=LOOK)
async def dashboard(request: Request, staff: OfficeDep, steps: str = "") -> Response:
    """Nothing of it is missing because a service is away but that service's own part."""
    profile = await dressed(request, staff.workspace_id)
    months, tally = await run_in_threadpool(_figures, request, staff, profile)
    (waiting, away), frame, begun = await asyncio.gather(
        matters(services(request), caller_of(request, staff)),
        frame_of(request, staff),
        first_steps(request, staff, asked=bool(steps)),
    )
    this, last = months[-1], months[-2]
    mine = {cell: sums for cell, sums in tally.items() if cell.month == this.month}
    content = DashboardPage(
        shell=shell(request),
        frame=frame,
        month=_name(this, profile.locale, "MMMM y"),
        matters=waiting,
        away=away,
        compared=_compared(this.total, last.total, profile),
        charts=[_chart(name, title, months, profile.locale) for name, title in _CHARTS] if tally else (),
        columns=[title for _, title in _CHARTS],
        channels=[
            ChannelRow(name=_CHANNELS[channel], figures=[one.counts[name] for name, _ in _CHARTS])
            for channel, one in by_channel(mine).items()
        ],
        first_steps=begun,
        quick=_quick(profile, may_change=may_edit(staff), begun=begun is not None),
    )
    return page("office/dashboard.html", content)


@router.api_route("/office/metrics.csv", methods=LOOK)
async def export(request: Request, staff: OfficeDep) -> Response:
    """A line for each month and channel of the last year, for spreadsheets."""
    profile = await dressed(request, staff.workspace_id)
    months, _ = await run_in_threadpool(_figures, request, staff, profile)
    return table(months, profile.currency)


def _figures(request: Request, staff: Staff, profile: Profile) -> tuple[list[Month], Tally]:
    months = read_months(None, None, now=utc_now(), zone=time_zone(profile.time_zone))
    with request.app.state.context.database.read() as session:
        tally = figures_of(session, staff.workspace_id, months[0], months[-1])
    return by_month(tally, months), tally


def _compared(this: Figures, last: Figures, profile: Profile) -> list[Compared]:
    rows = [Compared(name=title, now=str(this.counts[name]), before=str(last.counts[name])) for name, title in _COUNTED]
    ways: tuple[tuple[str, Any], ...] = (
        (say("Paid by the portal"), lambda one: _sum(one, profile)),
        (say("Of those viewed, accepted"), _conversion),
        (say("Time to accept"), _time_to_accept),
    )
    return rows + [Compared(name=name, now=told(this), before=told(last)) for name, told in ways]


def _sum(figures: Figures, profile: Profile) -> str:
    paid = figures.paid or {profile.currency: 0}
    return ", ".join(Money(total, code).format(profile.locale) for code, total in sorted(paid.items()))


def _conversion(figures: Figures) -> str:
    return _NONE if figures.conversion is None else f"{round(figures.conversion * 100)} %"


def _time_to_accept(figures: Figures) -> str:
    seconds = figures.seconds_to_accept
    if seconds is None:
        return _NONE
    hours = seconds / _HOUR
    return say("{hours} hours", hours=f"{hours:.1f}") if hours < _DAYS else say("{days} days", days=f"{hours / 24:.1f}")


def _chart(name: str, title: str, months: list[Month], locale: str) -> LineChart:
    values = [
        Value(
            _name(month, locale, "MMM"),
            month.total.counts[name],
            f"{_name(month, locale, 'MMMM y')}: {month.total.counts[name]}",
        )
        for month in months
    ]
    return count_chart(say("{title} per month", title=title), values)


def _name(month: Month, locale: str, form: str) -> str:
    return format_date(date.fromisoformat(f"{month.month}-01"), form, locale=locale.replace("-", "_"))


def _quick(profile: Profile, *, may_change: bool, begun: bool) -> list[Link]:
    look = [
        Link(name=say("View your portal"), url=profile.business.home_url, icon="house"),
        Link(name=say("QR codes"), url="/office/settings/codes", icon="download"),
    ]
    make = [
        Link(name=say("New estimate"), url="/office/estimates/new", icon="file-text"),
        Link(name=say("New invoice"), url="/office/invoices/new", icon="credit-card"),
        Link(name=say("New customer"), url="/office/customers/new", icon="user"),
    ]
    start = [] if begun else [Link(name=say("First steps"), url="/office?steps=1", icon="lightbulb")]
    return [*make, *look, *start] if may_change else look
