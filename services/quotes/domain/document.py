"""The JSON document of one version: all that the customer is shown, and what is signed. Minor units, no floats."""

from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

from services.quotes.domain.attached import mockups_written, read, written
from services.quotes.domain.canonical import canonical_json, document_hash
from services.quotes.domain.figures import decimal_text
from services.quotes.domain.items import Deposit, Discount, LineItem, MaintenancePlan, Option
from services.quotes.domain.offer import Offer
from services.quotes.domain.totals import totals

__all__ = ["canonical_json", "document", "document_hash", "offer_from"]


def document(offer: Offer) -> dict[str, Any]:
    """The document of `offer`. Equal offers give equal documents; `offer_from` gives the offer back.

    A line's `amount` is before all discounts; its `total` is after its own discount, before those of the package and of
    the whole, and before tax.
    The totals, of the whole or of each option, are those with no optional item ticked.
    """
    # Left out where there are none, so that a document from before there were any stays what it was.
    shown = {"attachments": written(offer.attachments), "mockups": mockups_written(offer.attachments)}
    return {name: entries for name, entries in shown.items() if entries} | {
        "record_type": offer.record_type,
        "title": offer.title,
        "currency": offer.currency,
        "line_items": [_line_item(item) for item in offer.line_items],
        "options": [_option(offer, option) for option in offer.options],
        "maintenance_plans": [_plan(plan) for plan in offer.maintenance_plans],
        "totals": None if offer.options else totals(offer).figures(),
        "discount": _rate(offer.discount),
        "deposit": _rate(offer.deposit),
        "terms": offer.terms,
        "expires_on": _day(offer.expires_on),
        "holiday": deepcopy(offer.holiday),
    }


def offer_from(document: dict[str, Any]) -> Offer:
    """The offer that `document` was made of."""
    deposit = document["deposit"]
    return Offer.kept(
        record_type=document["record_type"],
        title=document["title"],
        currency=document["currency"],
        line_items=tuple(_read_line_item(item) for item in document["line_items"]),
        options=tuple(_read_option(option) for option in document["options"]),
        maintenance_plans=tuple(_read_plan(plan) for plan in document["maintenance_plans"]),
        discount=_read_discount(document["discount"]),
        deposit=Deposit(deposit["kind"], _read_value(deposit)) if deposit else None,
        terms=document["terms"],
        expires_on=_read_day(document["expires_on"]),
        holiday=deepcopy(document["holiday"]),
        attachments=read(document.get("attachments", ()), document.get("mockups", ())),
    )


def _line_item(item: LineItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "description": item.description,
        "scope": item.scope,
        "quantity": decimal_text(item.quantity),
        "unit_price": item.unit_price,
        "tax_rate": decimal_text(item.tax_rate),
        "optional": item.optional,
        "discount": _rate(item.discount),
        "amount": item.amount,
        "total": item.amount - item.own_discount,
    }


def _option(offer: Offer, option: Option) -> dict[str, Any]:
    return {
        "id": option.id,
        "name": option.name,
        "description": option.description,
        "recommended": option.recommended,
        "discount": _rate(option.discount),
        "line_items": [_line_item(item) for item in option.line_items],
        "totals": totals(offer, option_id=option.id).figures(),
    }


def _plan(plan: MaintenancePlan) -> dict[str, Any]:
    return {
        "id": plan.id,
        "name": plan.name,
        "visits_per_year": plan.visits_per_year,
        "price_per_visit": plan.price_per_visit,
        "price_per_year": plan.price_per_year,
        "term_months": plan.term_months,
        "starts_on": _day(plan.starts_on),
        "renews": plan.renews,
    }


def _rate(rate: Discount | Deposit | None) -> dict[str, Any] | None:
    if rate is None:
        return None
    value = decimal_text(rate.value) if isinstance(rate.value, Decimal) else rate.value
    return {"kind": rate.kind, "value": value}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read_line_item(item: dict[str, Any]) -> LineItem:
    return LineItem(
        id=item["id"],
        description=item["description"],
        scope=item["scope"],
        quantity=Decimal(item["quantity"]),
        unit_price=item["unit_price"],
        tax_rate=Decimal(item["tax_rate"]),
        optional=item["optional"],
        discount=_read_discount(item["discount"]),
    )


def _read_option(option: dict[str, Any]) -> Option:
    return Option(
        id=option["id"],
        name=option["name"],
        description=option["description"],
        recommended=option["recommended"],
        discount=_read_discount(option["discount"]),
        line_items=tuple(_read_line_item(item) for item in option["line_items"]),
    )


def _read_plan(plan: dict[str, Any]) -> MaintenancePlan:
    return MaintenancePlan(
        id=plan["id"],
        name=plan["name"],
        visits_per_year=plan["visits_per_year"],
        price_per_visit=plan["price_per_visit"],
        term_months=plan["term_months"],
        starts_on=_read_day(plan["starts_on"]),
        renews=plan["renews"],
    )


def _read_discount(rate: dict[str, Any] | None) -> Discount | None:
    return Discount(rate["kind"], _read_value(rate)) if rate else None


def _read_value(rate: dict[str, Any]) -> int | Decimal:
    return int(rate["value"]) if rate["kind"] == "fixed" else Decimal(rate["value"])


def _read_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
