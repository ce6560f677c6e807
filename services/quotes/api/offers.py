"""The content of an estimate as it comes in, and the offer made of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from services.quotes.api.fields import Body, Day, DecimalText, Flag, Minor, Rate, Whole
from services.quotes.domain.figures import read_decimal
from services.quotes.domain.items import Deposit, Discount, LineItem, MaintenancePlan, Option, RateKind, new_item_id
from services.quotes.domain.offer import Offer, RecordType

_UNNAMED = "-"


class Reduction(Body):
    """Minor units ("fixed"), or hundredths as a decimal string ("percent")."""

    kind: Literal["fixed", "percent"]
    value: Rate


class LineItemBody(Body):
    """One line. The `id` of a line that was there before keeps it the same line."""

    id: str | None = None
    description: str
    scope: str = ""
    quantity: DecimalText
    unit_price: Minor
    tax_rate: DecimalText = "0"
    optional: Flag = False
    discount: Reduction | None = None


class OptionBody(Body):
    """One package; its lines come on top of those common to all."""

    id: str | None = None
    name: str
    description: str = ""
    line_items: tuple[LineItemBody, ...]
    discount: Reduction | None = None
    recommended: Flag = False


class PlanBody(Body):
    """Recurring visits."""

    id: str | None = None
    name: str
    visits_per_year: Whole
    price_per_visit: Minor
    term_months: Whole
    starts_on: Day | None = None
    renews: Flag = False


Design = Annotated[
    dict[str, Any] | None,
    Field(
        description="The design of holiday lights, whatever is in it: each member is shown as a fact, named after it, with a "
        "unit where the name ends in one (length_ft); lists of objects, such as zones, are shown part by part, each "
        "under its name. Photos are marked as before or after for a zone where they are attached.",
    ),
]


class NewEstimate(Body):
    """An estimate to be drafted; without a currency it is in the workspace's."""

    customer_id: UUID
    record_type: RecordType = "generic"
    title: str
    currency: str | None = None
    line_items: tuple[LineItemBody, ...] = ()
    options: tuple[OptionBody, ...] = ()
    maintenance_plans: tuple[PlanBody, ...] = ()
    holiday: Design = None
    discount: Reduction | None = None
    terms: str = ""
    expires_on: Day | None = None
    deposit: Reduction | None = None
    public_token: Flag = True


class EstimateChange(Body):
    """What is to be different: members left out stay as they are, null takes away.

    `version` and `document_hash` are those of what was edited: a 409 `stale_version` tells that it has changed since.
    """

    version: Whole | None = None
    document_hash: str | None = None
    record_type: RecordType = "generic"
    title: str = ""
    currency: str = ""
    line_items: tuple[LineItemBody, ...] = ()
    options: tuple[OptionBody, ...] = ()
    maintenance_plans: tuple[PlanBody, ...] = ()
    holiday: Design = None
    discount: Reduction | None = None
    terms: str = ""
    expires_on: Day | None = None
    deposit: Reduction | None = None


class PricedLine(LineItemBody):
    """A line as far as its price depends on it: without its texts it counts the same."""

    description: str = _UNNAMED


class PricedOption(OptionBody):
    """A package without need of a name."""

    name: str = _UNNAMED
    line_items: tuple[PricedLine, ...] = ()


class PricedPlan(PlanBody):
    """Recurring visits without need of a name or a term."""

    name: str = _UNNAMED
    term_months: Whole = 12


class Priced(Body):
    """What an estimate is to come to, before there is one."""

    currency: str | None = None
    line_items: tuple[PricedLine, ...] = ()
    options: tuple[PricedOption, ...] = ()
    maintenance_plans: tuple[PricedPlan, ...] = ()
    discount: Reduction | None = None
    deposit: Reduction | None = None


def offer_of(body: NewEstimate | Priced, currency: str) -> Offer:
    """The offer in `body`; raises an `Invalid` naming the field that is not in order."""
    given = body.model_fields_set - {"customer_id", "currency", "public_token"}
    content = {"title": _UNNAMED} | {name: _read(body, name) for name in given}
    return Offer(currency=body.currency or currency, **content)


def change_of(body: EstimateChange) -> Callable[[Offer], Offer]:
    """What turns the offer there is into the one wanted; it raises an `Invalid` naming the field not in order."""
    given = body.model_fields_set - {"version", "document_hash"}
    return lambda offer: replace(offer, **{name: _read(body, name) for name in given})


def _read(body: NewEstimate | Priced | EstimateChange, name: str) -> Any:
    value = getattr(body, name)
    if name == "line_items":
        return _line_items(value, name)
    if name == "options":
        return tuple(_option(option, f"{name}[{position}]") for position, option in enumerate(value))
    if name == "maintenance_plans":
        return tuple(_plan(plan) for plan in value)
    if name == "discount":
        return _discount(value, name)
    if name == "deposit" and value is not None:
        return Deposit(*_rate(value, name))
    return value


def _line_items(items: Sequence[LineItemBody], path: str) -> tuple[LineItem, ...]:
    return tuple(_line_item(item, f"{path}[{position}]") for position, item in enumerate(items))


def _line_item(item: LineItemBody, path: str) -> LineItem:
    return LineItem(
        id=item.id or new_item_id(),
        description=item.description,
        scope=item.scope,
        quantity=read_decimal(item.quantity, f"{path}.quantity"),
        unit_price=item.unit_price,
        tax_rate=read_decimal(item.tax_rate, f"{path}.tax_rate"),
        optional=item.optional,
        discount=_discount(item.discount, f"{path}.discount"),
    )


def _option(option: OptionBody, path: str) -> Option:
    return Option(
        id=option.id or new_item_id(),
        name=option.name,
        description=option.description,
        line_items=_line_items(option.line_items, f"{path}.line_items"),
        discount=_discount(option.discount, f"{path}.discount"),
        recommended=option.recommended,
    )


def _plan(plan: PlanBody) -> MaintenancePlan:
    return MaintenancePlan(
        id=plan.id or new_item_id(),
        name=plan.name,
        visits_per_year=plan.visits_per_year,
        price_per_visit=plan.price_per_visit,
        term_months=plan.term_months,
        starts_on=plan.starts_on,
        renews=plan.renews,
    )


def _discount(given: Reduction | None, path: str) -> Discount | None:
    return Discount(*_rate(given, path)) if given else None


def _rate(given: Reduction, path: str) -> tuple[RateKind, Any]:
    # A fixed amount written as a text is left to the domain to refuse.
    value = given.value if given.kind == "fixed" else read_decimal(given.value, f"{path}.value")
    return given.kind, value
