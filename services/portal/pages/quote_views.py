"""What the proposal's pages are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from services.portal.pages.appointment_views import ShownAppointment
from services.portal.pages.attachment_views import Shown
from services.portal.pages.design_views import DesignPart, design_parts
from services.portal.pages.quote_document import (
    Acceptance,
    LineItem,
    MaintenancePlan,
    Option,
    Quote,
    Totals,
    plan_of,
    sells_plans_only,
)
from services.portal.pages.quote_kinds import kind_within, parts_of, tabs_of
from services.portal.pages.views import FieldError, Link, PaymentState, Shell
from shared.words import say

AWAITS_ANSWER = frozenset({"draft", "sent", "viewed", "changes_requested"})
DECLINE_REASONS = {
    "price": say("The price"),
    "timing": say("The timing"),
    "scope": say("It is not what I need"),
    "chose_other": say("I chose another company"),
    "other": say("Something else"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LineGroup:
    """Lines shown together: the document's own (without `option_id`), or those of one package."""

    title: str
    option_id: str
    shown: bool
    lines: Sequence[LineItem]

    @property
    def included(self) -> list[LineItem]:
        """The lines that are part of it in any case."""
        return [line for line in self.lines if not line["optional"]]

    @property
    def extras(self) -> list[LineItem]:
        """The lines the customer may add."""
        return [line for line in self.lines if line["optional"]]

    @property
    def taxed(self) -> bool:
        """Whether a column for tax says anything."""
        return any(Decimal(line["tax_rate"] or 0) for line in self.included if line["unit_price"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """Where the deposit stands. `preparing` is the moment until its invoice exists; `offline` says `how_to_pay`."""

    state: PaymentState | Literal["preparing"]
    amount: int
    currency: str
    how_to_pay: str | None = None
    receipt_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePage:
    """`customer/quote.html`. `base` is its own address without a query, such as /quote/{token}.

    GET {base}?option_id=&maintenance_plan_id=&item=&item= shows other choices, {base}/totals with the same query only
    their totals, {base}/pdf the file. POST {base}/view (header X-Nonce) counts a view. Forms post, all with `nonce`:
    {base}/accept: version, document_hash, option_id, maintenance_plan_id, item (repeated), signer_name,
    signature_kind (typed|drawn), signature_text, signature_png (base64), consent ("yes"), consented_at (ISO, or empty);
    {base}/decline: reason (a key of DECLINE_REASONS), decline_text; {base}/notes: note_text, change_request ("yes");
    {base}/checkout: nothing else. `errors` and `form` (what was typed, given back) go by these names. A `preview` is
    the office looking: `nonce` is empty then, and the page says that nothing will be recorded. `signed_by_another` tells
    somebody whose signature came too late. `view` is as what the address asked to show it, which all of these carry on.
    Shown for the link that the browser holds, `find_url` leads to whatever else there may be.
    """

    shell: Shell
    base: str
    quote: Quote
    nonce: str
    consent_text: str
    errors: Sequence[FieldError] = ()
    form: Mapping[str, str] = field(default_factory=dict)
    changed: bool = False
    signed_by_another: bool = False
    preview: bool = False
    note_sent: bool = False
    deposit: Deposit | None = None
    of_the_work: Sequence[Shown] = ()
    appointment: ShownAppointment | None = None
    view: str = ""
    find_url: str | None = None

    def address(self, part: str) -> str:
        """Where a part of the page is, such as pdf."""
        return f"{self.base}/{part}?view={self.view}" if self.view else f"{self.base}/{part}"

    @property
    def parts(self) -> Sequence[str]:
        """The parts of what is offered, in the order they are shown in."""
        return parts_of(self.quote["kind"])

    @property
    def tabs(self) -> list[Link]:
        """The way to each part of what is offered."""
        return tabs_of(self.quote["kind"], self.quote["views"])

    @property
    def design(self) -> list[DesignPart]:
        """The holiday design, part by part."""
        return design_parts(self.quote)

    @property
    def has_design(self) -> bool:
        """Whether the record is of the type that has a design, drawn up or not."""
        return "holiday" in self.quote["views"]

    @property
    def attached(self) -> Sequence[Shown]:
        """The photos and files that are part of what is offered, save those that the design shows."""
        pictured = {shot.photo["id"] for part in self.design for pair in part.pairs for shot in pair}
        return [one for one in self.quote["document"].get("attachments", []) if one["id"] not in pictured]

    @property
    def acceptance(self) -> Acceptance | None:
        """The acceptance, once there is one."""
        return self.quote["acceptance"]

    @property
    def awaits_answer(self) -> bool:
        """Whether there is something to accept or decline, for somebody who may."""
        return self.may_sign and self.quote["status"] in AWAITS_ANSWER

    @property
    def may_sign(self) -> bool:
        """Whether whoever holds the link may answer for the customer."""
        return self.quote.get("may_sign", True)

    @property
    def totals(self) -> Totals:
        """The totals of what is chosen now."""
        return self.quote["selection"]["totals"]

    @property
    def currency(self) -> str:
        """The currency of every amount on the page."""
        return self.quote["document"]["currency"]

    @property
    def chosen_option(self) -> Option | None:
        """The chosen package, if there are packages."""
        chosen = self.quote["selection"]["option_id"]
        return next((option for option in self.quote["document"]["options"] if option["id"] == chosen), None)

    @property
    def plan(self) -> MaintenancePlan | None:
        """The chosen maintenance plan, if one is chosen."""
        return plan_of(self.quote)

    @property
    def plans_only(self) -> bool:
        """Whether there is nothing to buy but a maintenance plan, so that there is a price per visit and no total."""
        return sells_plans_only(self.quote["document"])

    @property
    def called(self) -> str:
        """What is accepted, in a word: of a maintenance offer the plan may not be chosen at all."""
        without_plan = self.quote["kind"] == "maintenance" and self.plan_is_a_choice
        return say("offer") if without_plan else kind_within(self.quote["kind"])

    @property
    def plan_is_a_choice(self) -> bool:
        """Whether the customer may also take the work without a maintenance plan."""
        return bool(self.quote["document"]["line_items"] or self.quote["document"]["options"])

    @property
    def groups(self) -> list[LineGroup]:
        """All lines, in the groups they are shown in; those of packages not chosen are there to be brought out."""
        document, chosen = self.quote["document"], self.quote["selection"]["option_id"]
        title = say("Included in every package") if document["options"] else say("What we will do")
        own = LineGroup(title=title, option_id="", shown=True, lines=document["line_items"])
        return [own, *(_group(option, chosen) for option in document["options"])]

    @property
    def has_extras(self) -> bool:
        """Whether there is anything to add."""
        return any(group.extras for group in self.groups)

    @property
    def decline_reasons(self) -> Mapping[str, str]:
        """The reasons offered for declining, by their form value."""
        return DECLINE_REASONS


def _group(option: Option, chosen: str | None) -> LineGroup:
    return LineGroup(
        title=say("In the {option} package", option=option["name"]),
        option_id=option["id"],
        shown=option["id"] == chosen,
        lines=option["line_items"],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsFragment:
    """`customer/_totals.html` alone, as {base}/totals answers it."""

    shell: Shell
    currency: str
    totals: Totals
    plan: MaintenancePlan | None = None
    plans_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedPage:
    """`customer/accepted.html`: shown once signed. Next steps default to what happens in any business.

    A `preview` is shown once signing was tried, and says that nothing was accepted.
    """

    shell: Shell
    base: str
    quote: Quote
    acceptance: Acceptance
    nonce: str
    deposit: Deposit | None = None
    appointment: ShownAppointment | None = None
    preview: bool = False
    next_steps: Sequence[str] = ()
    links: Sequence[Link] = ()
