"""Billing and notifications as small services that answer as the real ones do."""

from typing import Any
from uuid import UUID

from fastapi import Request, Response

from shared.clock import isoformat, utc_now
from shared.web.errors import problem
from tests.portal.fake_customers import CUSTOMER_ID
from tests.portal.fake_files import add_files_of_invoices
from tests.portal.fake_service import FakeService
from tests.portal.fake_signed_in import add_invoices
from tests.portal.records import ESTIMATE_ID, INVOICE_ID


class FakeBilling(FakeService):
    """Billing with one invoice, once there is one."""

    def __init__(self) -> None:
        super().__init__("billing")
        self.invoice: dict[str, Any] | None = None
        self.after_refresh: dict[str, Any] = {}
        self.workspace_id: UUID | None = None
        self.odd: list[dict[str, Any]] = []
        self.cards: dict[str, Any] = {"card": None, "consents": []}
        self.owed: dict[str, list[dict[str, Any]]] = {}
        self.payment_state = "paid"
        self.refused: tuple[int, str, str] | None = None
        self.checkout_url = "https://checkout.stripe.com/c/pay/cs_1"
        self.connection: dict[str, Any] = {}
        self.onboarding_url = "https://connect.stripe.com/setup/s/acct_1/x"
        add = self.app.add_api_route
        add("/public/links/{token}", self.link)
        add("/public/links/{token}/renew", self.renew, methods=["POST"], status_code=202)
        add("/public/invoice", self.get_invoice)
        add("/public/checkout", self.checkout, methods=["POST"], status_code=201)
        add("/public/card", self.card, methods=["POST"], status_code=204)
        add("/public/checkout/refresh", self.refresh, methods=["POST"])
        add("/public/payments/lookup", self.lookup, methods=["POST"])
        add("/public/payments/send", self.send, methods=["POST"], status_code=202)
        add("/public/payments/status", self.payment_status, methods=["POST"])
        add("/invoices", self.invoices)
        add("/invoices", self.create, methods=["POST"], status_code=201)
        add("/invoices/export.csv", self.table)
        add("/invoices/discrepancies", self.discrepancies)
        add("/invoices/statement.pdf", self.statement)
        add("/invoices/card", self.customer_card, methods=["GET", "DELETE"])
        add("/invoices/{invoice_id}/pdf", self.paper)
        add("/public/invoice/pdf", self.paper)
        for method in ("GET", "PATCH", "DELETE"):
            add("/invoices/{invoice_id}", self.office_invoice, methods=[method])
        add("/invoices/discrepancies/{discrepancy_id}/resolve", self.discrepancies, methods=["POST"])
        add_files_of_invoices(self.app)
        add("/invoices/{invoice_id}/{what}", self.act, methods=["POST"])
        add("/settings/billing", self.settings)
        add("/settings/billing/onboard", self.onboard, methods=["POST"])
        add("/settings/billing/{what}", self.settings, methods=["POST"])
        add_invoices(self, lambda: self.invoice)
        add("/settings/billing/terms", self.payment_terms, methods=["GET", "PATCH"])
        add("/webhooks/stripe", self.webhook, methods=["POST"])
        add("/webhooks/stripe/{token}", self.webhook, methods=["POST"])

    def issue(self, **changes: Any) -> dict[str, Any]:
        self.invoice = {
            "invoice_id": INVOICE_ID, "number": "INV-2001", "kind": "deposit", "status": "outstanding",
            "title": "Deposit for E-1001", "currency": "USD", "total": 30_000, "paid": 0, "amount_due": 30_000,
            "payable": True, "not_payable_reason": None, "payments": [], "paid_at": None, "payment_method": None,
            "receipt_link": None, "customer": {"name": "Dana Fox"},
            "lines": [{"description": "Deposit", "quantity": "1", "amount": 30_000}],
            "subtotal": 30_000, "discount": 0, "tax": 0,
        } | changes  # fmt: skip
        return self.invoice

    def paid(self) -> dict[str, Any]:
        return {
            "status": "paid", "paid": 30_000, "amount_due": 0, "payable": False, "not_payable_reason": "paid",
            "paid_at": "2026-11-23T20:09:00.000000Z", "payment_method": "Visa 4242",
        }  # fmt: skip

    async def link(self) -> dict[str, str]:
        return {"workspace_id": str(self.workspace_id), "invoice_id": INVOICE_ID, "scope": f"invoice:{INVOICE_ID}"}

    async def renew(self) -> dict[str, str]:
        return {"status": "queued"}

    async def card(self) -> None:
        return None

    async def get_invoice(self) -> Any:
        return self.invoice or problem(404, "invoice_not_ready", "The invoice is on its way.")

    async def checkout(self) -> dict[str, str]:
        return {"checkout_url": self.checkout_url, "expires_at": "2026-11-24T20:00:00Z"}

    async def refresh(self) -> dict[str, Any]:
        return self.issue(**self.after_refresh)

    async def lookup(self, request: Request) -> dict[str, Any]:
        known = await request.json()
        return {"items": self.owed.get(next(iter(known.values())), [])}

    async def send(self) -> dict[str, str]:
        return {"status": "accepted"}

    async def payment_status(self) -> dict[str, Any]:
        return {"state": self.payment_state, "number": "INV-2001", "currency": "USD", "amount": 30_000}

    async def invoices(self) -> dict[str, Any]:
        return {"items": [self.on_file()] if self.invoice else [], "next_cursor": None}

    async def paper(self, kind: str) -> Response:
        return Response(f"%PDF {kind}".encode(), media_type="application/pdf")

    async def customer_card(self) -> dict[str, Any]:
        return self.cards

    async def statement(self) -> Response:
        return Response(b"%PDF statement", media_type="application/pdf")

    async def discrepancies(self) -> dict[str, Any]:
        return {"items": self.odd}

    async def create(self) -> Any:
        return self.refusal() or self.on_file()

    async def table(self) -> Response:
        return Response("number\r\nINV-2001\r\n", media_type="text/csv; charset=utf-8")

    async def office_invoice(self) -> Any:
        return self.on_file() if self.invoice else problem(404, "invoice_not_found", "There is no such invoice.")

    async def act(self) -> Any:
        return self.refusal() or self.on_file()

    def refusal(self) -> Any:
        return problem(*self.refused) if self.refused else None

    def on_file(self, **changes: Any) -> dict[str, Any]:
        """The invoice as the office is answered."""
        line = {
            "description": "Gutters",
            "quantity": "2",
            "unit_price": 15_000,
            "amount": 30_000,
            "discount": 0,
            "tax": 0,
        }
        return {
            "note": None, "estimate_id": None, "job_id": None, "subtotal": 30_000, "discount": 0, "tax": 0, "credited": 0,
            "rewarded": 0, "refunded": 0, "disputed": 0, "due_on": "2026-12-01", "issued_at": "2026-11-20T10:00:00Z",
            "sent_at": None, "version": 1, "refunds": [], "disputes": [], **(self.invoice or {}), "lines": [line],
            "customer": {"id": CUSTOMER_ID, "name": "Dana Fox", "email": "dana@example.com",
                         "phone": "+14155550132"},
        } | changes  # fmt: skip

    async def settings(self) -> dict[str, Any]:
        nothing = dict.fromkeys(("stripe_account_id", "checked_at", "way", "key_hint", "livemode", "reason"))
        ways = {"ways": ["connect", "own_key"], "missing": [], "charges_enabled": False, "status": "not_connected"}
        return nothing | ways | self.connection

    async def onboard(self) -> dict[str, str]:
        return {"url": self.onboarding_url}

    async def payment_terms(self) -> Any:
        chosen = {"tips": True, "tips_on_deposits": False, "parts": False}
        return self.refusal() or {"reminders": [-7, -3, 0, 14]} | chosen

    async def webhook(self, request: Request) -> Response:
        good = request.headers.get("stripe-signature") == "t=1,v1=good"
        return Response(status_code=200) if good else problem(400, "signature_not_valid", "Not signed by Stripe.")


