"""The pages on which estimates are made and changed, by a name that says their state."""

from dataclasses import replace

from services.portal.pages.customer_views import CustomerForm
from services.portal.pages.editor_changes import Difference
from services.portal.pages.editor_form import EstimateForm, LineForm, OptionForm, PlanForm, ZoneForm
from services.portal.pages.editor_views import Candidate, Conflict, EditorPage, Figures, OptionTotals
from services.portal.pages.rendering import Page
from services.portal.pages.views import FieldError, Link
from tests.portal.pages.sample_office import FRAME
from tests.portal.pages.sample_quotes import SHELL, STANDARD_TOTALS

DANA = Candidate(customer_id="c1", name="Dana Whitfield", about="dana@example.com, (612) 555-0177, 18 Larkspur Lane")
CANDIDATES = (
    DANA,
    Candidate(customer_id="c2", name="Otto Lindqvist", about="(612) 555-0122"),
    Candidate(customer_id="c3", name="Grace Chen", about="grace.chen@fleetwash-northern-minnesota.example, Dock 4"),
)


def lines(prefix: str, *rows: tuple[str, str, str]) -> list[LineForm]:
    return [
        LineForm(key=f"{prefix}{number}", description=text, quantity=quantity, unit_price=price, tax_rate="8.25")
        for number, (text, quantity, price) in enumerate(rows, start=1)
    ]


WASH, ROOF = ("Soft wash of all siding", "1", "1,250.00"), ("Roof and moss treatment", "2,400", "0.35")
COMMON = lines("n1", WASH, ROOF)
COMMON[0].scope = "Front and back, garage included. We bring the water."
COMMON[1].optional, COMMON[1].discount = True, "10%"
FORM = EstimateForm(
    customer_id="c1",
    title="Whole-house exterior wash and gutter cleaning",
    currency="USD",
    discount="5%",
    deposit="25%",
    terms="The balance is due when the work is done.",
    expires_on="2026-12-31",
    public_token=True,
    once="o1",
    lines=COMMON,
    options=[
        OptionForm(key="n21", name="Basic", lines=lines("n22", WASH)),
        OptionForm(
            key="n31",
            name="Standard",
            description="What most of our customers take.",
            discount="10%",
            recommended=True,
            lines=lines("n32", WASH, ROOF),
        ),
    ],
    plans=[PlanForm(key="n41", name="Every season", visits_per_year="4", price_per_visit="95.00", renews=True)],
)
FIGURES = Figures(
    currency="USD",
    totals=STANDARD_TOTALS,
    options=(
        OptionTotals(name="Basic", recommended=False, totals={**STANDARD_TOTALS, "discount": 0, "deposit_due": 0}),
        OptionTotals(name="Standard", recommended=True, totals=STANDARD_TOTALS),
    ),
    amounts={"n11": "$1,250.00", "n12": "$756.00", "n221": "$1,250.00"},
    years={"n41": "$380.00"},
    summary="From $2,557.41",
    problems=("Not counted yet: Enter the unit price in line 2 of Standard.",),
)
EDITOR = EditorPage(
    shell=SHELL,
    frame=FRAME,
    form=FORM,
    action="/office/estimates/new",
    heading="New estimate",
    back=Link(name="Estimates", url="/office/estimates"),
    figures=FIGURES,
    customer=DANA,
)
EMPTY = replace(
    EDITOR,
    form=EstimateForm(currency="USD", public_token=True, once="o1", lines=[LineForm(key="n1")]),
    figures=Figures(),
    customer=None,
    candidates=CANDIDATES,
)
PLAIN = replace(
    EDITOR,
    form=EstimateForm(title="Gutters", currency="USD", lines=lines("n", WASH, ROOF), once="o1"),
    figures=replace(FIGURES, options=(), problems=(), years={}, amounts={"n1": "$1,250.00"}, summary="$2,557.41"),
)
SENT = replace(
    EDITOR,
    action="/office/estimates/1/edit",
    heading="Edit E-1001",
    back=Link(name="E-1001", url="/office/estimates/1"),
    number="E-1001",
    status="viewed",
    about="The customer has version 1. Saving makes version 2, and tells them when they next open it.",
    save_label="Save version 2",
    can_send=False,
)
ERRORS = (
    FieldError(field="customer", message="Choose a customer, or add a new one."),
    FieldError(
        field="n2.unit_price",
        message="Unit price in line 2 is not an amount as it is written here. Write it like 1,250.00.",
    ),
    FieldError(field="n2.discount", message="Discount in line 2 can have at most 2 decimals in USD."),
)
BAD = EstimateForm(title="Gutters", currency="USD", lines=lines("n", WASH, ("Roof", "2", "1.250,00")), once="o1")
CONFLICT = Conflict(
    who="Sam Office",
    at="2026-11-23T20:05:00Z",
    differences=(
        Difference("Title", "Exterior wash", "Whole-house exterior wash and gutter cleaning"),
        Difference("Line “Soft wash of all siding”: unit price", "1,300.00", "1,250.00"),
        Difference("Line “Driveway”", "1 at 260.00", "not there"),
    ),
)
LIGHTS = EstimateForm(
    title="Roofline and two maples",
    record_type="holiday_lights",
    currency="USD",
    style="Warm and classic",
    lines=lines("n", ("Design and installation", "1", "1,840.00")),
    zones=[
        ZoneForm(
            key="n51", name="Roof line", light_type="C9 LED", color="Warm white", length_ft="120", spacing="12 in"
        ),
        ZoneForm(key="n52", name="Maples", light_type="Mini", rest='{"count": 2}'),
    ],
    once="o1",
)
EDITOR_PAGES: dict[str, tuple[str, Page]] = {
    name: ("office/editor.html", page)
    for name, page in {
        "office-editor-empty": EMPTY,
        "office-editor": EDITOR,
        "office-editor-plain": PLAIN,
        "office-editor-sent": SENT,
        "office-editor-nobody-found": replace(EMPTY, candidates=(), form=replace(EMPTY.form, customer_search="zz")),
        "office-editor-new-customer-with-errors": replace(
            EMPTY,
            new_customer=CustomerForm(name="Ann", email="ann@"),
            errors=(FieldError(field="new_customer.email", message="Email must be an email address."),),
            focus="new_customer.email",
        ),
        "office-editor-with-errors": replace(
            EMPTY, form=BAD, errors=ERRORS, focus="customer_search", figures=replace(FIGURES, options=(), summary="")
        ),
        "office-editor-conflict": replace(SENT, conflict=CONFLICT),
        "office-editor-settled": replace(
            SENT, problem="E-1001 has been accepted, so it cannot be changed.", can_copy=True
        ),
        "office-editor-lights": replace(PLAIN, form=LIGHTS),
        "office-editor-away": replace(PLAIN, figures=Figures(away=True), problem="Nothing was saved."),
    }.items()
}
