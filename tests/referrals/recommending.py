"""Dana recommends the business to Kim, who comes, signs and pays."""

from typing import Any
from uuid import UUID

from starlette.testclient import TestClient

from shared.clock import utc_now
from shared.events.billing import PaymentRefunded
from shared.events.quotes import LeadCreated
from shared.ids import new_id
from shared.service import Context
from tests.referrals import story
from tests.support import business
from tests.support.services import deliver, published

LEAD = UUID("01920000-0000-7000-8000-000000000091")
VISITOR = "0123456789abcdef"
FIXED = {"name": "Autumn", "referrer": {"kind": "fixed", "value": "5000"}, "friend": {"kind": "percent", "value": "10"}}


def look_up(client: TestClient, email: str = business.CUSTOMER_EMAIL, name: str = "") -> Any:
    return client.post("/public/referral-lookup", json={"email": email, "name": name}, headers=story.visitor())


def code_of_dana(client: TestClient) -> str:
    return str(look_up(client, name="Dana").json()["code"])


def lead(code: str | None, **changes: Any) -> LeadCreated:
    facts: dict[str, Any] = {
        "workspace_id": business.WORKSPACE,
        "lead_id": LEAD,
        "name": "Kim Lee",
        "email": "kim@lee.test",
        "phone": "+12125550199",
        "source": "referral",
        "referral_code": code,
        "created_at": utc_now(),
    }
    return LeadCreated(**facts | changes)


def kim_signs(context: Context, **changes: Any) -> None:
    deliver(context, story.customer_registered(customer_id=story.KIM, name="Kim Lee", email="Kim@Lee.test "))
    known: dict[str, Any] = {"customer_id": story.KIM, "customer_email": "Kim@Lee.test ", "customer_name": "Kim Lee"}
    deliver(context, business.estimate_accepted(**known | changes))


def kim_pays(context: Context) -> None:
    deliver(context, business.invoice_paid(customer_id=story.KIM))


def refund(context: Context, amount: int, cause: str = "office") -> None:
    known: dict[str, Any] = {"workspace_id": business.WORKSPACE, "invoice_id": business.INVOICE, "cause": cause}
    deliver(
        context,
        PaymentRefunded(
            **known,
            payment_id=new_id(),
            invoice_number="INV-2001",
            customer_name="Kim Lee",
            currency="USD",
            amount=amount,
        ),
    )


def won(client: TestClient, context: Context, programme: dict[str, Any] | None = None) -> None:
    """Kim came by Dana's link, signed and paid, while the programme held."""
    client.post("/referrals/programmes", json=programme or FIXED, headers=story.staff())
    deliver(context, lead(code_of_dana(client)))
    kim_signs(context)
    kim_pays(context)


def told(context: Context, name: str) -> list[dict[str, Any]]:
    return [event["data"] for event in published(context, name)]


def rewards(client: TestClient, **query: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = client.get("/rewards", params=query, headers=story.staff()).json()["items"]
    return items
