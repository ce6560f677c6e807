"""Referrals with one job to review, and what has been left."""

from typing import Any
from uuid import UUID

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from shared.web.errors import problem
from tests.portal.fake_service import FakeService
from tests.portal.fake_signed_in import add_shared

GOOGLE = "https://g.page/r/CdfK2Zc5x1bqEBM/review"
CODE = "ABCD2345"
SHARE_URL = f"http://portal.test/r/{CODE}"
USD = {"currency": "USD", "minor": 5_000}
UNTIL = "2099-12-01T00:00:00Z"


class FakeReferrals(FakeService):
    """Takes every review, and invites those who are happy."""

    def __init__(self) -> None:
        super().__init__("referrals")
        self.reward_status = "earned"
        self.workspace_id: UUID | None = None
        self.known = "known"
        self.left: dict[str, Any] | None = None
        self.listed: list[dict[str, Any]] = []
        self.decline: dict[str, float] | None = None
        add_shared(self)
        add = self.app.add_api_route
        add("/public/links/{token}", self.link)
        add("/public/links/{token}/renew", self.renew, methods=["POST"], status_code=202)
        add("/public/reviews", self.submit, methods=["POST"], status_code=201)
        add("/public/referral-lookup", self.look_up, methods=["POST"])
        add("/public/codes/{code}", self.open_code)
        add("/public/codes/{code}/visit", self.count, methods=["POST"], status_code=204)
        add("/referrals/top", self.top)
        add("/referrals/programmes", self.programmes)
        add("/referrals/programmes", self.count, methods=["POST"], status_code=204)
        add("/rewards", self.rewards)
        add("/rewards/{reward_id}/{act}", self.count, methods=["POST"], status_code=204)
        add("/reviews", self.reviews)
        add("/reviews/summary", self.summary)
        add("/reviews/{review_id}/answer", self.change, methods=["POST"])
        add("/reviews/{review_id}/close", self.change, methods=["POST"])

    async def link(self) -> Any:
        if self.workspace_id is None:
            return problem(404, "link_not_valid", "This link does not work.")
        return {
            "workspace_id": str(self.workspace_id), "job_id": "0198f000-0000-7000-8000-0000000000aa",
            "title": "House wash", "customer_name": "Dana Fox", "completed_at": "2026-11-23T20:00:00Z",
            "review": self.left,
        }  # fmt: skip

    async def renew(self) -> Response:
        return Response(status_code=202)

    async def submit(self, request: Request) -> Response:
        body = await request.json()
        happy = body["rating"] >= 4
        taken = {
            "review_id": "0198f000-0000-7000-8000-0000000000bb", "rating": body["rating"], "text": body["text"],
            "verified": "link" in body, "is_private": not happy, "editable_until": UNTIL,
            "invitation": GOOGLE if happy else None,
        }  # fmt: skip
        return JSONResponse(taken, 201)

    def leave(self, **changes: Any) -> None:
        """Somebody has left a review."""
        review = {
            "review_id": f"0198f000-0000-7000-8000-{len(self.listed) + 1:012}", "job_id": None, "customer_id": None,
            "author_name": "Dana Fox", "rating": 2, "text": "It rained in.", "verified": True, "is_private": True,
            "case": "open", "can_answer": True, "answer": None, "answered_by": None, "answered_at": None,
            "created_at": "2026-11-23T20:00:00Z", "changed_at": None,
        }  # fmt: skip
        self.listed.insert(0, review | changes)

    async def reviews(self) -> dict[str, Any]:
        return {"items": self.listed, "next_cursor": None}

    async def summary(self) -> dict[str, Any]:
        months = [{"month": f"2026-{month:02}-01", "count": 0, "average": None} for month in range(1, 12)]
        months.append({"month": "2026-12-01", "count": 3, "average": 4.5})
        return {
            "count": 3, "average": 4.5, "by_stars": {"1": 0, "2": 0, "3": 0, "4": 1, "5": 2}, "months": months,
            "decline": self.decline, "open_cases": 1,
        }  # fmt: skip

    async def change(self) -> dict[str, Any]:
        return self.listed[0]

    def refuse_posts(self, path: str, status: int, code: str, detail: str, *fields: tuple[str, str]) -> None:
        """Has `path` refuse what is posted, and nothing else."""
        errors = [{"field": name, "message": text} for name, text in fields]

        async def refuse() -> Response:
            return problem(status, code, detail, errors=errors)

        routes = self.app.router.routes
        routes[:] = [one for one in routes if getattr(one, "path", "") != path or "POST" not in one.methods]  # type: ignore[attr-defined]
        self.app.add_api_route(path, refuse, methods=["POST"])

    async def look_up(self, request: Request) -> dict[str, Any]:
        body = await request.json()
        status = "known" if self.known == "name_needed" and body["name"] else self.known
        if status != "known":
            return {"status": status, "code": None, "share_url": None, "totals": None}
        totals = {"visits": 12, "requests": 3, "won": 1, "rewards": [USD]}
        return {"status": "known", "code": CODE, "share_url": SHARE_URL, "totals": totals}

    async def open_code(self, code: str) -> Any:
        if self.workspace_id is None or code != CODE:
            return problem(404, "code_not_found", "Nobody has this code.")
        return {"workspace_id": str(self.workspace_id), "code": code, "name": "Dana", "is_on": True}

    async def count(self) -> Response:
        return Response(status_code=204)

    async def top(self) -> dict[str, Any]:
        dana = {"customer_id": "c1", "name": "Dana Fox", "visits": 12, "requests": 3, "won": 1, "rewards": [USD]}
        worth = {"customers": 1, "lifetime_value": [{"currency": "USD", "minor": 60_000}]}
        return {"items": [dana], "referred": worth, "others": {"customers": 0, "lifetime_value": []}}

    async def programmes(self) -> dict[str, Any]:
        programme = {
            "programme_id": "0198f000-0000-7000-8000-0000000000dd", "name": "Autumn", "currency": "USD",
            "referrer": {"kind": "fixed", "value": "5000"}, "friend": {"kind": "percent", "value": "10"},
            "approves_itself": False, "created_at": "2026-11-01T00:00:00Z", "ended_at": None,
        }  # fmt: skip
        return {"items": [programme]}

    async def rewards(self) -> dict[str, Any]:
        reward = {
            "reward_id": "0198f000-0000-7000-8000-0000000000cc", "referral_id": "r", "side": "referrer",
            "customer_id": "c1", "customer_name": "Dana Fox", "amount": USD, "status": self.reward_status,
            "earned_at": "2026-11-20T00:00:00Z", "approved_at": None, "redeemed_at": None, "invoice_id": None,
        }  # fmt: skip
        return {"items": [reward], "next_cursor": None}