class FakeNotifications(FakeService):
    """Notifications with an inbox and a mailbox."""

    def __init__(self) -> None:
        super().__init__("notifications")
        self.items: list[dict[str, Any]] = []
        self.workspace_id: UUID | None = None
        self.out = False
        self.kept: dict[str, Any] = {
            "follow_up": True, "follow_up_hours": 24, "not_viewed_days": 3, "not_signed_days": 7, "expiring_days": 2,
            "quiet_from": 20, "quiet_until": 8,
        }  # fmt: skip
        self.mine: dict[str, Any] = {
            "kinds": {"lead_created": {"email": "now", "in_app": True, "sms": False}},
            "digest_hour": 8, "quiet_from": 0, "quiet_until": 0, "phone": None,
        }  # fmt: skip
        self.suppressed: list[dict[str, Any]] = []
        self.written: dict[str, Any] | None = None
        self.kind, self.channel = "estimate_sent", "email"
        self.mails: list[dict[str, Any]] = []
        add = self.app.add_api_route
        add("/inbox", self.inbox)
        add("/inbox/read", self.read, methods=["POST"], status_code=204)
        add("/mailbox", self.mailbox)
        add("/mailbox/{message_id}", self.message)
        add("/deliveries", self.deliveries)
        add("/suppressions", self.suppressions)
        add("/settings/templates", self.wordings)
        add("/settings/templates", self.write, methods=["PATCH"])
        add("/settings/templates/preview", self.letter, methods=["POST"])
        add("/suppressions", self.lift, methods=["DELETE"], status_code=204)
        add("/public/unsubscribe/{token}", self.subscription)
        add("/public/unsubscribe/{token}", self.unsubscribe, methods=["POST"])
        add("/settings/notifications", self.schedule)
        add("/settings/notifications", self.change_schedule, methods=["PATCH"])

    def tell(self, title: str, at: str | None = None) -> None:
        """Something has happened, just now unless another time is given."""
        number = len(self.items) + 1
        item = {"id": f"n{number}", "title": title, "text": "", "url": f"/office/estimates/{ESTIMATE_ID}"}
        self.items.append(item | {"kind": "estimate_accepted", "at": at or isoformat(utc_now()), "read": False})

    async def inbox(self, after: str | None = None) -> dict[str, Any]:
        fresh = self.items[int(after or 0) :]
        return {"items": fresh, "cursor": str(len(self.items)), "unread": len(self.items)}

    async def read(self) -> None:
        self.items = [item | {"read": True} for item in self.items]

    async def mailbox(self) -> list[dict[str, Any]]:
        return self.mails

    async def message(self, message_id: str) -> Any:
        found = [mail for mail in self.mails if mail["id"] == message_id]
        return found[0] if found else problem(404, "not_found", "There is no such message.")

    async def deliveries(self) -> dict[str, Any]:
        return {"items": [], "next_cursor": None}

    async def subscription(self) -> Any:
        if self.workspace_id is None:
            return problem(404, "link_not_valid", "This link does not work.")
        return {"workspace_id": str(self.workspace_id), "address": "d…@fox.test", "is_out": self.out}

    async def unsubscribe(self, request: Request) -> Any:
        self.out = (await request.json())["out"]
        return await self.subscription()

    async def suppressions(self) -> list[dict[str, Any]]:
        return self.suppressed

    async def lift(self) -> None:
        self.suppressed = []

    async def schedule(self) -> dict[str, Any]:
        return self.kept | {"mine": self.mine}

    async def change_schedule(self, request: Request) -> Any:
        changes = await request.json()
        if "mine" in changes:
            return self.change_mine(changes["mine"])
        if changes["quiet_from"] > 23:
            told = [{"field": "quiet_from", "message": "quiet_from must be from 0 to 23."}]
            return problem(422, "invalid_schedule", "No.", errors=told)
        self.kept |= changes
        return self.kept

    def change_mine(self, mine: dict[str, Any]) -> Any:
        if any(one["sms"] for one in mine["kinds"].values()) and not mine["phone"]:
            told = [{"field": "phone", "message": "Enter the phone number that text messages are to go to."}]
            return problem(422, "invalid_preference", "No.", errors=told)
        self.mine = mine
        return {"mine": mine}

    async def wordings(self) -> list[dict[str, Any]]:
        ours = {"subject": "Your estimate", "greeting": "Hello,", "body": "{link}"}
        known = {"kind": self.kind, "name": "An estimate is sent", "language": "en", "channel": self.channel}
        places = [{"name": "link", "required": True}]
        return [known | (self.written or ours) | {"is_ours": self.written is None, "placeholders": places}]

    async def write(self, request: Request) -> Any:
        words = await request.json()
        if not words.get("reset") and "{link}" not in words["body"]:
            told = [{"field": "body", "message": "The body must contain {link}."}]
            return problem(422, "invalid_wording", "No.", errors=told)
        self.written = None if words.get("reset") else {name: words[name] for name in ("subject", "greeting", "body")}
        return {}

    async def letter(self) -> dict[str, str]:
        return {"subject": "Your estimate", "html": "<html><p>Hello</p></html>", "text": "Hello"}
