"""Businesses and proposals that look like real ones."""

from dataclasses import replace

from services.portal.pages import quote_document, views

NONCE = "n0nce-of-the-scripts"
SIGNATURE_PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAJYAAAAyAgAAAADRV2VnAAABqUlEQVR42s2VvW3DMBCFKRmwCxYcIIVGUJOecVK4zSYeQf5ZwCOkzxCU4wXkDRQg"
    "A6hgAAWgdLkjacFyEV0RIGElCh/vePfeSQJYS/wd9lmwsI3iYC6RHMxmew7WmDcOdoQzB3uCdw4moWZgnWJhLmcltZqFNYZVKV6M0zdkTgzsxMNW"
    "ABxNpSensF55cgrrMk/erPErxJwm8na5xfD4pQlrNcl1CbKOD3Y2UMJjtiCSBsfghoJUOEHNbqBSnxS1avxklXidakk3QbaO+n2IxAQMoo9SPPaI"
    "h5xC9lhfUYTh3p/sVAW9xPxW1wXsG3p3EHMTKz1HrVzeaJdhNRW0OSwaH2s+NOREw+Bt5zKr0cpH6GSnMLu9UAHrZRjDXlYGFGArZjbH7UARtgeX"
    "hTGE5RblxXhQCmOLjb/9BVvFtqFLSgy0fcFe2xTae7G+FktS54JRbEaBwuepFXcjTRWWRoVGrds0ipqMpEcr7EKhN9pnIwzd4c1QmTHWjY3k8pAu"
    "/dmWTvt0Vk7OKaXb5FNYuYb+kExO1oPAlU9i/bMQC9bv4/X//rN+C/sGplrd/06IHyIAAAAASUVORK5CYII="
)

BUSINESS = views.Business(
    name="Evergreen Exteriors",
    home_url="/portal/evergreen",
    brand_css_url="/portal/evergreen/brand.css?v=1",
    logo_url="/portal/evergreen/logo?v=1",
    phone="+16125550142",
    email="hello@evergreen.example",
    address="48 Harbor Street, Duluth, MN 55802",
    website="https://evergreen.example",
)
SHELL = views.Shell(csp_nonce=NONCE, locale="en_US", time_zone="America/Chicago", business=BUSINESS)
UNBRANDED = replace(
    SHELL, business=views.Business(name="Harbor Paving", home_url="/portal/harbor", email="office@harbor.example")
)
NEUTRAL = replace(SHELL, business=None)


def line(
    name: str,
    description: str,
    *,
    unit_price: int,
    quantity: str = "1",
    scope: str | None = None,
    optional: bool = False,
    tax_rate: str = "0.0825",
    discount: quote_document.Reduction | None = None,
    total: int | None = None,
) -> quote_document.LineItem:
    return {
        "id": name,
        "description": description,
        "scope": scope,
        "quantity": quantity,
        "unit_price": unit_price,
        "tax_rate": tax_rate,
        "optional": optional,
        "discount": discount,
        "total": unit_price if total is None else total,
    }


