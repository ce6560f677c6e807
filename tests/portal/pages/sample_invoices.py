"""The console's pages about invoices, by a name that says their state."""

from dataclasses import replace

from services.portal.pages import invoice_views as views
from services.portal.pages.customer_views import CustomerRow
from services.portal.pages.rendering import Page
from services.portal.pages.views import FieldError
from tests.portal.pages.sample_files import group
from tests.portal.pages.sample_office import FRAME
from tests.portal.pages.sample_quotes import SHELL

_HERE = "/office/invoices/0198f000-0000-7000-8000-0000000000d1"
_ACTIONS = views.InvoiceActions(
    send=f"{_HERE}/send",
    remind=f"{_HERE}/remind",
    void=f"{_HERE}/void",
    pay=f"{_HERE}/payments",
    refund=f"{_HERE}/refunds",
    once="once",
)
ROWS = [
    views.InvoiceRow(
        number=number,
        url=f"/office/invoices/{number}",
        customer_name="Dana Fox",
        title="E-1001 House wash and gutters",
        status=status,
        total=1_234_50,
        amount_due=due,
        currency="USD",
        due_on="2026-12-01",
    )
    for number, status, due in (
        ("INV-1004", "overdue", 1_234_50),
        ("INV-1003", "part_paid", 34_50),
        ("INV-1002", "paid", 0),
        ("Draft", "draft", 0),
    )
]
STATES = [
    views.StateLink(name=name, url=f"/office/invoices?state={name}", current=name == "All")
    for name in ("All", "Open", "Overdue", "Paid", "Drafts", "Void")
]
LIST = views.InvoicesPage(
    shell=SHELL,
    frame=FRAME,
    rows=ROWS,
    states=STATES,
    new_url="/office/invoices/new",
    export_url="/office/invoices/export.csv",
    older_url="/office/invoices?cursor=x",
)
FORM = views.InvoiceFormPage(
    shell=SHELL,
    frame=FRAME,
    heading="New invoice",
    back_url="/office/invoices",
    currency="USD",
    action="/office/invoices/new?customer=1",
    once="once",
    customer_name="Dana Fox",
    form=views.InvoiceForm(
        title="Gutters",
        due_on="2026-12-01",
        lines=[
            views.LineForm(description="Gutter cleaning", quantity="2", price="45.00", tax="8.25"),
            views.LineForm(),
        ],
    ),
)
INVOICE = views.OfficeInvoicePage(
    shell=SHELL,
    frame=FRAME,
    number="INV-1004",
    title="E-1001 House wash and gutters",
    status="part_paid",
    note="Thank you!\nPlease pay by card.",
    currency="USD",
    customer_name="Dana Fox",
    customer_email="dana.fox@example.com",
    customer_phone="+14155550132",
    customer_url="/office/customers/1",
    estimate_url="/office/estimates/1",
    issued_at="2026-11-20T10:00:00Z",
    sent_at="2026-11-20T10:00:00Z",
    why_url="/office/why/1",
    due_on="2026-12-04",
    lines=[
        views.ShownLine(description="House wash", quantity="2.5", unit_price=100_00, amount=250_00),
        views.ShownLine(description="Gutters", quantity="1", unit_price=80_00, amount=80_00),
    ],
    subtotal=330_00,
    discount=25_00,
    tax=18_56,
    total=323_56,
    credited=100_00,
    rewarded=25_00,
    paid=60_00,
    refunded=10_00,
    disputed=5_00,
    amount_due=163_56,
    refundable=45_00,
    movements=[
        views.Movement(at="2026-11-23T10:00:00Z", what="Disputed by the bank", status="dispute_open", amount=-5_00),
        views.Movement(
            at="2026-11-22T10:00:00Z",
            what="Given back",
            status="pending",
            amount=-10_00,
            note="Sam · Half the roof only",
        ),
        views.Movement(at="2026-11-21T10:00:00Z", what="Payment by Card", status="paid", amount=60_00),
    ],
    actions=_ACTIONS,
    pdf_url=f"{_HERE}/pdf",
    today="2026-11-23",
)
DRAFT = replace(
    INVOICE,
    number="Draft",
    status="draft",
    note=None,
    customer_email=None,
    estimate_url=None,
    issued_at=None,
    sent_at=None,
    discount=0,
    tax=0,
    credited=0,
    rewarded=0,
    paid=0,
    refunded=0,
    disputed=0,
    amount_due=0,
    movements=(),
    actions=views.InvoiceActions(
        edit_url=f"{_HERE}/edit", send=f"{_HERE}/send", issue=f"{_HERE}/issue", delete=f"{_HERE}/delete", once="once"
    ),
)
_CUSTOMER = CustomerRow(url="/office/customers/1", name="Dana Fox", email="dana@example.com", phone="", address="")
_ERRORS = (
    FieldError(field="title", message="Say what the invoice is for."),
    FieldError(field="line-0-price", message="Write an amount such as 12.50."),
)

ODD = [
    views.Discrepancy(
        sentence="Stripe has taken another amount than was recorded here.",
        subject="pi_1",
        amount=99_00,
        currency="USD",
        invoice_url=url,
        action="/office/invoices/discrepancies/1",
    )
    for url in (None, _HERE)
]

INVOICE_PAGES: dict[str, tuple[str, Page]] = {
    "invoices": ("office/invoices.html", LIST),
    "invoices, with something odd": ("office/invoices.html", replace(LIST, discrepancies=ODD)),
    "invoices, none found": ("office/invoices.html", replace(LIST, rows=(), search="zz", older_url=None)),
    "invoices, none yet": ("office/invoices.html", replace(LIST, rows=(), older_url=None)),
    "invoice": ("office/invoice.html", INVOICE),
    "invoice, with files": ("office/invoice.html", replace(INVOICE, attachments=(group(f"{_HERE}/attachments"),))),
    "invoice, draft": ("office/invoice.html", DRAFT),
    "invoice, looked at only": ("office/invoice.html", replace(INVOICE, actions=views.InvoiceActions())),
    "invoice, not done": ("office/invoice.html", replace(INVOICE, problem="INV-1004 is paid in part.")),
    "new invoice": ("office/invoice_form.html", FORM),
    "new invoice, errors": ("office/invoice_form.html", replace(FORM, errors=_ERRORS)),
    "new invoice, for whom": ("office/invoice_form.html", replace(FORM, action=None, customers=[_CUSTOMER])),
    "new invoice, nobody found": ("office/invoice_form.html", replace(FORM, action=None, search="zz")),
}
