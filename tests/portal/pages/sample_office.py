"""Every page of the office and of the embedded mailbox, by a name that says its state."""

from dataclasses import replace

from services.portal.pages import appointment_views, dev_views, office_views
from services.portal.pages.rendering import Page
from services.portal.pages.views import Link
from tests.portal.pages.sample_appointments import WISH
from tests.portal.pages.sample_files import EMPTY, designed, fixed, group
from tests.portal.pages.sample_quotes import ACCEPTED_QUOTE, NEUTRAL, PLAIN_QUOTE, QUOTE, SHELL

NOTICES = (
    office_views.Notice(
        id="n2",
        title="Dana Whitfield accepted E-1001",
        text="Standard, $2,557.41. The deposit is next.",
        url="/office/estimates/1",
        at="2026-11-23T20:05:00Z",
    ),
    office_views.Notice(
        id="n1",
        title="New message on E-1001",
        text="Does this include the garage?",
        url="/office/estimates/1",
        at="2026-11-20T15:12:00Z",
        read=True,
    ),
)
FRAME = office_views.Frame(
    workspace_name="Evergreen Exteriors",
    user_name="Miguel Ortega",
    nav=(
        office_views.NavItem(name="Estimates", url="/office/estimates", current=True),
        office_views.NavItem(name="Customers", url="/office/customers"),
        office_views.NavItem(name="Notifications", url="/office/notifications"),
    ),
    unread=1,
    notices=NOTICES,
)
ROWS = tuple(
    office_views.EstimateRow(
        number=f"E-10{number:02}",
        kind="estimate",
        url=f"/office/estimates/{number}",
        customer_name=customer,
        title=title,
        status=status,
        total=total,
        currency="USD",
        updated_at="2026-11-23T20:05:00Z",
    )
    for number, customer, title, status, total in (
        (6, "Priya Raman", "Holiday lights, roofline and two maples", "draft", 184_000),
        (5, "Otto Lindqvist", "Driveway sealcoat", "sent", 132_050),
        (4, "Marisol Vega", "Lawn renovation", "viewed", 498_000),
        (3, "Grace Chen", "Fleet wash, 14 vans", "changes_requested", 96_600),
        (2, "Sam Okafor", "Roof moss treatment", "declined", 48_000),
        (1, "Dana Whitfield", "Whole-house exterior wash and gutter cleaning", "accepted", 255_741),
    )
)
HISTORY = (
    office_views.HistoryLine(
        at="2026-11-23T20:05:00Z", what="Accepted and signed", who="Dana Whitfield", source="203.0.113.7"
    ),
    office_views.HistoryLine(at="2026-11-23T19:58:00Z", what="Viewed", who="Dana Whitfield", source="203.0.113.7"),
    office_views.HistoryLine(at="2026-11-20T14:00:00Z", what="Sent by email", who="Miguel Ortega", source="Office"),
    office_views.HistoryLine(at="2026-11-20T13:55:00Z", what="Version 2 made", who="Miguel Ortega", source="Office"),
)
SEAL: office_views.SealState = {
    "document_id": "0198f000-0000-7000-8000-0000000000d1",
    "sealed_at": "2026-11-23T20:05:02.000000Z",
    "sha256": "a7" * 32,
    "failure": None,
}
EVIDENCE: office_views.Evidence = {
    "intact": True,
    "lines": 6,
    "erased": 0,
    "problems": [],
    "unread": [],
    "document": SEAL,
}
BROKEN: office_views.Evidence = {
    "intact": False,
    "lines": 6,
    "erased": 0,
    "problems": [{"place": "line 3", "reason": "what it says is not what its hash was made of"}],
    "unread": ["sealed document"],
    "document": {**SEAL, "sealed_at": None, "sha256": None, "failure": "seal_key_missing"},
}
SENDING = office_views.SendDialog(
    kind="proposal",
    channel="email",
    problem=office_views.SendProblem(
        category="missing_contact",
        title="The customer cannot be reached that way",
        sentence="There is no email address on file for Dana Whitfield. Add one to the customer, then send it again.",
    ),
)
APPOINTMENT = appointment_views.OfficeAppointment(
    starts_at="2026-12-03T15:00:00.000000Z",
    ends_at="2026-12-03T18:00:00.000000Z",
    action="/office/estimates/1/jobs/2/appointment",
    date="2026-12-03",
    start="09:00",
    end="12:00",
)
JOB = office_views.JobSummary(number="Whole-house exterior wash", status="scheduled", appointment=APPOINTMENT)
ESTIMATE = office_views.EstimatePage(
    shell=SHELL,
    frame=FRAME,
    quote=ACCEPTED_QUOTE,
    link="https://portal.example/quote/Zk3v9Q0qT1wXy2bR8uLmNA",
    preview_url="/quote/Zk3v9Q0qT1wXy2bR8uLmNA",
    note_action="/office/estimates/1/notes",
    revoke_action="/office/estimates/1/links/revoke",
    customer_email="dana@example.com",
    customer_phone="+16125550177",
    versions=(
        office_views.Version(number=2, at="2026-11-20T13:55:00Z", who="Miguel Ortega", current=True),
        office_views.Version(number=1, at="2026-11-19T10:00:00Z", who="Miguel Ortega"),
    ),
    history=HISTORY,
    evidence=EVIDENCE,
    job=JOB,
    invoices=(
        office_views.InvoiceSummary(number="INV-2001", status="paid", currency="USD", total=76_722, paid=76_722),
    ),
)
ENTRY = dev_views.MailboxEntry(
    id="1",
    channel="email",
    recipient="dana@example.com",
    subject="Your proposal from Evergreen Exteriors",
    at="2026-11-20T14:00:00Z",
)
SMS = replace(ENTRY, id="2", channel="sms", recipient="+16125550177", subject="Your sign-in code")

