"""The pages of referrals, by a name that says their state."""

from dataclasses import replace

from services.portal.pages import referral_views, views
from services.portal.pages.rendering import Page
from tests.portal.pages.sample_office import FRAME
from tests.portal.pages.sample_quotes import SHELL, UNBRANDED

FIFTY = referral_views.Sum(currency="USD", minor=5_000)
REFER = referral_views.ReferPage(shell=SHELL, nonce="view-nonce", action="/portal/evergreen/refer")
SHARE = referral_views.SharePage(
    shell=SHELL,
    share_url="https://portal.example/r/ABCD2345",
    qr_url="/r/ABCD2345/qr.svg",
    visits=12,
    requests=3,
    won=1,
    rewards=(FIFTY,),
)
PROGRAMME = referral_views.ProgrammeCard(
    name="Autumn thanks",
    referrer="$50.00",
    friend="10% of what the friend accepts",
    approves_itself=False,
    since="2026-11-01T16:00:00Z",
    end_action="/office/referrals/programmes/1/end",
)
FORM = {
    "name": "",
    "referrer_kind": "fixed",
    "referrer_value": "",
    "friend_kind": "none",
    "friend_value": "",
    "approves": "",
}
OFFICE = referral_views.ReferralsPage(
    shell=SHELL,
    frame=FRAME,
    referrers=(
        referral_views.ReferrerRow(name="Dana Whitfield", visits=12, requests=3, won=2, rewards=(FIFTY,)),
        referral_views.ReferrerRow(name="Sam Okafor", visits=4, requests=0, won=0, rewards=()),
    ),
    worth=(
        referral_views.WorthRow(
            name="Referred customers",
            customers=4,
            sums=(referral_views.Sum(currency="USD", minor=480_000),),
            each=(referral_views.Sum(currency="USD", minor=120_000),),
        ),
        referral_views.WorthRow(name="All others", customers=0, sums=(), each=()),
    ),
    rewards=(
        referral_views.RewardRow(
            customer_name="Dana Whitfield",
            side="referrer",
            amount=FIFTY,
            status="earned",
            earned_at="2026-11-22T16:00:00Z",
            acts=(
                ("approve", "/office/referrals/rewards/1/approve"),
                ("decline", "/office/referrals/rewards/1/decline"),
            ),
        ),
        referral_views.RewardRow(
            customer_name="Lou Berg",
            side="referrer",
            amount=FIFTY,
            status="approved",
            earned_at="2026-11-21T16:00:00Z",
            acts=(("redeem", "/office/referrals/rewards/2/redeem"),),
            invoices=(referral_views.OpenInvoice(id="1", number="INV-1004", due=FIFTY),),
        ),
        referral_views.RewardRow(
            customer_name="Priya Raman",
            side="friend",
            amount=FIFTY,
            status="redeemed",
            earned_at="2026-11-22T16:00:00Z",
        ),
    ),
    currency="USD",
    form=FORM,
    programme=PROGRAMME,
    start_action="/office/referrals/programmes",
    newest_url="/office/referrals",
)
REMINDERS = views.UnsubscribePage(shell=SHELL, nonce="view-nonce", action="/u/1.x", address="d…@example.com")
REFERRAL_PAGES: dict[str, tuple[str, Page]] = {
    "refer": ("customer/refer.html", REFER),
    "refer-unknown": ("customer/refer.html", replace(REFER, email="x@y.example", unknown=True)),
    "refer-asks-name": ("customer/refer.html", replace(REFER, email="x@y.example", asks_name=True)),
    "refer-away": (
        "customer/refer.html",
        replace(
            REFER, shell=UNBRANDED, away=True, errors=(views.FieldError(field="email", message="Enter an email."),)
        ),
    ),
    "share": ("customer/share.html", SHARE),
    "unsubscribe": ("customer/unsubscribe.html", REMINDERS),
    "unsubscribed": ("customer/unsubscribe.html", replace(REMINDERS, is_out=True)),
    "link-to-share-sent": ("customer/link_to_share_sent.html", views.PlainPage(shell=SHELL)),
    "home-recommended": (
        "customer/home.html",
        views.HomePage(shell=SHELL, recommended=True, nonce="view-nonce", visit_url="/r/ABCD2345/visit"),
    ),
}
OFFICE_REFERRAL_PAGES: dict[str, tuple[str, Page]] = {
    "office-referrals": ("office/referrals.html", OFFICE),
    "office-referrals-empty": (
        "office/referrals.html",
        replace(
            OFFICE,
            referrers=(),
            rewards=(),
            programme=None,
            problem="This reward is redeemed.",
            errors=(views.FieldError(field="referrer_value", message="The referrer's reward needs an amount."),),
        ),
    ),
}
