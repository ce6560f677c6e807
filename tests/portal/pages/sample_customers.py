"""Every page of the office about customers, by a name that says its state."""

from dataclasses import replace

from services.portal.pages import contact_views, customer_views
from services.portal.pages.address_views import Blocked
from services.portal.pages.rendering import Page
from services.portal.pages.views import FieldError
from tests.portal.pages.sample_office import FRAME, ROWS
from tests.portal.pages.sample_quotes import SHELL

CUSTOMER_ROWS = tuple(
    customer_views.CustomerRow(url=f"/office/customers/{number}", name=name, email=email, phone=phone, address=address)
    for number, (name, email, phone, address) in enumerate(
        (
            ("Priya Raman", "priya@example.com", "+16125550111", "7 Birch Lane, Duluth, MN 55803"),
            ("Otto Lindqvist", "", "+16125550122", ""),
            ("Grace Chen", "grace.chen@fleetwash-northern-minnesota.example", "", "Dock 4, 1200 Garfield Avenue"),
        )
    )
)
FORM = customer_views.CustomerForm(
    name="Dana Whitfield", email="dana@example.com", phone="+16125550177", address="18 Larkspur Lane"
)
CARD = customer_views.CardOnFile(
    brand="visa",
    last4="4242",
    saved_at="2026-11-20T10:00:00Z",
    autopay_since="2026-11-21T10:00:00Z",
    consents=[
        customer_views.Consent(
            at="2026-11-21T10:00:00Z",
            what="Agreed to be charged by itself",
            words="I agree that Evergreen Exteriors charges my saved card with what I owe on each of its invoices.",
        ),
        customer_views.Consent(at="2026-11-20T10:00:00Z", what="Switched charging by itself off", words=""),
    ],
    remove_action="/office/customers/1/card/remove",
)
CUSTOMER = customer_views.CustomerPage(
    shell=SHELL,
    frame=FRAME,
    form=FORM,
    name="Dana Whitfield",
    action="/office/customers/1",
    estimate_url="/office/estimates/new?customer=1",
    contacts_url="/office/customers/1/contacts",
    estimates=ROWS[:2],
)
BLOCKED = (
    Blocked(
        address="dana@example.com",
        everything=True,
        sentence="Mail to it came back for good. Ask the customer for the right address.",
        detail="550 5.1.1 no such user",
        since="2026-11-23T20:09:00Z",
        action="/office/customers/1/write-again",
    ),
    Blocked(
        address="+16125550177",
        everything=False,
        sentence="Call, or write an email.",
        detail="",
        since="2026-11-23T20:09:00Z",
    ),
)
CONTACT = contact_views.ContactForm(
    key="1",
    name="Pat Ray",
    email="pat@ray.example",
    phone="+16125550133",
    may_sign=True,
    action="/office/customers/1/contacts/1",
    remove_action="/office/customers/1/contacts/1/remove",
)
CONTACTS = contact_views.ContactsPage(
    shell=SHELL,
    frame=FRAME,
    customer_name="Dana Whitfield",
    back_url="/office/customers/1",
    contacts=[CONTACT],
    new=contact_views.ContactForm(key="new", action="/office/customers/1/contacts"),
)
CUSTOMERS = customer_views.CustomersPage(
    shell=SHELL, frame=FRAME, rows=CUSTOMER_ROWS, new_url="/office/customers/new", older_url="?cursor=x"
)
CUSTOMER_RECORDS: dict[str, tuple[str, Page]] = {
    "office-customers": ("office/customers.html", CUSTOMERS),
    "office-customers-found": ("office/customers.html", replace(CUSTOMERS, search="raman", rows=CUSTOMER_ROWS[:1])),
    "office-customers-not-found": ("office/customers.html", replace(CUSTOMERS, search="nobody", rows=())),
    "office-customers-empty": ("office/customers.html", replace(CUSTOMERS, rows=(), older_url=None)),
    "office-customer": ("office/customer.html", CUSTOMER),
    "office-customer-with-a-card": ("office/customer.html", replace(CUSTOMER, card=CARD)),
    "office-customer-whose-card-is-gone": (
        "office/customer.html",
        replace(CUSTOMER, card=replace(CARD, last4=None, remove_action=None)),
    ),
    "office-customer-bounced": ("office/customer.html", replace(CUSTOMER, blocked=BLOCKED)),
    "office-customer-to-look-at": ("office/customer.html", replace(CUSTOMER, action=None, estimates=())),
    "office-contacts": ("office/contacts.html", CONTACTS),
    "office-contacts-none": ("office/contacts.html", replace(CONTACTS, contacts=[])),
    "office-contacts-to-look-at": (
        "office/contacts.html",
        replace(CONTACTS, contacts=[replace(CONTACT, action=None, remove_action=None)], new=None),
    ),
    "office-contacts-with-errors": (
        "office/contacts.html",
        replace(CONTACTS, errors=(FieldError(field="email-new", message="Email must be an email address."),)),
    ),
    "office-customer-new": (
        "office/customer.html",
        replace(CUSTOMER, name="", form=customer_views.CustomerForm(), estimate_url=None),
    ),
    "office-customer-with-errors": (
        "office/customer.html",
        replace(
            CUSTOMER,
            form=replace(FORM, email="dana"),
            errors=(FieldError(field="email", message="Email must be an email address, such as pat@example.com."),),
        ),
    ),
}