OFFICE_PAGES: dict[str, tuple[str, Page]] = {
    "office-login": (
        "office/login.html",
        office_views.LoginPage(
            shell=NEUTRAL, email="miguel@evergreen.example", problem="That email and password do not match."
        ),
    ),
    "office-login-to-one-of-several": (
        "office/login.html",
        office_views.LoginPage(shell=NEUTRAL, problem="Say which one.", workspaces=("evergreen", "another")),
    ),
    "office-estimates": (
        "office/estimates.html",
        office_views.EstimatesPage(shell=SHELL, frame=FRAME, rows=ROWS, older_url="?after=x", newest_url="?"),
    ),
    "office-estimates-empty": ("office/estimates.html", office_views.EstimatesPage(shell=SHELL, frame=FRAME, rows=())),
    "office-estimate": ("office/estimate.html", ESTIMATE),
    "office-estimate-sent": (
        "office/estimate.html",
        replace(ESTIMATE, quote=QUOTE, send_action="/office/estimates/1/send", sending=SENDING, job=None, invoices=()),
    ),
    "office-estimate-draft": (
        "office/estimate.html",
        office_views.EstimatePage(shell=NEUTRAL, frame=replace(FRAME, unread=0, notices=()), quote=PLAIN_QUOTE),
    ),
    "office-estimate-tampered-with": ("office/estimate.html", replace(ESTIMATE, evidence=BROKEN)),
    **{
        f"office-estimate-job-{state}": (
            "office/estimate.html",
            replace(ESTIMATE, job=replace(JOB, appointment=appointment), told=office_views.Told(topic="appointment")),
        )
        for state, appointment in (
            ("unscheduled", appointment_views.OfficeAppointment(action="/office/estimates/1/jobs/2/appointment")),
            ("asked", replace(APPOINTMENT, wish=WISH)),
            ("called-off", replace(APPOINTMENT, called_off=True)),
            ("to-look-at", replace(APPOINTMENT, action=None)),
            ("away", None),
        )
    },
    "office-estimate-answered": (
        "office/estimate.html",
        replace(ESTIMATE, told=office_views.Told(topic="answer")),
    ),
    "office-estimate-answered-without-mail": (
        "office/estimate.html",
        replace(
            ESTIMATE,
            customer_email=None,
            told=office_views.Told(topic="answer", reason=office_views.NOT_MAILED["missing_contact"]),
        ),
    ),
    "office-estimate-with-files": (
        "office/estimate.html",
        replace(
            ESTIMATE,
            attachments=(
                group("/office/estimates/1/attachments"),
                replace(EMPTY, action="/office/estimates/1/jobs/2/attachments"),
            ),
        ),
    ),
    "office-estimate-of-holiday-lights": (
        "office/estimate.html",
        replace(
            ESTIMATE,
            quote=QUOTE,
            send_action="/office/estimates/1/send",
            sending=SENDING,
            attachments=(
                designed(group("/office/estimates/1/attachments")),
                designed(replace(group(None, name="seen"), title="The same, to look at")),
            ),
            link_warning="Holiday lights are off in your portal, so the link of this record opens nothing yet.",
        ),
    ),
    "office-estimate-with-files-to-look-at": (
        "office/estimate.html",
        replace(ESTIMATE, attachments=(group(None), EMPTY)),
    ),
    "office-estimate-with-files-that-stay": (
        "office/estimate.html",
        replace(ESTIMATE, attachments=(fixed(group("/office/estimates/1/attachments")),)),
    ),
    "office-notifications": (
        "office/notifications.html",
        office_views.NotificationsPage(
            shell=SHELL, frame=FRAME, notices=NOTICES, older_url="?after=x", read_action="/office/notifications/read"
        ),
    ),
    "office-notifications-empty": (
        "office/notifications.html",
        office_views.NotificationsPage(shell=SHELL, frame=FRAME, notices=()),
    ),
    "dev-mailbox": ("dev/mailbox.html", dev_views.MailboxPage(shell=NEUTRAL, entries=(ENTRY, SMS))),
    "dev-mailbox-empty": ("dev/mailbox.html", dev_views.MailboxPage(shell=NEUTRAL, entries=())),
    "dev-message": (
        "dev/message.html",
        dev_views.MessagePage(
            shell=NEUTRAL,
            entry=ENTRY,
            sender="Evergreen Exteriors <hello@evergreen.example>",
            text="Hello Dana,\n\nyour proposal is ready: https://portal.example/quote/sample\n\nEvergreen Exteriors",
            has_html=True,
            attachments=("proposal.pdf",),
        ),
    ),
    "dev-front": (
        "dev/front.html",
        dev_views.FrontPage(shell=NEUTRAL, portals=(Link(name="Evergreen", url="/portal/evergreen"),)),
    ),
    "dev-sms": ("dev/message.html", dev_views.MessagePage(shell=NEUTRAL, entry=SMS, sender="+16125550100", text="1")),
}
