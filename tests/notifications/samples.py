"""What every message to a customer may carry: all that there can be, and the least. Nothing of it is English."""

from collections.abc import Mapping
from typing import Any

Context = Mapping[str, Any]

LINK = "https://portal.test/l/uno"
_WHO = {"customer_name": "Ana Ruiz"}
_RECORD = {**_WHO, "number": "E-1001", "title": "Jardín nuevo", "kind": "estimate", "link": LINK}
_INVOICE = {
    **_RECORD,
    "number": "INV-2001",
    "kind": "invoice",
    "currency": "USD",
    "amount_due": 61_250,
    "due_on": "2026-12-01",
}
_VISIT = {**_RECORD, "starts_at": "2026-12-04T14:00:00Z", "ends_at": "2026-12-04T16:00:00Z", "calendar": None}
_FOUND = {**_RECORD, "currency": "USD", "total_from": 245_000, "expires_on": "2026-12-31"}
_SECOND = {**_FOUND, "number": "E-1002", "title": "Canaletas", "link": "https://portal.test/l/dos"}
_OWED = {**_INVOICE, "number": "INV-2002", "title": "Canaletas", "link": "https://portal.test/l/dos"}

FULL: Mapping[str, Context] = {
    "appointment_cancelled": {**_VISIT, "reason": "Lluvia fuerte."},
    "appointment_kept": {**_VISIT, "text": "Ya hay otra obra."},
    "appointment_set": {**_VISIT, "cause": "rescheduled"},
    "estimate_accepted_customer": {
        **_RECORD,
        "signer_name": "Ana Ruiz",
        "option_name": "Completa",
        "currency": "USD",
        "total": 245_000,
        "deposit_due": 61_250,
        "accepted_at": "2026-11-23T17:00:00Z",
    },
    "estimate_reminder": {**_RECORD, "step": "expiring", "expires_on": "2026-12-31"},
    "estimate_sent": {**_FOUND, "cause": "sent"},
    "follow_up": {
        **_WHO,
        "title": "Jardín nuevo",
        "review_path": LINK,
        "pay_path": "https://portal.test/l/dos",
        "refer_path": "/portal/feliz/refer",
        "amount_due": 61_250,
        "currency": "USD",
    },
    "holiday_lights_found": {"customer_names": ["Ana Ruiz"], "records": [{**_FOUND, "kind": "holiday"}, _SECOND]},
    "invoice_due": {**_INVOICE, "cause": "renewed"},
    "invoice_overdue": {**_INVOICE, "days_overdue": 7},
    "invoices_found": {"customer_names": ["Ana Ruiz", "Luz Ruiz"], "invoices": [_INVOICE, _OWED]},
    "note_answered": {**_RECORD, "text": "Claro.", "author_name": "Miguel", "question": "¿Incluye el seto?"},
    "proposals_found": {"customer_names": ["Ana Ruiz", "Luz Ruiz"], "records": [_FOUND, _SECOND]},
    "receipt_customer": {
        **_INVOICE,
        "kind": "deposit",
        "total": 61_250,
        "paid_at": "2026-11-23T17:00:00Z",
        "payment_method": "us_bank_account",
        "receipt_link": LINK,
    },
    "referral_link": {**_WHO, "code": "ABCD2345", "share_url": "https://portal.test/r/ABCD2345"},
    "review_answered": {
        "author_name": "Ana Ruiz",
        "rating": 4,
        "text": "Muy bien.",
        "answer": "Gracias, Ana.",
        "answered_by": "Miguel",
    },
    "review_link": {**_WHO, "title": "Jardín nuevo", "link": LINK},
    "reward_approved": {**_WHO, "currency": "USD", "amount": 5_000, "side": "referrer"},
    "sign_in": {"name": "Ana Ruiz", "code": "482913", "login_path": "/customer/login/abc"},
}
"""By the template."""

_LESS: Mapping[str, Context] = {
    "appointment_cancelled": {"reason": ""},
    "appointment_set": {"cause": "scheduled"},
    "estimate_accepted_customer": {"option_name": None, "total": 0, "deposit_due": 0, "link": None},
    "estimate_reminder": {"step": "not_viewed", "expires_on": None},
    "estimate_sent": {"total_from": 0, "expires_on": None, "cause": "renewed", "kind": "maintenance"},
    "follow_up": {"title": "", "pay_path": None, "refer_path": None, "amount_due": None, "currency": None},
    "holiday_lights_found": {"records": [{**_FOUND, "kind": "holiday", "expires_on": None}]},
    "invoice_due": {"amount_due": 0, "kind": "deposit", "cause": "lookup"},
    "invoices_found": {"customer_names": ["Ana Ruiz"], "invoices": [_INVOICE]},
    "note_answered": {"author_name": None, "question": None},
    "proposals_found": {"customer_names": ["Ana Ruiz"], "records": [{**_FOUND, "total_from": 0, "expires_on": None}]},
    "receipt_customer": {"payment_method": "money_order_x", "receipt_link": None, "kind": "invoice"},
    "review_answered": {"text": ""},
    "review_link": {"title": ""},
    "reward_approved": {"side": "friend"},
    "sign_in": {"name": "", "login_path": None},
}
LEAST: Mapping[str, Context] = {template: {**full, **_LESS.get(template, {})} for template, full in FULL.items()}
"""Without all that need not be there."""

FULL_BUSINESS: Mapping[str, Any] = {
    "company_name": "Jardín Feliz",
    "contact_email": "hola@feliz.test",
    "contact_phone": "+12125550100",
    "public_site_url": "https://feliz.test",
    "logo_url": "/logo.png",
    "accent_color": "#1f6f54",
    "takes_payments": True,
}
LEAST_BUSINESS: Mapping[str, Any] = {"company_name": "Jardín Feliz", "takes_payments": False}
