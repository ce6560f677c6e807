"""The console's dashboard, jobs, calendar, messages and explanations, by a name that says their state."""

from dataclasses import replace
from datetime import date, timedelta

from services.portal.pages import dashboard_views, job_views, message_views, search_views, why_views
from services.portal.pages.charts import Value, count_chart
from services.portal.pages.first_steps_views import FirstSteps, StepLine
from services.portal.pages.office_views import NavItem
from services.portal.pages.rendering import Page
from services.portal.pages.views import Link
from tests.portal.pages.sample_office import FRAME
from tests.portal.pages.sample_quotes import NEUTRAL, SHELL

NAMES = ("Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov")
COUNTS = (12, 14, 20, 41, 38, 64, 71, 105, 103, 142, 166, 117)
CHART = count_chart(
    "Page views per month",
    [Value(name, count, f"{name}: {count}") for name, count in zip(NAMES, COUNTS, strict=True)],
)
FIRST_STEPS = FirstSteps(
    lines=(
        StepLine(title="Your logo and colour", about="They dress your portal.", done=True),
        StepLine(
            title="What you offer",
            about="Customers choose from it.",
            done=False,
            ways=(Link(name="Name your services", url="/office/settings/services"),),
        ),
        StepLine(title="Your first customer", about="The last step makes one of you.", done=None),
        StepLine(
            title="Send yourself a proposal",
            about="A sample to look at.",
            done=False,
            ways=(Link(name="Write one of your own", url="/office/estimates/new"),),
            sample_action="/office/first-steps/sample",
        ),
    )
)
DASHBOARD = dashboard_views.DashboardPage(
    shell=SHELL,
    frame=FRAME,
    month="November 2026",
    matters=[
        dashboard_views.Matter(
            title="Leads that wait for longer than the hour",
            url="/office/leads?status=new",
            count=2,
            some=[Link(name="Priya Raman", url="/office/leads/1"), Link(name="Otto Lindqvist", url="/office/leads/2")],
        ),
        dashboard_views.Matter(title="Invoices overdue", url="/office/invoices?state=overdue", count=100, more=True),
    ],
    away=("Reviews",),
    compared=[
        dashboard_views.Compared(name="Page views", now="117", before="166"),
        dashboard_views.Compared(name="Paid by the portal", now="$12,500.00", before="$9,870.00"),
    ],
    charts=[CHART, replace(CHART, title="Payments per month")],
    columns=("Page views", "Estimate requests", "Proposals accepted", "Payments"),
    channels=[
        dashboard_views.ChannelRow(name="Directly", figures=(70, 4, 1, 0)),
        dashboard_views.ChannelRow(name="QR code on a door hanger", figures=(47, 2, 1, 1)),
    ],
    quick=[Link(name="New estimate", url="/office/estimates/new", icon="file-text")],
)
JOB = job_views.JobRow(
    number="E-1001",
    title="Whole-house exterior wash and gutter cleaning",
    customer="Dana Whitfield",
    status="scheduled",
    total=255_741,
    currency="USD",
    url="/office/estimates/1#appointment",
    starts_at="2026-12-04T14:00:00Z",
    ends_at="2026-12-04T16:00:00Z",
)
PARTS = (
    NavItem(name="All", url="/office/jobs", current=True),
    NavItem(name="To be scheduled", url="/office/jobs?status=unscheduled"),
)
JOBS = job_views.JobsPage(
    shell=SHELL,
    frame=FRAME,
    rows=[JOB, replace(JOB, status="unscheduled", starts_at=None, ends_at=None)],
    parts=PARTS,
    older_url="/office/jobs?cursor=1",
)
FRIDAY = date(2026, 12, 4)
MONTH = job_views.CalendarPage(
    shell=SHELL,
    frame=FRAME,
    title="December 2026",
    view="month",
    days=[
        job_views.CalendarDay(
            day=one, jobs=[JOB, JOB] if one == FRIDAY else (), is_today=one == FRIDAY, outside=one.month != FRIDAY.month
        )
        for one in (date(2026, 11, 29) + timedelta(days=number) for number in range(35))
    ],
    names=("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"),
    views=(NavItem(name="Week", url="?view=week"), NavItem(name="Month", url="?view=month", current=True)),
    before_url="?day=2026-11-30",
    today_url="?",
    after_url="?day=2027-01-01",
)
MESSAGES = message_views.MessagesPage(
    shell=SHELL,
    frame=FRAME,
    rows=[
        message_views.MessageRow(
            name="Estimate sent",
            to="the customer",
            by="dana.whitfield@example.com",
            status="sent",
            at="2026-11-23T20:05:00Z",
            why_url="/office/why/1",
            url="/office/estimates/1",
        ),
        message_views.MessageRow(
            name="Follow-up after the job",
            to="the customer",
            by="nobody@example.com",
            status="failed",
            at="2026-11-23T20:05:00Z",
            why_url="/office/why/2",
            reason=message_views.REASONS["address_refused"],
            retry_action="/office/messages/2/retry",
        ),
    ],
    parts=PARTS,
    problem="This message may have arrived.",
)
WHY = why_views.WhyPage(
    shell=SHELL,
    frame=FRAME,
    chains=[
        why_views.WhyChain(
            request="0198f000-0000-7000-8000-0000000000f1",
            steps=[
                why_views.WhyStep(name="Estimate requested", by="portal", at="2026-11-23T20:05:00Z"),
                why_views.WhyStep(name="Message queued", by="notifications", at="2026-11-23T20:05:01Z"),
            ],
        )
    ],
    away=("billing",),
    command="porchlight events explain 0198f000-0000-7000-8000-0000000000f1",
)
SEARCH = search_views.SearchPage(
    shell=SHELL,
    frame=replace(FRAME, searching=True),
    query="dana",
    found=[
        search_views.Hits(
            title="Customers",
            icon="user",
            hits=[
                search_views.Hit(name="Dana Whitfield", about="dana.whitfield@example.com", url="/office/customers/1")
            ],
            more=True,
            all_url="/office/customers?q=dana",
        ),
        search_views.Hits(
            title="Jobs",
            icon="briefcase",
            hits=[search_views.Hit(name="E-1001 House wash", about="Dana Whitfield", url="/office/estimates/1")],
            more=True,
        ),
    ],
    away=("Invoices",),
)
CONSOLE_PAGES: dict[str, tuple[str, Page]] = {
    "dashboard": ("office/dashboard.html", DASHBOARD),
    "dashboard-empty": (
        "office/dashboard.html",
        replace(DASHBOARD, shell=NEUTRAL, matters=(), away=(), charts=(), channels=()),
    ),
    "dashboard-of-a-new-business": ("office/dashboard.html", replace(DASHBOARD, first_steps=FIRST_STEPS)),
    "jobs": ("office/jobs.html", JOBS),
    "jobs-empty": ("office/jobs.html", replace(JOBS, rows=(), older_url=None)),
    "calendar-month": ("office/calendar.html", MONTH),
    "calendar-week": ("office/calendar.html", replace(MONTH, view="week", days=MONTH.days[:7])),
    "messages": ("office/messages.html", MESSAGES),
    "messages-empty": ("office/messages.html", replace(MESSAGES, rows=(), problem=None)),
    "search": ("office/search.html", SEARCH),
    "search-nothing": ("office/search.html", replace(SEARCH, found=(), away=())),
    "search-empty": ("office/search.html", replace(SEARCH, query="", found=(), away=())),
    "why": ("office/why.html", WHY),
    "why-unknown": ("office/why.html", replace(WHY, chains=(), away=())),
}
