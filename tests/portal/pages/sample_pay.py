"""The pages of the Pay tab, by a name that says their state."""

from dataclasses import replace

from services.portal.pages import pay_views as views
from services.portal.pages.rendering import Page
from services.portal.pages.views import FieldError
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

PAY_PAGES: dict[str, tuple[str, Page]] = {
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
