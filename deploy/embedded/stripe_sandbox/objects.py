"""Stripe's objects as they go over the wire, in the fields of one API version.

Every field of the version is present, null where the sandbox has nothing to say: the SDK's objects raise
`AttributeError` for a field that is absent, so a shorter object would break code that works against Stripe.
"""

from .errors import Json
from .store import now, token

API_VERSION = "2026-10-28.endive"
PAYMENT_METHODS = ["card", "us_bank_account"]


def nulls(names: str) -> Json:
    """These fields, with nothing in them."""
    return dict.fromkeys(names.split())


_SESSION_NULLS = nulls(
    """after_expiration allow_promotion_codes allowed_payment_method_types billing_address_collection
    branding_settings client_secret collected_information consent consent_collection currency_conversion customer
    customer_account customer_details discounts excluded_payment_method_types integration_identifier invoice
    invoice_creation name_collection optional_items origin_context payment_intent payment_link
    payment_method_configuration_details permissions presentment_details recovered_from redirect_on_completion
    return_url saved_payment_method_options setup_intent shipping_address_collection shipping_cost subscription
    tax_id_collection wallet_options"""
)
_INTENT_NULLS = nulls(
    """allowed_payment_method_types application application_fee_amount automatic_payment_methods
    canceled_at cancellation_reason customer customer_account excluded_payment_method_types hooks last_payment_error
    latest_charge managed_payments next_action on_behalf_of payment_details payment_method
    payment_method_configuration_details payment_record presentment_details processing review setup_future_usage
    shipping statement_descriptor statement_descriptor_suffix transfer_data transfer_group"""
)
_CHARGE_NULLS = nulls(
    """application application_fee application_fee_amount authorization_code balance_transaction customer
    failure_balance_transaction failure_code failure_message level3 on_behalf_of outcome presentment_details
    radar_options receipt_number receipt_url review shipping source_transfer statement_descriptor
    statement_descriptor_suffix transfer transfer_data transfer_group"""
)
_REFUND_NULLS = nulls(
    """balance_transaction customer customer_account description destination_details
    failure_balance_transaction failure_reason instructions_email next_action pending_reason presentment_details
    receipt_number source_transfer_reversal transfer_reversal"""
)

_EVIDENCE = nulls(
    """access_activity_log appeal billing_address cancellation_policy cancellation_policy_disclosure
    cancellation_rebuttal customer_communication customer_email_address customer_name customer_purchase_ip
    customer_signature duplicate_charge_documentation duplicate_charge_explanation duplicate_charge_id
    enhanced_evidence product_description receipt refund_policy refund_policy_disclosure refund_refusal_explanation
    service_date service_documentation shipping_address shipping_carrier shipping_date shipping_documentation
    shipping_tracking_number uncategorized_file uncategorized_text"""
)
_EVIDENCE_DUE = 7 * 24 * 60 * 60


def session(params: Json, *, lines: list[Json], page_url: str, expires_at: int) -> Json:
    """An open Checkout Session; `page_url` is the address of hosted pages, to which the session's id is added."""
    session_id = token("cs_test", 28)
    total = sum(line["amount_total"] for line in lines)
    return _SESSION_NULLS | {
        "id": session_id,
        "object": "checkout.session",
        "adaptive_pricing": {"enabled": False},
        "amount_subtotal": total,
        "amount_total": total,
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "cancel_url": params.get("cancel_url"),
        "client_reference_id": params.get("client_reference_id"),
        "created": now(),
        "currency": lines[0]["currency"],
        "custom_fields": [],
        "custom_text": nulls("after_submit shipping_address submit terms_of_service_acceptance"),
        "customer": params.get("customer"),
        "customer_creation": params.get("customer_creation", None if "customer" in params else "if_required"),
        "customer_details": customer_details(params["customer_email"]) if "customer_email" in params else None,
        "customer_email": params.get("customer_email"),
        "expires_at": expires_at,
        "livemode": False,
        "locale": params.get("locale"),
        "managed_payments": {"enabled": False},
        "metadata": params.get("metadata", {}),
        "mode": params["mode"],
        "payment_method_collection": "if_required",
        "payment_method_options": {},
        "payment_method_types": PAYMENT_METHODS,
        "payment_status": "unpaid",
        "phone_number_collection": {"enabled": False},
        "shipping_options": [],
        "status": "open",
        "submit_type": params.get("submit_type"),
        "success_url": params["success_url"],
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "url": f"{page_url}/{session_id}",
    }


def line_item(params: Json) -> Json:
    """One line of a session, with the price made for it."""
    price = params["price_data"]
    amount = price["unit_amount"] * params["quantity"]
    return {
        "id": token("li"),
        "object": "item",
        "adjustable_quantity": None,
        "amount_discount": 0,
        "amount_subtotal": amount,
        "amount_tax": 0,
        "amount_total": amount,
        "currency": price["currency"],
        "description": price["product_data"]["name"],
        "discounts": None,
        "metadata": {},
        "price": _price(price),
        "quantity": params["quantity"],
        "taxes": None,
    }