STANDARD_TOTALS: quote_document.Totals = {
    "subtotal": 262_500,
    "discount": 26_250,
    "tax": 19_491,
    "total": 255_741,
    "deposit_due": 76_722,
}
OPTIONS: list[quote_document.Option] = [
    {
        "id": "basic",
        "name": "Basic",
        "description": "A careful soft wash of every wall.",
        "recommended": False,
        "discount": None,
        "line_items": [line("b1", "Soft wash, all elevations", unit_price=65, quantity="2400", total=156_000)],
        "totals": {"subtotal": 156_000, "discount": 0, "tax": 12_870, "total": 168_870, "deposit_due": 50_661},
    },
    {
        "id": "standard",
        "name": "Standard",
        "description": "Walls, gutters and windows, done in one visit.",
        "recommended": True,
        "discount": {"kind": "percent", "value": "10"},
        "line_items": [
            line("s1", "Soft wash, all elevations", unit_price=65, quantity="2400", total=156_000),
            line(
                "s2",
                "Gutter cleaning and flush",
                unit_price=425,
                quantity="180",
                total=68_850,
                scope="By hand, downspouts flushed.\nDebris is bagged and taken away.",
                discount={"kind": "percent", "value": "10"},
            ),
            line("s3", "Window cleaning, outside", unit_price=1_450, quantity="26", total=37_650),
            line("s4", "Screens washed and reset", unit_price=14_300, optional=True),
        ],
        "totals": STANDARD_TOTALS,
    },
    {
        "id": "premium",
        "name": "Premium",
        "description": "Everything, plus the driveway and a wax finish.",
        "recommended": False,
        "discount": {"kind": "fixed", "value": 40_000},
        "line_items": [
            line("p1", "Soft wash, all elevations, with wax finish", unit_price=95, quantity="2400", total=228_000),
            line("p2", "Gutter cleaning and flush", unit_price=425, quantity="180", total=76_500),
            line("p3", "Window cleaning, inside and outside", unit_price=2_400, quantity="26", total=62_400),
            line("p4", "Driveway, hot-water clean", unit_price=38, quantity="1150.5", total=43_719),
        ],
        "totals": {
            "subtotal": 410_619,
            "discount": 40_000,
            "tax": 30_576,
            "total": 401_195,
            "deposit_due": 120_359,
        },
    },
]
DOCUMENT: quote_document.Document = {
    "record_type": "residential",
    "title": "Whole-house exterior wash and gutter cleaning",
    "currency": "USD",
    "line_items": [
        line("d1", "Site protection", unit_price=0, scope="Plants covered and rinsed, outlets taped."),
        line("d2", "Roof moss treatment", unit_price=48_000, optional=True, scope="Two visits, six weeks apart."),
        line("d3", "Deck wash and brightening", unit_price=32_500, optional=True),
    ],
    "options": OPTIONS,
    "maintenance_plans": [
        {"id": "m2", "name": "Twice a year", "visits_per_year": 2, "price_per_visit": 59_000, "term_months": 24},
        {"id": "m4", "name": "Every season", "visits_per_year": 4, "price_per_visit": 49_000, "term_months": 12},
    ],
    "totals": None,
    "discount": None,
    "deposit": {"kind": "percent", "value": "30"},
    "terms": (
        "Prices hold until the date shown above. Water and power are used from the house.\n\n"
        "We reschedule at no cost in rain, frost or high wind. The balance is due within 14 days of completion.\n\n"
        "You may cancel up to 72 hours before the visit and get your deposit back in full."
    ),
    "expires_on": "2026-12-12",
}
ACCEPTANCE: quote_document.Acceptance = {
    "document_id": "0198f000-0000-7000-8000-0000000000d1",
    "sealed_at": "2026-11-23T20:05:02.000000Z",
    "accepted_at": "2026-11-23T20:05:00.000000Z",
    "signer_name": "Dana Whitfield",
    "option_name": "Standard",
    "total": 255_741,
    "deposit_due": 76_722,
    "signature_kind": "drawn",
    "signature_text": None,
    "signature_png_base64": SIGNATURE_PNG,
}
NOTES: list[quote_document.Note] = [
    {
        "author_kind": "customer",
        "author_name": "Dana Whitfield",
        "text": "Does this include the garage?\n\nIt is the white building behind the house.",
        "at": "2026-11-20T15:12:00Z",
    },
    {
        "author_kind": "office",
        "author_name": "Miguel at Evergreen",
        "text": "It does. We wash it in the same visit.",
        "at": "2026-11-20T16:40:00Z",
    },
]
QUOTE: quote_document.Quote = {
    "estimate_id": "0199a0c0-0000-7000-8000-000000000001",
    "number": "E-1001",
    "kind": "proposal",
    "views": ["proposal", "maintenance", "estimate"],
    "status": "viewed",
    "version": 2,
    "document_hash": "9f2c",
    "customer": {"name": "Dana Whitfield", "address": "12 Elm Street, Duluth, MN 55804"},
    "document": DOCUMENT,
    "selection": {
        "option_id": "standard",
        "maintenance_plan_id": None,
        "optional_item_ids": ["d3"],
        "totals": STANDARD_TOTALS,
    },
    "acceptance": None,
    "notes": NOTES,
}
PLAIN_QUOTE: quote_document.Quote = {
    **QUOTE,
    "number": "E-1002",
    "kind": "estimate",
    "views": ["estimate"],
    "version": 1,
    "status": "sent",
    "document": {
        **DOCUMENT,
        "title": "Driveway repair",
        "line_items": [line("a", "Crack filling", unit_price=90_000, tax_rate="0")],
        "options": [],
        "maintenance_plans": [],
        "deposit": None,
        "terms": None,
    },
    "selection": {
        "option_id": None,
        "optional_item_ids": [],
        "totals": {"subtotal": 90_000, "discount": 0, "tax": 0, "total": 90_000, "deposit_due": 0},
    },
    "notes": [],
}
PLAN_QUOTE: quote_document.Quote = {
    **PLAIN_QUOTE,
    "kind": "maintenance",
    "views": ["maintenance"],
    "document": {**DOCUMENT, "line_items": [], "options": [], "deposit": None, "title": "Keep the house bright"},
    "selection": {
        "option_id": None,
        "maintenance_plan_id": "m4",
        "optional_item_ids": [],
        "totals": {"subtotal": 0, "discount": 0, "tax": 0, "total": 0, "deposit_due": 0},
    },
}
ACCEPTED_QUOTE: quote_document.Quote = {**QUOTE, "status": "accepted", "acceptance": ACCEPTANCE}
CONSENT = (
    "I agree to sign electronically. My electronic signature has the same legal effect as one written by hand, and I "
    "accept this proposal and its terms."
)
