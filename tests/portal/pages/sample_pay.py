"""The pages of the Pay tab and of an invoice, by a name that says their state."""

from dataclasses import replace

from services.portal.pages import pay_views as views
from services.portal.pages.rendering import Page
from services.portal.pages.views import FieldError
from tests.portal.pages.sample_accounts import FIGURES
from tests.portal.pages.sample_files import SHOWN
from tests.portal.pages.sample_quotes import SHELL

_HERE = "/portal/evergreen/pay"
FORM = views.PayPage(shell=SHELL, nonce="nonce", action=_HERE, checkout_action=f"{_HERE}/checkout", strict=False)
OWED = [
    views.OwedInvoice(
        invoice_id=f"0198f000-0000-7000-8000-00000000000{number}",
        ticket="ticket",
        number=f"INV-100{number}",
        amount_due=125_00 * number,
        currency="USD",
        due_on="2026-12-01",
        how_to_pay=how,
    )
    for number, how in ((1, None), (2, None), (3, "A payment of it is under way."))
]
_ERRORS = (FieldError(field="known", message="Enter an email address, such as pat@example.com."),)
PAID = views.PaidPage(shell=SHELL, state="paid", number="INV-1001", amount=125_00, currency="USD", pay_url=_HERE)

CARD = views.CardBox(
    brand="visa",
    last4="4242",
    autopay=False,
    words="I agree that Evergreen Exteriors charges my saved card on the day an invoice is due.",
    action="/l/signed/card",
)
PAYMENT = views.PaymentPage(
    shell=SHELL,
    nonce="view-nonce",
    state="open",
    invoice_number="INV-2001",
    title="Whole-house exterior wash",
    currency="USD",
    amount=76_722,
    due_on="2026-12-01",
    pay_action="/l/signed/checkout",
)
CHOICES = views.PayChoices(
    shares=(views.Share(percent=10, minor=76_72), views.Share(percent=15, minor=115_08)),
    part_from=50,
    part_to=766_72,
)
RECEIPT = views.ReceiptPage(
    shell=SHELL,
    receipt_number="R-3001",
    invoice_number="INV-2001",
    customer_name="Dana Whitfield",
    customer_address="12 Elm Street, Duluth, MN 55804",
    currency="USD",
    lines=(
        views.ReceiptLine(description="Deposit for proposal E-1001", quantity="1", amount=70_875),
        views.ReceiptLine(description="Deck wash and brightening", quantity="1.5", amount=0),
    ),
    subtotal=70_875,
    tax=5_847,
    total=76_722,
    amount_paid=76_722,
    paid_at="2026-11-24T02:30:00Z",
    method="Visa ending in 4242",
    balance=0,
    pdf_url="/l/signed/receipt.pdf",
)

MANY_LINES = replace(
    FIGURES,
    lines=[
        views.ReceiptLine(description=f"Window {place}, inside and outside", quantity="1.25", amount=1_234_567)
        for place in range(1, 101)
    ],
    subtotal=123_456_700,
    discount=0,
    tax=0,
    total=123_456_700,
    paid=0,
    balance=123_456_700,
)
PAY_PAGES: dict[str, tuple[str, Page]] = {
    "payment-with-card": ("customer/payment.html", replace(PAYMENT, card=CARD)),
    "payment-by-itself": ("customer/payment.html", replace(PAYMENT, card=replace(CARD, autopay=True))),
    "payment-keeping-a-card": (
        "customer/payment.html",
        replace(PAYMENT, save_words="I agree that Stripe keeps my card for later payments to Evergreen Exteriors."),
    ),
    "payment-open": ("customer/payment.html", PAYMENT),
    "payment-choices": ("customer/payment.html", replace(PAYMENT, choices=CHOICES)),
    "payment-choices-wrong": (
        "customer/payment.html",
        replace(
            PAYMENT,
            choices=replace(CHOICES, whole=False, part="0,1", tip="other", tip_other="x"),
            errors=(
                FieldError(field="part", message="Pay all of it, or from $0.50 to $766.72."),
                FieldError(field="tip_other", message="Write an amount such as 50.00."),
            ),
        ),
    ),
    "payment-with-files": (
        "customer/payment.html",
        replace(PAYMENT, bill=FIGURES, files=SHOWN, files_url="/l/signed/invoice", preview=True),
    ),
    "payment-given-back": (
        "customer/payment.html",
        replace(
            PAYMENT,
            state="paid",
            refunds=(
                views.GivenBack(at="2026-11-28T02:30:00Z", amount=10_00, pending=False),
                views.GivenBack(at="2026-11-29T02:30:00Z", amount=5_00, pending=True),
            ),
        ),
    ),
    "payment-paid": ("customer/payment.html", replace(PAYMENT, state="paid", receipt_url="/l/signed/receipt")),
    "payment-processing": (
        "customer/payment.html",
        replace(PAYMENT, state="processing", watch=True, settles_on="2026-11-28"),
    ),
    "payment-failed": ("customer/payment.html", replace(PAYMENT, state="failed", back_url="/portal/evergreen/pay")),
    "payment-cancelled": ("customer/payment.html", replace(PAYMENT, state="cancelled")),
    "payment-expired": ("customer/payment.html", replace(PAYMENT, state="expired")),
    "payment-offline": (
        "customer/payment.html",
        replace(PAYMENT, state="offline", pay_action=None, how_to_pay="Cheque or cash, please."),
    ),
    "payment-in-full": ("customer/payment.html", replace(PAYMENT, bill=FIGURES, back_url="/customer")),
    "payment-of-somebody-else": (
        "customer/payment.html",
        replace(PAYMENT, bill=FIGURES, pay_action=None, may_pay=False),
    ),
    "receipt": ("customer/receipt.html", RECEIPT),
    "pay": ("customer/pay.html", FORM),
    "pay, strict": ("customer/pay.html", replace(FORM, strict=True)),
    "pay, found": ("customer/pay.html", replace(FORM, typed="dana@example.com", found=OWED)),
    "pay, nothing found": ("customer/pay.html", replace(FORM, typed="dana@example.com", found=[])),
    "pay, errors": ("customer/pay.html", replace(FORM, typed="dana", errors=_ERRORS)),
    "pay, no messages": ("customer/pay.html", replace(FORM, strict=True, away=True)),
    "pay, paid": ("customer/pay_return.html", PAID),
    "pay, waiting": ("customer/pay_return.html", replace(PAID, state="open", watch=True)),
    "pay, on its way": ("customer/pay_return.html", replace(PAID, state="processing")),
    "pay, failed": ("customer/pay_return.html", replace(PAID, state="failed")),
}