def payment_intent(session: Json, data: Json) -> Json:
    """The payment of a session, not yet attempted; `data` is what `payment_intent_data` said about it."""
    intent_id = token("pi")
    return _INTENT_NULLS | {
        "id": intent_id,
        "object": "payment_intent",
        "amount": session["amount_total"],
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "capture_method": "automatic_async",
        "client_secret": token(f"{intent_id}_secret"),
        "confirmation_method": "automatic",
        "created": now(),
        "currency": session["currency"],
        "description": data.get("description"),
        "livemode": False,
        "metadata": data.get("metadata", {}),
        "setup_future_usage": data.get("setup_future_usage"),
        "payment_method_options": {},
        "payment_method_types": session["payment_method_types"],
        "receipt_email": data.get("receipt_email"),
        "status": "requires_payment_method",
    }


def charge(intent: Json, *, method: str, email: str | None) -> Json:
    """One attempt to collect a payment, still pending."""
    return _CHARGE_NULLS | {
        "id": token("ch" if method == "card" else "py"),
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": 0,
        "amount_refunded": 0,
        "billing_details": {"address": _address(), "email": email, "name": None, "phone": None, "tax_id": None},
        "calculated_statement_descriptor": "SANDBOX",
        "captured": False,
        "created": now(),
        "currency": intent["currency"],
        "description": intent["description"],
        "disputed": False,
        "fraud_details": {},
        "livemode": False,
        "metadata": intent["metadata"],
        "paid": False,
        "payment_intent": intent["id"],
        "payment_method": token("pm"),
        "payment_method_details": _method_details(method),
        "receipt_email": intent["receipt_email"],
        "refunded": False,
        "status": "pending",
    }


def refund(charge: Json, *, amount: int, params: Json) -> Json:
    """A refund that went through, of part or all of a charge."""
    return _REFUND_NULLS | {
        "id": token("re"),
        "object": "refund",
        "amount": amount,
        "charge": charge["id"],
        "created": now(),
        "currency": charge["currency"],
        "metadata": params.get("metadata", {}),
        "payment_intent": charge["payment_intent"],
        "payment_method": charge["payment_method"],
        "reason": params.get("reason"),
        "status": "succeeded",
    }


def dispute(charge: Json) -> Json:
    """A dispute over the whole of a charge, to which nobody has replied yet."""
    due = {"due_by": now() + _EVIDENCE_DUE, "enhanced_eligibility": {}, "has_evidence": False, "past_due": False}
    return {
        "id": token("du"),
        "object": "dispute",
        "amount": charge["amount"],
        "balance_transactions": [],
        "charge": charge["id"],
        "created": now(),
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": _EVIDENCE,
        "evidence_details": due | {"submission_count": 0, "submission_method": None},
        "intended_submission_method": None,
        "is_charge_refundable": False,
        "livemode": False,
        "metadata": {},
        "network_reason_code": None,
        "payment_intent": charge["payment_intent"],
        "payment_method_details": None,
        "reason": "fraudulent",
        "status": "needs_response",
    }


def customer_details(email: str | None) -> Json:
    """What a session knows of who pays."""
    known = {"address": _address(), "email": email, "tax_exempt": "none"}
    return known | nulls("business_name individual_name name phone tax_ids")


def listing(data: list[Json], *, url: str, has_more: bool) -> Json:
    """A page of objects."""
    return {"object": "list", "data": data, "has_more": has_more, "url": url}


def _price(price: Json) -> Json:
    blank = nulls(
        "currency_options custom_unit_amount lookup_key nickname recurring tiers tiers_mode transform_quantity"
    )
    return blank | {
        "id": token("price"),
        "object": "price",
        "active": False,
        "billing_scheme": "per_unit",
        "created": now(),
        "currency": price["currency"],
        "livemode": False,
        "metadata": {},
        "product": token("prod"),
        "tax_behavior": "unspecified",
        "type": "one_time",
        "unit_amount": price["unit_amount"],
        "unit_amount_decimal": str(price["unit_amount"]),
    }


def _address() -> Json:
    return nulls("city country line1 line2 postal_code state")


def _method_details(method: str) -> Json:
    if method == "card":
        card = {"brand": "visa", "country": "US", "exp_month": 12, "exp_year": 2034, "funding": "credit"}
        return {"type": "card", "card": card | {"last4": "4242", "network": "visa", "wallet": None}}
    bank = {"account_holder_type": "individual", "account_type": "checking", "bank_name": "SANDBOX BANK"}
    return {"type": method, method: bank | {"last4": "6789"}}
