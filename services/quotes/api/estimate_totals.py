"""What an estimate would come to: nothing is saved, and the figures are those of every page, PDF and invoice."""

from typing import Any

from fastapi import APIRouter
from typing_extensions import TypedDict

from services.quotes.api.offers import Priced, offer_of
from services.quotes.domain.document import document
from services.quotes.domain.totals import lowest_total
from services.quotes.queries.workspaces import get_workspace
from shared.web.caller import StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute

router = APIRouter(route_class=UnitOfWorkRoute, tags=["estimates"])


class LineFigures(TypedDict):
    """A line's `amount` is before all discounts; its `total` after its own, before the others and before tax."""

    amount: int
    total: int


class OptionFigures(TypedDict):
    line_items: list[LineFigures]
    totals: dict[str, int]


class PlanFigures(TypedDict):
    price_per_year: int


class TotalsAnswer(TypedDict):
    """All in minor units, with no optional item ticked; with options the totals are those of each, and else one."""

    currency: str
    total_from: int
    totals: dict[str, int] | None
    line_items: list[LineFigures]
    options: list[OptionFigures]
    maintenance_plans: list[PlanFigures]


@router.post("/estimates/totals")
def totals(session: Reading, staff: StaffDep, body: Priced) -> TotalsAnswer:
    """What these items come to. Nothing is kept; what would be refused in an estimate is refused here."""
    offer = offer_of(body, get_workspace(session, staff.workspace).currency)
    content = document(offer)
    return {
        "currency": offer.currency,
        "total_from": lowest_total(offer),
        "totals": content["totals"],
        "line_items": _figures(content["line_items"]),
        "options": [
            {"line_items": _figures(option["line_items"]), "totals": option["totals"]} for option in content["options"]
        ],
        "maintenance_plans": [{"price_per_year": plan["price_per_year"]} for plan in content["maintenance_plans"]],
    }


def _figures(items: list[dict[str, Any]]) -> list[LineFigures]:
    return [{"amount": item["amount"], "total": item["total"]} for item in items]
