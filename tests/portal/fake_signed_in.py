"""What the fake services answer about customers who sign in: whom an address is on file for, and what is theirs."""

from typing import Any
from uuid import UUID

from fastapi import Request

from shared.web.errors import problem
from tests.portal.fake_customers import CONTACT_ID, CUSTOMER_ID, OTHER_ID
from tests.portal.fake_diary import FRIDAY
from tests.portal.fake_service import FakeService
from tests.portal.records import ACCEPTANCE, ESTIMATE_ID, INVOICE_ID, TOKEN


class Parties:
    """Who is on file by which address; `removed` are those who were, and may do nothing any more."""

    def __init__(self, quotes: FakeService) -> None:
        self.on_file: dict[str, list[dict[str, str]]] = {}
        self.removed: set[str] = set()
        self.rights = {"may_sign": True, "may_pay": True}
        quotes.app.add_api_route("/signed-in/parties", self.parties)
        quotes.app.add_api_route("/signed-in/me", self.me)
        quotes.app.add_api_route("/signed-in/overview", self.overview)
        quotes.app.add_api_route("/signed-in/estimates/{estimate_id}/path", self.path)

    def add(self, address: str, workspace_id: UUID, customer_id: str = CUSTOMER_ID, party_id: str = "") -> None:
        """Has the address be on file for the customer, or for their contact of that id."""
        party = {
            "workspace_id": str(workspace_id),
            "customer_id": customer_id,
            "party_id": party_id or customer_id,
        }
        self.on_file.setdefault(address, []).append(party)

    async def parties(self, request: Request, email: str | None = None, phone: str | None = None) -> dict[str, Any]:
        asked_of = request.state.claims["ws"]
        found = self.on_file.get(email or phone or "", [])
        return {"items": [one for one in found if asked_of in {None, one["workspace_id"]}]}

    async def me(self, request: Request) -> Any:
        claims = request.state.claims
        if claims["act"] in self.removed:
            return problem(401, "not_theirs_any_more", "Sign in again.")
        names = {CUSTOMER_ID: "Dana Fox", OTHER_ID: "Otto Lind"}
        name = names[claims["act"]]
        contact = claims["scp"].startswith(CONTACT_ID)
        return {"name": "Pat Ray" if contact else name, "customer_name": name, **self.rights}

    async def overview(self, request: Request) -> Any:
        me = await self.me(request)
        if not isinstance(me, dict):
            return me
        record = {
            "estimate_id": ESTIMATE_ID, "number": "E-1001", "title": "Whole-house exterior wash", "status": "accepted",
            "kind": "proposal", "currency": "USD", "total": 119_075, "expires_on": None, "sent_at": None,
            "decided_at": ACCEPTANCE["accepted_at"],
            "job": {"title": "Whole-house exterior wash", "status": "scheduled", "completed_at": None},
            "appointment": {name: FRIDAY[name] for name in ("starts_at", "ends_at", "status")},
        }  # fmt: skip
        return me | {"estimates": [record]}

    async def path(self, request: Request, estimate_id: str) -> Any:
        me = await self.me(request)
        if estimate_id != ESTIMATE_ID:
            return problem(404, "estimate_not_found", "There is no such estimate of yours here.")
        return {"path": f"/quote/{TOKEN}"} if isinstance(me, dict) else me


def add_invoices(billing: FakeService, invoice: Any) -> None:
    """Has billing answer for the customer's invoices, which are the one that `invoice()` gives, if any."""

    async def invoices() -> dict[str, Any]:
        found = invoice()
        if found is None:
            return {"items": []}
        mine = {"invoice_id": INVOICE_ID, "state": found["status"], "due_on": "2026-12-01"}
        return {"items": [{**found, **mine, "issued_at": "2026-11-20T10:00:00Z"}]}

    billing.app.add_api_route("/signed-in/invoices", invoices)


def add_shared(referrals: FakeService) -> None:
    """Has referrals answer for the customer's link to share."""

    async def shared() -> dict[str, Any]:
        totals = {"visits": 12, "requests": 3, "won": 1, "rewards": [{"currency": "USD", "minor": 5_000}]}
        return {"is_on": True, "code": "4XK7M2PQ", "share_url": "http://portal.test/r/4XK7M2PQ", "totals": totals}

    referrals.app.add_api_route("/signed-in/referrals", shared)
