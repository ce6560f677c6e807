"""Leads of the fake quotes."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.datastructures import UploadFile

from shared.web.errors import problem
from tests.portal.records import ESTIMATE_ID

LEAD_ID = "0193e7a0-0000-7000-8000-0000000000e1"


class FakeLeads:
    """No leads at first; `ask` makes one."""

    def __init__(self, app: FastAPI) -> None:
        self.there: dict[str, dict[str, Any]] = {}
        self.next_cursor: str | None = None
        self.photos: list[bytes] = []
        app.add_api_route("/leads", self.list)
        app.add_api_route("/leads/{lead_id}", self.one)
        app.add_api_route("/leads/{lead_id}", self.move, methods=["PATCH"])
        app.add_api_route("/leads/{lead_id}/estimate", self.quote, methods=["POST"])

    def ask(self, **changes: Any) -> None:
        """Somebody asks for an estimate."""
        lead = {
            "lead_id": LEAD_ID, "name": "Kim Doe", "email": "kim@example.com", "phone": "+14155550144",
            "address": "3 Oak Street\nDuluth", "services": ["House wash"], "notes": "The gate is open.",
            "source": "portal", "referral_code": None, "status": "new", "created_at": "2026-11-23T17:00:00Z",
            "due_at": "2026-11-23T18:00:00Z", "answered_at": None, "minutes_left": 12, "customer_id": None,
            "estimate_id": None,
        } | changes  # fmt: skip
        self.there[lead["lead_id"]] = lead

    async def list(self, request: Request) -> dict[str, Any]:
        asked = request.query_params
        found = [
            one
            for one in self.there.values()
            if all(one[key] == asked[key] for key in ("status", "source") if key in asked)
        ]
        return {"items": found, "next_cursor": self.next_cursor}

    async def one(self, lead_id: str) -> Any:
        if lead_id not in self.there:
            return problem(404, "lead_not_found", "There is no such lead.")
        history = [
            {"at": "2026-11-23T17:00:00Z", "action": "created", "actor_kind": "customer", "actor_name": "Kim Doe"}
        ]
        return self.there[lead_id] | {"history": history}

    async def move(self, request: Request, lead_id: str) -> Any:
        if lead_id in self.there:
            self.there[lead_id] |= await request.json()
        return await self.one(lead_id)

    async def quote(self, request: Request, lead_id: str) -> Any:
        async with request.form() as form:
            self.photos = [await one.read() for one in form.getlist("photos") if isinstance(one, UploadFile)]
        made = {"lead_id": lead_id, "estimate_id": ESTIMATE_ID, "customer_id": "0193e7a0-0000-7000-8000-0000000000c1"}
        return JSONResponse(made, 201)
