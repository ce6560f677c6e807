"""The pages of leads, and those on which estimates are requested, by a name that says their state."""

from dataclasses import replace

from services.portal.pages import lead_views, request_views
from services.portal.pages.rendering import Page
from services.portal.pages.views import FieldError, Link
from tests.portal.pages.sample_office import FRAME
from tests.portal.pages.sample_quotes import SHELL, UNBRANDED

REQUEST = request_views.RequestPage(
    shell=SHELL,
    nonce="view-nonce",
    action="/portal/evergreen/request",
    submission="0123456789abcdef",
    offered=("House wash", "Roof cleaning", "Driveway and walkway pressure washing", "Holiday lights"),
)
FILLED = replace(
    REQUEST,
    shell=UNBRANDED,
    chosen=("Roof cleaning",),
    name="Kim Doe",
    phone="12",
    address="3 Oak Street\nDuluth, MN 55803",
    notes="There is a dog.",
    errors=(
        FieldError(field="email", message="Enter an email address, such as pat@example.com, or a phone number."),
        FieldError(field="phone", message="Enter a phone number with its area code, or leave it empty."),
    ),
    kept=(request_views.KeptPhoto(id="1", name="The back of the house with the long gutter.jpg"),),
    recommended=True,
    visit_url="/r/ABCD2345/visit",
    visit_nonce="visit-nonce",
)
NEW = lead_views.LeadCard(
    id="1",
    name="Kim Doe",
    url="/office/leads/1",
    status="new",
    at="2026-11-23T17:00:00Z",
    services=("House wash", "Roof cleaning"),
    email="kim.doe.with.a.rather.long.address@example.com",
    phone="+16125550111",
    clock=lead_views.Clock(words="12 min left", tone="attention"),
    moves=(("contacted", "Contacted"), ("lost", "Lost")),
    move_action="/office/leads/1/move",
    quote_action="/office/leads/1/estimate",
)
LATE = replace(
    NEW, id="2", name="Otto Lindqvist", clock=lead_views.Clock(words="2 h over", tone="bad"), email="", code="ABCD2345"
)
QUOTED = replace(
    NEW,
    id="3",
    name="Grace Chen",
    status="quoted",
    clock=None,
    phone="",
    services=(),
    moves=(("won", "Won"), ("lost", "Lost")),
    quote_action=None,
    estimate_url="/office/estimates/1",
    customer_url="/office/customers/1",
)
FILTERS = (
    (Link(name="All", url="/office/leads"), True),
    (Link(name="Referrals", url="/office/leads?source=referral"), False),
)
COLUMNS = (
    lead_views.LeadColumn(status="new", name="New", count="2", cards=(NEW, LATE)),
    lead_views.LeadColumn(status="contacted", name="Contacted", count="0", cards=()),
    lead_views.LeadColumn(status="quoted", name="Quoted", count="1", cards=(QUOTED,)),
    lead_views.LeadColumn(
        status="won",
        name="Won",
        count="25+",
        cards=(replace(QUOTED, id="4", status="won", name="Sam Okafor", moves=(("quoted", "Back to quoted"),)),),
        all_url="/office/leads?status=won",
    ),
    lead_views.LeadColumn(status="lost", name="Lost", count="0", cards=()),
)
BOARD = lead_views.LeadsPage(shell=SHELL, frame=FRAME, columns=COLUMNS, filters=FILTERS)
LEAD = lead_views.LeadPage(
    shell=SHELL,
    frame=FRAME,
    lead=replace(
        NEW,
        address="3 Oak Street\nDuluth, MN 55803",
        notes="There is a dog.\nPlease call first.",
        moves=(("contacted", "Contacted"), ("quoted", "Quoted"), ("won", "Won"), ("lost", "Lost")),
    ),
    history=(
        lead_views.LeadLine(text="Miguel Ortega: contacted", at="2026-11-23T17:30:00Z"),
        lead_views.LeadLine(text="Kim Doe asked for an estimate", at="2026-11-23T17:00:00Z"),
    ),
    back=Link(name="Leads", url="/office/leads"),
    photos=(
        lead_views.LeadPhoto(url="/office/leads/1/photos/1", name="Gutter.jpg", width=2400, height=1800),
        lead_views.LeadPhoto(url="/office/leads/1/photos/2", name="Roof.jpg", width=1200, height=1800),
    ),
)
REQUEST_PAGES: dict[str, tuple[str, Page]] = {
    "request": ("customer/request.html", REQUEST),
    "request-with-errors": ("customer/request.html", FILLED),
    "request-limited": ("customer/request.html", replace(REQUEST, problem="Too many tries. Wait 20 minutes.")),
    "requested": (
        "customer/requested.html",
        request_views.RequestedPage(shell=SHELL, name="Kim Doe", reach="kim@example.com"),
    ),
}
LEAD_PAGES: dict[str, tuple[str, Page]] = {
    "office-leads": ("office/leads.html", BOARD),
    "office-leads-part": (
        "office/leads.html",
        replace(
            BOARD, columns=COLUMNS[:1], part="New", whole_url="/office/leads", older_url="?cursor=x", newest_url="?"
        ),
    ),
    "office-leads-empty": ("office/leads.html", replace(BOARD, columns=(), is_off=True)),
    "office-lead": ("office/lead.html", LEAD),
    "office-lead-quoted": ("office/lead.html", replace(LEAD, lead=replace(QUOTED, code="ABCD2345", move_action=None))),
}
