"""What quotes has of an estimate, written into its form as people of a locale type it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from services.portal.pages.editor_body import content_of
from services.portal.pages.editor_design import design_texts
from services.portal.pages.editor_form import EstimateForm, LineForm, OptionForm, PlanForm
from shared.typed_numbers import money_text, number_text

_OWN = ("customer_id", "customer_search", "version", "document_hash", "opened", "once", "public_token")
"""What a form has for itself, and no document tells."""


def written_form(document: Mapping[str, Any], locale: str) -> EstimateForm:
    """The form that shows `document`, or the body of one."""
    writer = _Writer(document["currency"], locale)
    return EstimateForm(
        record_type=document["record_type"],
        title=document["title"],
        currency=document["currency"],
        discount=writer.reduction(document["discount"]),
        deposit=writer.reduction(document["deposit"]),
        terms=document["terms"] or "",
        expires_on=document["expires_on"] or "",
        lines=[writer.line(line) for line in document["line_items"]],
        options=[writer.option(option) for option in document["options"]],
        plans=[writer.plan(plan) for plan in document["maintenance_plans"]],
        **design_texts(document["holiday"]),
    )


def opened_form(found: Mapping[str, Any], locale: str) -> EstimateForm:
    """The form for editing the estimate that was `found`, which knows what it was opened on."""
    form = written_form(found["document"], locale)
    form.opened = fingerprint(form)
    form.customer_id = found["customer"]["customer_id"]
    form.version, form.document_hash = str(found["version"]), found["document_hash"]
    return form


def rewritten(form: EstimateForm, locale: str) -> EstimateForm:
    """The form as it would be shown once it is saved: the same figures, however they were typed. It must be in order."""
    return written_form(content_of(form, locale).body, locale)


def fingerprint(form: EstimateForm) -> str:
    """Tells two contents apart, whatever keys their rows have."""
    content = {name: value for name, value in asdict(form).items() if name not in _OWN}
    return hashlib.sha256(json.dumps(_without_keys(content), sort_keys=True).encode()).hexdigest()


def _without_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_keys(member) for name, member in value.items() if name != "key"}
    return [_without_keys(member) for member in value] if isinstance(value, list) else value


class _Writer:
    def __init__(self, currency: str, locale: str) -> None:
        self._currency = currency
        self._locale = locale
        self._new_rows = 0

    def line(self, line: Mapping[str, Any]) -> LineForm:
        return LineForm(
            key=self.key(line),
            description=line["description"],
            scope=line["scope"] or "",
            quantity=number_text(Decimal(line["quantity"]), self._locale),
            unit_price=self.money(line["unit_price"]),
            tax_rate=self.percent(Decimal(line["tax_rate"]) * 100),
            discount=self.reduction(line["discount"]),
            optional=line["optional"],
        )

    def option(self, option: Mapping[str, Any]) -> OptionForm:
        return OptionForm(
            key=self.key(option),
            name=option["name"],
            description=option["description"] or "",
            discount=self.reduction(option["discount"]),
            recommended=option["recommended"],
            lines=[self.line(line) for line in option["line_items"]],
        )

    def plan(self, plan: Mapping[str, Any]) -> PlanForm:
        return PlanForm(
            key=self.key(plan),
            name=plan["name"],
            visits_per_year=number_text(Decimal(plan["visits_per_year"]), self._locale),
            price_per_visit=self.money(plan["price_per_visit"]),
            term_months=number_text(Decimal(plan["term_months"]), self._locale),
            starts_on=plan.get("starts_on") or "",
            renews=plan.get("renews", False),
        )

    def key(self, row: Mapping[str, Any]) -> str:
        if "id" not in row:
            self._new_rows += 1
        return str(row.get("id", f"n{self._new_rows}"))

    def money(self, minor: int) -> str:
        return money_text(minor, self._currency, self._locale)

    def percent(self, hundredths: Decimal) -> str:
        return number_text(hundredths, self._locale) if hundredths else ""

    def reduction(self, rule: Mapping[str, Any] | None) -> str:
        if rule is None:
            return ""
        if rule["kind"] == "fixed":
            return self.money(int(rule["value"]))
        return f"{number_text(Decimal(rule['value']), self._locale)}%"
