"""What is found for Dana Fox, and to be sent to her."""

from datetime import date
from typing import Any
from uuid import UUID

from shared.events.billing import InvoicesFound
from shared.events.billing_records import FoundInvoice
from shared.events.quotes import ProposalLookupAnswered
from shared.events.quotes_answers import SignInAnswered
from shared.events.quotes_records import FoundRecord
from tests.support.business import CUSTOMER, CUSTOMER_EMAIL, ESTIMATE, LINK, WORKSPACE

LOOKUP = UUID("01920000-0000-7000-8000-000000000071")
SIGN_IN = UUID("01920000-0000-7000-8000-000000000073")
SEASONAL_LOOKUP = UUID("01920000-0000-7000-8000-000000000072")


def found(**changes: Any) -> FoundRecord:
    """What is open for Dana Fox."""
    facts: dict[str, Any] = {
        "estimate_id": ESTIMATE,
        "number": "E-1001",
        "title": "Front lawn renovation",
        "kind": "estimate",
        "customer_id": CUSTOMER,
        "customer_name": "Dana Fox",
        "link": LINK,
        "currency": "USD",
        "total_from": 245_000,
        "expires_on": date(2026, 12, 31),
    }
    return FoundRecord(**facts | changes)


def proposals_found(*records: FoundRecord, **changes: Any) -> ProposalLookupAnswered:
    """Dana Fox has looked up what is open."""
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "lookup_id": LOOKUP,
        "customer_email": CUSTOMER_EMAIL,
        "records": records or (found(),),
    }
    return ProposalLookupAnswered(**facts | changes)


def sign_in_answered(**changes: Any) -> SignInAnswered:
    """Dana Fox wants to sign in."""
    facts: dict[str, Any] = {"sign_in_id": SIGN_IN, "name": "Dana Fox", "email": CUSTOMER_EMAIL}
    return SignInAnswered(workspace_id=WORKSPACE, **facts | changes)


def holiday_lights_found(*records: FoundRecord, **changes: Any) -> ProposalLookupAnswered:
    """Dana Fox has looked up holiday lights on the seasonal page."""
    facts: dict[str, Any] = {"lookup_id": SEASONAL_LOOKUP, "record_type": "holiday_lights"}
    return proposals_found(*(records or (found(kind="holiday"),)), **facts | changes)


def invoices_found(**changes: Any) -> InvoicesFound:
    """Dana Fox has looked up what she owes."""
    owed: dict[str, Any] = {
        "kind": "invoice",
        "customer_id": CUSTOMER,
        "customer_name": "Dana Fox",
        "currency": "USD",
        "link": LINK,
        "due_on": date(2026, 12, 31),
    }
    invoices = (
        FoundInvoice(
            invoice_id=UUID(int=1), number="INV-1001", title="Front lawn renovation", amount_due=120_00, **owed
        ),
        FoundInvoice(invoice_id=UUID(int=2), number="INV-1002", title="Gutters", amount_due=45_00, **owed),
    )
    facts: dict[str, Any] = {
        "workspace_id": WORKSPACE,
        "lookup_id": LOOKUP,
        "customer_email": CUSTOMER_EMAIL,
        "invoices": invoices,
    }
    return InvoicesFound(**facts | changes)
