"""What the fake services have on file."""

from typing import Any

TOKEN = "Zk3v9Q0qT1wXy2bR8uLmNA"
ESTIMATE_ID = "0193e7a0-0000-7000-8000-000000000001"
INVOICE_ID = "0193e7a0-0000-7000-8000-000000000002"
JOB_ID = "0193e7a0-0000-7000-8000-000000000003"
TOTALS = {"subtotal": 110_000, "discount": 0, "tax": 9_075, "total": 119_075, "deposit_due": 30_000}
PREMIUM_TOTALS = {"subtotal": 165_000, "discount": 0, "tax": 13_613, "total": 178_613, "deposit_due": 30_000}


def line(item_id: str, description: str, price: int, *, optional: bool = False) -> dict[str, Any]:
    return {
        "id": item_id, "description": description, "scope": None, "quantity": "1", "unit_price": price,
        "tax_rate": "0.0825", "optional": optional, "discount": None, "total": price,
    }  # fmt: skip


def option(option_id: str, name: str, totals: dict[str, int]) -> dict[str, Any]:
    return {
        "id": option_id, "name": name, "description": None, "recommended": option_id == "standard", "discount": None,
        "line_items": [line(f"{option_id}-1", f"{name} work", totals["subtotal"])], "totals": totals,
    }  # fmt: skip


DOCUMENT = {
    "record_type": "generic",
    "title": "Whole-house exterior wash",
    "currency": "USD",
    "line_items": [line("base-1", "Soft wash", 80_000), line("extra-1", "Window cleaning", 12_000, optional=True)],
    "options": [option("standard", "Standard", TOTALS), option("premium", "Premium", PREMIUM_TOTALS)],
    "maintenance_plans": [],
    "totals": None,
    "discount": None,
    "deposit": {"kind": "fixed", "value": 30_000},
    "terms": "Payment within 14 days.",
    "expires_on": "2030-12-31",
    "holiday": None,
}
DOCUMENT_ID = "0198f000-0000-7000-8000-0000000000d1"
ACCEPTANCE = {
    "document_id": DOCUMENT_ID,
    "sealed_at": None,
    "accepted_at": "2026-11-23T20:05:00.000000Z",
    "signer_name": "Dana Fox",
    "option_name": "Standard",
    "total": 119_075,
    "deposit_due": 30_000,
    "job_id": JOB_ID,
    "signature_kind": "typed",
    "signature_text": "Dana Fox",
    "signature_png_base64": None,
}
