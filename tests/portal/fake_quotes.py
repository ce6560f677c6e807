"""Quotes with one estimate on file, answering as the real one does."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from shared.web.errors import problem
from tests.portal.fake_customers import FakeCustomers
from tests.portal.fake_diary import add_diary
from tests.portal.fake_documents import add_documents
from tests.portal.fake_editing import FakeEditing
from tests.portal.fake_files import add_files
from tests.portal.fake_leads import FakeLeads
from tests.portal.fake_service import FakeService
from tests.portal.fake_signed_in import Parties
from tests.portal.records import ACCEPTANCE, DOCUMENT, ESTIMATE_ID, JOB_ID, PREMIUM_TOTALS, TOKEN, TOTALS


@dataclass
class Estimate:
    """What the fake quotes has on file under `TOKEN`."""

    workspace_id: UUID
    status: str = "sent"
    version: int = 1
    document_hash: str = "ab" * 32
    acceptance: dict[str, Any] | None = None
    notes: list[dict[str, Any]] = field(default_factory=list)
    views: int = 0
    viewed_as: str | None = None
    in_season: bool = False
    may_pay: bool = True
    has_token: bool = True
    language: str = ""
    design: list[dict[str, Any]] = field(default_factory=list)
    document: dict[str, Any] = field(default_factory=lambda: dict(DOCUMENT))

    @property
    def shown_as(self) -> list[str]:
        plans, design = self.document["maintenance_plans"], self.document["record_type"] == "holiday_lights"
        return ["proposal", *(["maintenance"] if plans else []), "estimate", *(["holiday"] if design else [])]


class FakeQuotes(FakeService):
    """Quotes with one estimate on file."""

    def __init__(self) -> None:
        super().__init__("quotes")
        self.estimates: dict[str, Estimate] = {}
        add = self.app.add_api_route
        add("/public/links/{token}", self.view)
        add("/public/links/{token}/accept", self.accept, methods=["POST"], status_code=201)
        add("/public/links/{token}/decline", self.decline, methods=["POST"])
        add("/public/links/{token}/notes", self.note, methods=["POST"], status_code=201)
        add("/public/links/{token}/view", self.viewed, methods=["POST"], status_code=204)
        add("/public/links/{token}/renew", self.renew, methods=["POST"], status_code=202)
        add("/public/links/{token}/pdf", self.pdf)
        add_files(self.app)
        self.diary = add_diary(self.app)
        add_documents(self)
        self.customers = FakeCustomers(self.app)
        self.listed: list[dict[str, Any]] = [{}]
        """What sets the estimates of the list apart from the one there is."""
        self.leads = FakeLeads(self.app)
        self.parties = Parties(self)
        self.editing = FakeEditing(self)
        add("/estimates", self.list)
        add("/estimates/{estimate_id}", self.estimate)
        add("/estimates/{estimate_id}/history", self.history)
        add("/estimates/{estimate_id}/notes", self.office_notes)
        add("/estimates/{estimate_id}/notes", self.office_notes, methods=["POST"])
        add("/estimates/{estimate_id}/send", self.send, methods=["POST"], status_code=202)
        add("/estimates/{estimate_id}/link", self.link)
        add("/estimates/by-link/{token}", self.by_link)
        add("/estimates/{estimate_id}/preview", self.preview)
        add("/estimates/{estimate_id}/preview/pdf", self.pdf)
        add("/estimates/{estimate_id}/preview/accept", self.try_accepting, methods=["POST"])
        add("/estimates/{estimate_id}/links/revoke", self.revoke, methods=["POST"])
        add("/customers/{customer_id}/links/revoke", self.revoke, methods=["POST"])

    def add(self, workspace_id: UUID, token: str = TOKEN) -> Estimate:
        self.estimates[token] = Estimate(workspace_id)
        return self.estimates[token]

    async def view(self, request: Request, token: str) -> Any:
        estimate = self.estimates.get(token)
        if estimate is None:
            return problem(404, "link_not_valid", "This link does not work.")
        chosen = request.query_params.get("option_id", "standard")
        totals = PREMIUM_TOTALS if chosen == "premium" else TOTALS
        return {
            "workspace_id": str(estimate.workspace_id),
            "estimate_id": ESTIMATE_ID,
            "number": "E-1001",
            "kind": "estimate",
            "status": estimate.status,
            "version": estimate.version,
            "document_hash": "ab" * 32,
            "customer": {"name": "Dana Fox", "address": "18 Larkspur Lane", "language": estimate.language},
            "document": estimate.document,
            "selection": {
                "option_id": chosen,
                "maintenance_plan_id": None,
                "optional_item_ids": request.query_params.getlist("item"),
                "totals": totals,
            },
            "acceptance": estimate.acceptance,
            "notes": estimate.notes,
            "consent": {"text": "I agree to sign electronically.", "version": "1"},
            "purpose": asked if (asked := request.query_params.get("view")) in estimate.shown_as else "estimate",
            "views": estimate.shown_as,
            "today_expired": False,
            "in_season": estimate.in_season,
            "may_pay": estimate.may_pay,
        }

    async def accept(self, request: Request, token: str) -> Any:
        estimate, body = self.estimates[token], await request.json()
        if estimate.acceptance is None and body["version"] != estimate.version:
            return problem(409, "stale_version", "This has changed.", current_version=estimate.version)
        again = estimate.acceptance is not None
        if not again:
            estimate.status, estimate.acceptance = "accepted", ACCEPTANCE | {"signer_name": body["signer_name"]}
        answer = {"status": "accepted", "job_id": JOB_ID, "accepted_at": ACCEPTANCE["accepted_at"]}
        return JSONResponse(answer, 200 if again else 201)

    async def decline(self, request: Request, token: str) -> Any:
        estimate, body = self.estimates[token], await request.json()
        if body["version"] not in {None, estimate.version}:
            return problem(409, "stale_version", "This has changed.", current_version=estimate.version)
        estimate.status = "declined"
        return {"status": "declined"}

    async def note(self, request: Request, token: str) -> dict[str, str]:
        text = (await request.json())["text"]
        note = {"author_kind": "customer", "author_name": "Dana Fox", "text": text, "at": ACCEPTANCE["accepted_at"]}
        self.estimates[token].notes.append(note)
        return {}

    async def viewed(self, request: Request, token: str) -> None:
        self.estimates[token].views += 1
        self.estimates[token].viewed_as = (await request.json())["view"]

    async def renew(self) -> dict[str, str]:
        return {"status": "queued"}

    async def pdf(self) -> Response:
        headers = {"Content-Disposition": 'inline; filename="E-1001.pdf"', "X-Secret": "internal"}
        return Response(b"%PDF-1.7 fake", media_type="application/pdf", headers=headers)

    async def list(self) -> dict[str, Any]:
        item = {
            "estimate_id": ESTIMATE_ID, "number": "E-1001", "title": "Whole-house exterior wash", "status": "sent",
            "customer_name": "Dana Fox", "currency": "USD", "total": 119_075, "version": 1, "kind": "proposal",
            "updated_at": ACCEPTANCE["accepted_at"],
        }  # fmt: skip
        return {"items": [item | changes for changes in self.listed], "next_cursor": "older+than/this"}

    async def estimate(self) -> dict[str, Any]:
        estimate = self.estimates[TOKEN]
        job = {"job_id": JOB_ID, "title": "Whole-house exterior wash", "status": "scheduled", "total": 119_075}
        return {
            "estimate_id": ESTIMATE_ID, "number": "E-1001", "record_type": estimate.document["record_type"], "kind": "estimate",
            "views": estimate.shown_as,
            "title": "Whole-house exterior wash", "status": estimate.status, "version": estimate.version,
            "document_hash": estimate.document_hash,
            "currency": "USD", "document": estimate.document, "totals": TOTALS, "acceptance": estimate.acceptance,
            "customer": {"customer_id": "c-1", "name": "Dana Fox", "email": "dana.fox@example.com",
                         "phone": "+14155550132", "address": "18 Larkspur Lane"},
            "public_token": estimate.has_token, "design": estimate.design, "sent_at": ACCEPTANCE["accepted_at"],
            "link": f"http://portal.test/quote/{TOKEN}", "can_send": estimate.status == "sent",
            "can_revise": estimate.status not in {"accepted", "void"}, "can_void": estimate.status != "void",
            "job": job if estimate.acceptance else None,
        }  # fmt: skip

    async def history(self) -> dict[str, Any]:
        seen = {"at": ACCEPTANCE["accepted_at"], "action": "viewed", "actor_kind": "customer", "actor_name": None}
        return {"items": [seen | {"ip": "203.0.113.7"}], "next_cursor": None}

    async def office_notes(self, request: Request) -> dict[str, Any]:
        estimate = self.estimates[TOKEN]
        if request.method == "POST":
            text = (await request.json())["text"]
            note = {"author_kind": "office", "author_name": "owner", "text": text, "at": ACCEPTANCE["accepted_at"]}
            estimate.notes.append(note)
            return note | {"not_mailed": None}
        return {"items": estimate.notes, "next_cursor": None}

    async def send(self) -> dict[str, str]:
        return {"status": "queued", "link": f"http://portal.test/quote/{TOKEN}"}

    async def link(self) -> dict[str, str]:
        return {"link": f"http://portal.test/quote/{TOKEN}", "form": "token"}

    async def revoke(self) -> dict[str, str]:
        return {"revoked_at": ACCEPTANCE["accepted_at"]}

    async def by_link(self, token: str) -> Any:
        if token not in self.estimates:
            return problem(404, "link_not_valid", "This link does not work.")
        return {"estimate_id": ESTIMATE_ID}

    async def preview(self, request: Request) -> Any:
        return await self.view(request, TOKEN)

    async def try_accepting(self, request: Request) -> Any:
        estimate, body = self.estimates[TOKEN], await request.json()
        if body["version"] != estimate.version:
            return problem(409, "stale_version", "This has changed.", current_version=estimate.version)
        tried = ACCEPTANCE | {"signer_name": body["signer_name"], "total": 119_075}
        return tried | {"accepted_before": estimate.acceptance is not None}
