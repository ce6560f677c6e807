"""The pages of settings, by a name that says their state."""

from dataclasses import replace

from services.portal.domain.review_url import ACCEPTED
from services.portal.pages import settings_views
from services.portal.pages.billing_views import BillingPage
from services.portal.pages.brand_views import BrandLine, BrandPage, BrandsPage
from services.portal.pages.office_views import NavItem
from services.portal.pages.rendering import Page
from services.portal.pages.views import FieldError
from tests.portal.pages.sample_office import FRAME
from tests.portal.pages.sample_quotes import SHELL

SECTIONS = tuple(
    NavItem(name=name, url=f"/office/settings/{name.lower()}", current=name == "Portal")
    for name in ("Portal", "Services", "Account", "Privacy")
)
FEATURES = settings_views.FeaturesPage(
    shell=SHELL,
    frame=FRAME,
    sections=SECTIONS,
    features=(
        settings_views.Feature(
            name="proposals",
            title="Proposals",
            about="Links to what is open.",
            on=True,
            url="/portal/evergreen/proposals",
        ),
        settings_views.Feature(
            name="invoice_payments",
            title="Invoice payments",
            about="Customers find what they owe, and pay it online.",
            on=False,
            problem="Invoice payments need Stripe. Connect it under Billing in the settings first.",
        ),
    ),
    action="/office/settings/portal",
)
SERVICES = settings_views.ServicesPage(
    shell=SHELL, frame=FRAME, sections=SECTIONS, services="Lawn care\nGutters", action="/office/settings/services"
)
ACCOUNT = settings_views.AccountPage(
    shell=SHELL,
    frame=FRAME,
    sections=SECTIONS,
    values={
        "company_name": "Evergreen Exteriors",
        "contact_email": "hello@evergreen.example",
        "contact_phone": "+16125550100",
        "public_site_url": "https://evergreen.example",
        "google_review_url": "https://g.page/evergreen",
        "opens": "08:00",
        "closes": "18:00",
    },
    open_days=("mon", "tue", "wed", "thu", "fri"),
    accepted=ACCEPTED,
    action="/office/settings/account",
)
TERMS = settings_views.TermsPage(
    shell=SHELL,
    frame=FRAME,
    sections=SECTIONS,
    days={"before": "3", "after": "1, 7, 14"},
    chosen=("tips",),
    action="/office/settings/terms",
)
PRIVACY = settings_views.PrivacyPage(
    shell=SHELL, frame=FRAME, sections=SECTIONS, privacy="standard", action="/office/settings/privacy"
)
SCHEDULE = settings_views.SchedulePage(
    shell=SHELL,
    frame=FRAME,
    sections=SECTIONS,
    values={
        "follow_up_hours": "24",
        "not_viewed_days": "3",
        "not_signed_days": "7",
        "expiring_days": "2",
        "quiet_from": "20",
        "quiet_until": "8",
    },
    follow_up=True,
    action="/office/settings/messages",
)
BILLING = BillingPage(
    shell=SHELL,
    frame=FRAME,
    sections=SECTIONS,
    status="not_connected",
    ways=("connect", "own_key"),
    action="/office/settings/billing",
)
NOTIFIED = settings_views.NotifiedPage(
    shell=SHELL,
    frame=FRAME,
    sections=SECTIONS,
    wanted=(
        settings_views.Wanted(kind="lead_created", name="Somebody asks", email="now", in_app=True, sms=True),
        settings_views.Wanted(
            kind="estimate_viewed", name="An estimate is viewed", email="off", in_app=False, sms=False
        ),
    ),
    phone="+12125550100",
    hours={"digest_hour": 8, "quiet_from": 20, "quiet_until": 7},
    action="/office/settings/notifications",
)
WORDING = settings_views.WordingPage(
    shell=SHELL,
    frame=FRAME,
    sections=SECTIONS,
    name="An estimate is sent",
    language="English",
    values={"subject": "Your estimate {number}", "greeting": "Hello {customer_name},", "body": "Here it is.\n\n{link}"},
    is_ours=False,
    places=(("customer_name", False), ("number", False), ("link", True)),
    letter_url="about:blank?",
    action="/office/settings/templates/estimate_sent/en",
)
BRANDS = BrandsPage(
    shell=SHELL,
    frame=FRAME,
    sections=SECTIONS,
    lines=(
        BrandLine(
            url="/office/settings/brands/1", name="Evergreen", colour="#1f6f54", logo_url="/logo", is_default=True
        ),
        BrandLine(url="/office/settings/brands/2", name="Holiday lights", colour="#b91c1c"),
        BrandLine(url="/office/settings/brands/3", name="The old one", colour="#3d4654", retired=True),
    ),
    new_url="/office/settings/brands/new",
)
BRAND = BrandPage(
    shell=SHELL,
    frame=FRAME,
    sections=SECTIONS,
    back_url="/office/settings/brands",
    look_url="/office/settings/brands/look.css?colour=",
    company="Evergreen Exteriors",
    heading="Evergreen",
    name="Evergreen",
    colour="#1f6f54",
    action="/office/settings/brands/1",
)
SETTINGS_PAGES: dict[str, tuple[str, Page]] = {
    "settings-portal": ("office/settings_portal.html", FEATURES),
    "settings-portal-to-look-at": ("office/settings_portal.html", replace(FEATURES, action=None)),
    "settings-services": ("office/settings_services.html", replace(SERVICES, saved=True)),
    "settings-account": ("office/settings_account.html", replace(ACCOUNT, invite_everyone=True, holiday_lights=True)),
    "settings-account-with-errors": (
        "office/settings_account.html",
        replace(ACCOUNT, errors=(FieldError(field="google_review_url", message="This opens your listing."),)),
    ),
    "settings-brands": ("office/settings_brands.html", BRANDS),
    "settings-brands-to-look-at": ("office/settings_brands.html", replace(BRANDS, new_url=None)),
    "settings-brands-none": ("office/settings_brands.html", replace(BRANDS, lines=(), problem="There are 50 brands.")),
    "settings-brand": ("office/settings_brand.html", BRAND),
    "settings-brand-pale": ("office/settings_brand.html", replace(BRAND, colour="#ffe066", saved=True)),
    "settings-brand-to-look-at": ("office/settings_brand.html", replace(BRAND, action=None, logo_url="/portal/e/logo")),
    "settings-brand-with-errors": (
        "office/settings_brand.html",
        replace(BRAND, errors=(FieldError(field="logo", message="The logo must be a PNG, JPEG or WebP picture."),)),
    ),
    "settings-billing": ("office/settings_billing.html", BILLING),
    "settings-billing-not-ready": (
        "office/settings_billing.html",
        replace(
            BILLING,
            status="not_ready",
            way="connect",
            account="acct_1Nevergreen",
            test_mode=True,
            reason="Stripe needs more details before it takes payments.",
            missing=("a bank account that payouts go to", "your agreement to Stripe's terms"),
            said="back",
        ),
    ),
    "settings-billing-key": (
        "office/settings_billing.html",
        replace(BILLING, status="connected", way="own_key", account="acct_1Nevergreen", key_hint="9f3a", said="key"),
    ),
    "settings-billing-key-with-errors": (
        "office/settings_billing.html",
        replace(BILLING, errors=(FieldError(field="key", message="This is a publishable key."),)),
    ),
    "settings-terms": ("office/settings_terms.html", TERMS),
    "settings-terms-wrong": (
        "office/settings_terms.html",
        replace(TERMS, errors=(FieldError(field="before", message="Write whole numbers of days."),)),
    ),
    "settings-messages": ("office/settings_messages.html", SCHEDULE),
    "settings-messages-with-errors": (
        "office/settings_messages.html",
        replace(SCHEDULE, errors=(FieldError(field="quiet_from", message="must be from 0 to 23."),)),
    ),
    "settings-notifications": ("office/settings_notifications.html", NOTIFIED),
    "settings-notifications-with-errors": (
        "office/settings_notifications.html",
        replace(NOTIFIED, errors=(FieldError(field="phone", message="Enter a phone number with its area code."),)),
    ),
    "settings-templates": (
        "office/settings_templates.html",
        settings_views.WordingsPage(
            shell=SHELL,
            frame=FRAME,
            sections=SECTIONS,
            lines=(
                settings_views.WordingLine(name="An estimate is sent", language="English", is_ours=False, url="/1"),
                settings_views.WordingLine(name="An estimate is sent", language="Español", is_ours=True, url="/2"),
                settings_views.WordingLine(
                    name="A receipt, as a text", language="English", is_ours=True, url="/3", is_text=True
                ),
            ),
        ),
    ),
    "settings-template": ("office/settings_template.html", WORDING),
    "settings-template-with-errors": (
        "office/settings_template.html",
        replace(WORDING, errors=(FieldError(field="body", message="The body must contain {link}."),)),
    ),
    "settings-template-of-a-text": (
        "office/settings_template.html",
        replace(WORDING, is_text=True, segments=2, values={"subject": "", "greeting": "", "body": "{company}: {link}"}),
    ),
    "settings-codes": (
        "office/settings_codes.html",
        settings_views.CodesPage(
            shell=SHELL,
            frame=FRAME,
            sections=SECTIONS,
            base="/portal/evergreen",
            places=(("The portal", ""), ("Request an estimate", "tab=request")),
        ),
    ),
    "settings-privacy": ("office/settings_privacy.html", PRIVACY),
}
