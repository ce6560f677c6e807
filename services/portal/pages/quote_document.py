"""An offer as its pages are given it: the quotes service's answers, passed on untouched."""

from typing import Literal, NotRequired, TypedDict

from services.portal.pages.attachment_views import Shown
from services.portal.pages.quote_kinds import Kind

Status = Literal["draft", "sent", "viewed", "changes_requested", "accepted", "declined", "expired", "void"]


class Reduction(TypedDict):
    """A discount or deposit rule: `fixed` in minor units, `percent` in hundredths as a decimal string ("10" = 10 %)."""

    kind: Literal["fixed", "percent"]
    value: int | str


class Totals(TypedDict):
    """Minor units; the discount is positive and already taken off the total."""

    subtotal: int
    discount: int
    tax: int
    total: int
    deposit_due: int


class LineItem(TypedDict):
    """One line; quantity and tax rate are decimal strings, `total` is before tax and after its own discount."""

    id: str
    description: str
    scope: str | None
    quantity: str
    unit_price: int
    tax_rate: str
    optional: bool
    discount: Reduction | None
    total: int


class Option(TypedDict):
    """A package to choose; its lines come on top of the document's own."""

    id: str
    name: str
    description: str | None
    recommended: bool
    discount: Reduction | None
    line_items: list[LineItem]
    totals: Totals


class MaintenancePlan(TypedDict):
    """A plan to choose; the price is in minor units."""

    id: str
    name: str
    visits_per_year: int
    price_per_visit: int
    term_months: int
    starts_on: NotRequired[str | None]
    renews: NotRequired[bool]


class Document(TypedDict):
    """What is offered, as of one version."""

    record_type: str
    title: str
    currency: str
    line_items: list[LineItem]
    options: list[Option]
    maintenance_plans: list[MaintenancePlan]
    totals: Totals | None
    discount: Reduction | None
    deposit: Reduction | None
    terms: str | None
    expires_on: str | None
    attachments: NotRequired[list[Shown]]


def sells_plans_only(document: Document) -> bool:
    """Whether nothing is offered but maintenance plans, which are billed by visit: such an offer comes to no total."""
    return bool(document["maintenance_plans"]) and not document["line_items"] and not document["options"]


class Selection(TypedDict):
    """What is chosen now, and what that comes to."""

    option_id: str | None
    maintenance_plan_id: NotRequired[str | None]
    optional_item_ids: list[str]
    totals: Totals


class Acceptance(TypedDict):
    """Who accepted what, and when; the PNG is base64 without a data: prefix, and null once it is a file of its own.

    `document_id` names the document that is sealed, or will be.
    """

    document_id: NotRequired[str]
    sealed_at: NotRequired[str | None]
    accepted_at: str
    signer_name: str
    option_name: str | None
    total: int
    deposit_due: int
    signature_kind: Literal["drawn", "typed"]
    signature_text: str | None
    signature_png_base64: str | None


class Note(TypedDict):
    """One message between customer and office."""

    author_kind: Literal["customer", "office"]
    author_name: str
    text: str
    at: str


class Addressee(TypedDict):
    """Whom the document is for."""

    name: str
    address: str | None


class Fact(TypedDict):
    """One thing that is known, and what it is called."""

    label: str
    value: str


class Pictures(TypedDict):
    """The property before and after, by the ids of two attachments of the document; one of them may be missing."""

    before: str | None
    after: str | None


class DesignSection(TypedDict):
    """One part of a holiday design, such as a zone; what is said of all of it has no title."""

    title: str
    facts: list[Fact]
    pictures: NotRequired[list[Pictures]]


class Quote(TypedDict):
    """An estimate, proposal or maintenance offer: `kind` is as what it is shown here, `views` as what it could be."""

    estimate_id: str
    number: str
    kind: Kind
    views: list[Kind]
    status: Status
    version: int
    document_hash: str
    customer: Addressee
    document: Document
    design: NotRequired[list[DesignSection]]
    selection: Selection
    acceptance: Acceptance | None
    notes: list[Note]
    may_sign: NotRequired[bool]


def plan_of(quote: Quote) -> MaintenancePlan | None:
    """The maintenance plan that is chosen, or was agreed on, if any is."""
    wanted = quote["selection"].get("maintenance_plan_id")
    return next((plan for plan in quote["document"]["maintenance_plans"] if plan["id"] == wanted), None)
