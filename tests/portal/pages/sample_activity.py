"""The page of who changed what, by a name that says its state."""

from dataclasses import replace
from datetime import UTC, datetime

from services.portal.domain.activity import KINDS
from services.portal.pages.activity_views import ActivityLine, ActivityPage, ChangeLine
from services.portal.pages.rendering import Page
from tests.portal.pages.sample_office import FRAME
from tests.portal.pages.sample_quotes import SHELL
from tests.portal.pages.sample_settings import SECTIONS

SENT = ActivityLine(
    who="olivia",
    by_program=False,
    at=datetime(2026, 11, 3, 15, 5, tzinfo=UTC),
    kind="Estimates",
    words="Sent",
    unclear=False,
    subject="estimate E-1001",
    url="/office/estimates/1",
    changes=(),
)
ACTIVITY = ActivityPage(
    shell=SHELL,
    frame=FRAME,
    sections=SECTIONS,
    lines=(
        SENT,
        replace(SENT, who="Accounting", by_program=True, kind="Invoices", words="Refunded a payment", unclear=True),
        replace(
            SENT,
            kind="Settings",
            words="Changed",
            subject="",
            url=None,
            changes=(
                ChangeLine(field="Privacy", before="standard", after="strict", told=True),
                ChangeLine(field="Contact phone", before="+12125550100", after=None, told=True),
                ChangeLine(field="Password", before=None, after=None, told=False),
            ),
        ),
    ),
    kinds=tuple(KINDS.items()),
    people=(("1", "Accounting"), ("2", "olivia")),
    kind="settings",
    older_url="/older",
)
ACTIVITY_PAGES: dict[str, tuple[str, Page]] = {
    "settings-activity": ("office/settings_activity.html", ACTIVITY),
    "settings-activity-none": ("office/settings_activity.html", replace(ACTIVITY, lines=(), kind="", older_url=None)),
    "settings-activity-of-owners": ("office/settings_activity.html", replace(ACTIVITY, lines=(), is_owner=False)),
}
