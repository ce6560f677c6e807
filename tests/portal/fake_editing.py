"""Estimates of the fake quotes as they are made, changed, duplicated and withdrawn."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fastapi import Request
from fastapi.responses import JSONResponse

from shared.web.errors import problem
from tests.portal.records import ESTIMATE_ID, TOKEN

if TYPE_CHECKING:
    from tests.portal.fake_quotes import FakeQuotes

COPY_ID = ESTIMATE_ID[:-1] + "9"


class FakeEditing:
    """Takes what it is given, refuses what is stale, and adds up prices without tax or discount."""

    def __init__(self, quotes: "FakeQuotes") -> None:
        self.quotes = quotes
        self.drafted: list[dict[str, Any]] = []
        self.revised: list[dict[str, Any]] = []
        add = quotes.app.add_api_route
        add("/estimates", self.draft, methods=["POST"])
        add("/estimates/totals", self.totals, methods=["POST"])
        add("/estimates/{estimate_id}", self.revise, methods=["PATCH"])
        add("/estimates/{estimate_id}/duplicate", self.duplicate, methods=["POST"])
        add("/estimates/{estimate_id}/void", self.void, methods=["POST"])

    async def draft(self, request: Request) -> JSONResponse:
        self.drafted.append(await request.json())
        return JSONResponse({"estimate_id": ESTIMATE_ID}, 201)

    async def revise(self, request: Request) -> Any:
        body, estimate = await request.json(), self.quotes.estimates[TOKEN]
        if estimate.status == "accepted":
            return problem(409, "not_revisable", "E-1001 has been accepted, so it cannot be changed.")
        if (body["version"], body["document_hash"]) != (estimate.version, estimate.document_hash):
            return problem(409, "stale_version", "Somebody else was quicker.", current_version=estimate.version)
        self.revised.append(body)
        estimate.version += 1
        return {"estimate_id": ESTIMATE_ID}

    async def totals(self, request: Request) -> dict[str, Any]:
        body = await request.json()
        common = _sum(body["line_items"])
        options = [
            {"line_items": _figures(option["line_items"]), "totals": _totals(common + _sum(option["line_items"]))}
            for option in body["options"]
        ]
        sums = [option["totals"]["total"] for option in options] or [common]
        years = [
            {"price_per_year": plan["visits_per_year"] * plan["price_per_visit"]} for plan in body["maintenance_plans"]
        ]
        return {
            "currency": body["currency"],
            "total_from": min(sums),
            "totals": None if options else _totals(common),
            "line_items": _figures(body["line_items"]),
            "options": options,
            "maintenance_plans": years,
        }

    async def duplicate(self) -> JSONResponse:
        return JSONResponse({"estimate_id": COPY_ID}, 201)

    async def void(self, request: Request) -> Any:
        estimate, reason = self.quotes.estimates[TOKEN], (await request.json())["reason"]
        if estimate.status == "accepted" and not reason:
            message = "reason must not be empty."
            return problem(422, "invalid_text", message, errors=[{"field": "reason", "message": message}])
        estimate.status = "void"
        return {"estimate_id": ESTIMATE_ID}


def _sum(items: list[dict[str, Any]]) -> int:
    return sum(_amount(item) for item in items if not item["optional"])


def _amount(item: dict[str, Any]) -> int:
    return int(Decimal(item["quantity"]) * int(item["unit_price"]))


def _figures(items: list[dict[str, Any]]) -> list[dict[str, int]]:
    return [{"amount": _amount(item), "total": _amount(item)} for item in items]


def _totals(total: int) -> dict[str, int]:
    return {"subtotal": total, "discount": 0, "tax": 0, "total": total, "deposit_due": 0}
