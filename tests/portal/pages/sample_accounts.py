"""The pages of customers who sign in, by a name that says their state."""

from dataclasses import replace

from services.portal.pages import account_views, login_views
from services.portal.pages.pay_views import InvoiceFigures, ReceiptLine
from services.portal.pages.referral_views import Sum
from services.portal.pages.rendering import Page
from services.portal.pages.views import FieldError
from tests.portal.pages.sample_quotes import NEUTRAL, SHELL

_LOGIN = "/customer/login"
FIGURES = InvoiceFigures(
    lines=[ReceiptLine(description="Windows", quantity="12", amount=18_000)],
    subtotal=18_000,
    discount=1_000,
    tax=1_485,
    total=18_485,
    paid=8_485,
    balance=10_000,
)
LOGIN = login_views.LoginPage(shell=SHELL, nonce="view-nonce", action=_LOGIN, portal="evergreen")
CODE = login_views.CodePage(shell=SHELL, ticket="ticket", action=f"{_LOGIN}/code", again_url=_LOGIN)
LINK = login_views.LoginLinkPage(shell=SHELL, nonce="view-nonce", action=f"{_LOGIN}/token", again_url=_LOGIN)
CHOOSE = login_views.ChoosePage(
    shell=NEUTRAL,
    action="/customer/choose",
    choices=[
        login_views.Choice(value="1", name="Dana Fox", business="Evergreen Exteriors", chosen=True),
        login_views.Choice(value="2", name="Fox Family Trust", business="Evergreen Exteriors"),
    ],
)
RECORDS = [
    account_views.RecordRow(
        url=f"/customer/estimates/{number}",
        title=title,
        number=f"E-100{number}",
        kind=kind,
        status=status,
        currency="USD",
        total=total,
        is_open=status == "sent",
        expires_on="2026-12-24" if status == "sent" else None,
    )
    for number, (title, kind, status, total) in enumerate(
        (
            ("Whole-house exterior wash, windows and gutters", "proposal", "sent", 119_075),
            ("Roof wash", "estimate", "accepted", 64_000),
            ("Every season", "maintenance", "sent", 0),
            ("Lights", "holiday", "declined", 82_000),
        )
    )
]
INVOICES = [
    account_views.InvoiceRow(
        url="/customer/invoices/1",
        number="INV-1001",
        title="Deposit for E-1001",
        state="overdue",
        currency="USD",
        total=30_000,
        amount_due=30_000,
        due_on="2026-12-01",
        pay_action="/customer/invoices/1/checkout",
    ),
    account_views.InvoiceRow(
        url="/customer/invoices/2",
        number="INV-1002",
        title="",
        state="paid",
        currency="USD",
        total=18_485,
        amount_due=0,
        due_on="2026-12-01",
        paid_at="2026-11-28T10:00:00Z",
        receipt_url="/customer/invoices/2/receipt",
    ),
]
_AT = {"starts_at": "2026-12-04T14:00:00.000000Z", "ends_at": "2026-12-04T16:00:00.000000Z"}
JOBS = [
    account_views.JobRow(
        url="/customer/estimates/1",
        title="Roof wash",
        status="scheduled",
        calendar_url="/customer/estimates/1/appointment.ics",
        ask_url="/customer/estimates/1/appointment",
        **_AT,
    ),
    account_views.JobRow(url="/customer/estimates/2", title="Gutters", status="unscheduled", called_off=True, **_AT),
    account_views.JobRow(url="/customer/estimates/3", title="Windows", status="unscheduled"),
    account_views.JobRow(
        url="/customer/estimates/4", title="Patio", status="completed", completed_at="2026-10-01T10:00:00Z"
    ),
]
SHARED = account_views.SharedCard(
    url="/portal/evergreen/refer",
    share_url="https://evergreen.example/r/4XK7M2PQ",
    visits=12,
    requests=3,
    won=1,
    rewards=[Sum(currency="USD", minor=5_000)],
)
ACCOUNT = account_views.AccountPage(
    shell=SHELL, nonce="view-nonce", name="Dana Fox", records=RECORDS, invoices=INVOICES, jobs=JOBS, shared=SHARED
)

ACCOUNT_PAGES: dict[str, tuple[str, Page]] = {
    "login": ("customer/login.html", LOGIN),
    "login, of no portal": ("customer/login.html", replace(LOGIN, shell=NEUTRAL, portal="", by_phone=True)),
    "login, errors": (
        "customer/login.html",
        replace(LOGIN, contact="dana", errors=[FieldError(field="contact", message="Enter an email address.")]),
    ),
    "login, no messages": ("customer/login.html", replace(LOGIN, away=True)),
    "login code": ("customer/login_code.html", CODE),
    "login code, wrong": (
        "customer/login_code.html",
        replace(CODE, errors=[FieldError(field="code", message="That is not the code.")]),
    ),
    "login link": ("customer/login_link.html", LINK),
    "login link, over": ("customer/login_link.html", replace(LINK, is_over=True)),
    "choose": ("customer/choose.html", CHOOSE),
    "choose, none": ("customer/choose.html", replace(CHOOSE, choices=[])),
    "account": ("customer/account.html", ACCOUNT),
    "account, empty": (
        "customer/account.html",
        replace(
            ACCOUNT, records=[], invoices=[], jobs=[], shared=account_views.SharedCard(url="/portal/evergreen/refer")
        ),
    ),
    "account, all away": (
        "customer/account.html",
        replace(ACCOUNT, name="", records=None, invoices=None, jobs=None, shared=None, referrals_away=True),
    ),
    "account, of a contact": (
        "customer/account.html",
        replace(ACCOUNT, name="Pat Ray", customer_name="Dana Fox", switch_url="/customer/choose", shared=None),
    ),
}
