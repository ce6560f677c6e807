"""Bright Lawn & Paving and its customer Dana Fox: what the other services are told of them, and who asks."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from shared.events.billing import InvoicePaid
from shared.events.portal import WorkspaceCreated
from shared.events.quotes import EstimateAccepted
from shared.web.caller import Caller, mint
from tests.support.services import SECRETS

WORKSPACE = UUID("01920000-0000-7000-8000-000000000001")
OTHER_WORKSPACE = UUID("01920000-0000-7000-8000-000000000002")
OWNER = UUID("01920000-0000-7000-8000-000000000011")
CUSTOMER = UUID("01920000-0000-7000-8000-000000000021")
ESTIMATE = UUID("01920000-0000-7000-8000-000000000031")
JOB = UUID("01920000-0000-7000-8000-000000000041")
INVOICE = UUID("01920000-0000-7000-8000-000000000051")
OWNER_EMAIL = "owner@brightlawn.test"
CUSTOMER_EMAIL = "dana@fox.test"
LINK = "https://portal.test/quote/3f9c"
NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


def workspace_created(**changes: Any) -> WorkspaceCreated:
    """Bright Lawn & Paving has its portal."""
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "slug": "bright-lawn",
        "company_name": "Bright Lawn & Paving",
        "time_zone": "America/New_York",
        "currency": "USD",
        "locale": "en_US",
        "contact_email": "hello@brightlawn.test",
        "contact_phone": "+12125550100",
        "accent_color": "#1f6f54",
        "owner_id": OWNER,
        "owner_email": OWNER_EMAIL,
    }
    return WorkspaceCreated(**facts | changes)


def estimate_accepted(**changes: Any) -> EstimateAccepted:
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "estimate_id": ESTIMATE,
        "number": "E-1001",
        "title": "Front lawn renovation",
        "record_type": "generic",
        "version": 1,
        "document_hash": "ab" * 32,
        "option_id": "standard",
        "option_name": "Standard",
        "customer_id": CUSTOMER,
        "customer_name": "Dana Fox",
        "customer_email": CUSTOMER_EMAIL,
        "signer_name": "Dana M. Fox",
        "accepted_at": NOON,
        "currency": "USD",
        "total": 245_000,
        "deposit_due": 61_250,
        "job_id": JOB,
        "link": LINK,
    }
    return EstimateAccepted(**facts | changes)


def invoice_paid(**changes: Any) -> InvoicePaid:
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "invoice_id": INVOICE,
        "number": "INV-2001",
        "kind": "deposit",
        "title": "Front lawn renovation",
        "estimate_id": ESTIMATE,
        "customer_id": CUSTOMER,
        "customer_name": "Dana Fox",
        "customer_email": CUSTOMER_EMAIL,
        "currency": "USD",
        "total": 61_250,
        "paid_at": NOON,
        "payment_method": "Visa ending in 4242",
        "receipt_link": "https://portal.test/l/receipt",
    }
    return InvoicePaid(**facts | changes)


def bearer(service: str, caller: Caller) -> dict[str, str]:
    """The headers of a request to `service` by `caller`."""
    return {"Authorization": f"Bearer {mint(SECRETS['SERVICE_TOKEN_SECRET'], service, caller)}"}
