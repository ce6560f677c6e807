"""What stands on an estimate's paper, written out: every figure is the document's, as people of the locale write it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from services.quotes.adapters.paper_attached import files_of, photos_of
from services.quotes.adapters.paper_design import design_of, pictured_in
from services.quotes.adapters.paper_evidence import Signed, acceptance_of, evidence_of
from services.quotes.domain.selection import Selection
from shared.money import Money

_KINDS = {
    "estimate": "Estimate",
    "proposal": "Proposal",
    "maintenance": "Maintenance plan",
    "holiday": "Holiday lights design",
}
_ACCENT = re.compile(r"#[0-9a-fA-F]{6}")
_NEUTRAL = "#334155"
_LETTER_REGIONS = {"US", "CA", "MX", "PH", "CL", "CO", "VE"}
_LABELS = {
    "prepared_for": "Prepared for",
    "design": "The design",
    "plans": "Maintenance plans",
    "terms": "Terms and conditions",
    "attached": "Photos and files",
    "acceptance": "Accepted and signed",
    "evidence": "Evidence of the acceptance",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One version of an estimate, what is chosen in it, and how it was signed, if it was.

    `contacts` are texts, each with where a click on it leads; `photos` are the bytes of those that the document names.
    """

    company_name: str
    contacts: Sequence[tuple[str, str]]
    accent_color: str | None
    logo: bytes | None = None
    locale: str
    zone: str
    kind: str
    number: str
    version: int
    document_hash: str
    customer_name: str
    customer_address: str
    document: Mapping[str, Any]
    selection: Selection
    photos: Mapping[str, bytes] = field(default_factory=dict)
    signed: Signed | None = None


def content_of(paper: Paper) -> dict[str, Any]:
    """The data of the template, save the pictures."""
    locale = _locale(paper.locale)
    document = paper.document
    attached, design = document.get("attachments", []), design_of(document)
    beside = [entry for entry in attached if entry["id"] not in pictured_in(design)]
    accent = paper.accent_color or ""
    kind = _KINDS.get(paper.kind, _KINDS["estimate"])
    return {
        "title": document["title"],
        "subject": f"{kind} {paper.number} for {paper.customer_name}",
        # By it a file tells which document it is, also one that was changed.
        "keywords": [f"porchlight-document:{paper.signed.document_id}"] if paper.signed else [],
        "lang": locale.language,
        "region": locale.territory,
        "paper": "us-letter" if locale.territory in _LETTER_REGIONS else "a4",
        "accent": accent if _ACCENT.fullmatch(accent) else _NEUTRAL,
        "company": {"name": paper.company_name, "contacts": [_link(*contact) for contact in paper.contacts]},
        "customer": {"name": paper.customer_name, "lines": _rows(paper.customer_address)},
        "kind": kind,
        "facts": _facts(paper, locale),
        "columns": ["Description", "Quantity", "Unit price", "Tax", "Amount"],
        "labels": _LABELS | {"total": "Agreed total" if paper.signed else "Total"},
        "groups": _groups(paper),
        "design": design,
        "design_first": paper.kind == "holiday",
        "plans": _plans(paper, locale),
        "sums": _sums(paper.selection.totals, paper) if document["line_items"] or document["options"] else [],
        "terms": _rows(document["terms"]),
        "photos": photos_of(beside),
        "files": files_of(beside),
        "acceptance": acceptance_of(paper.signed, paper.zone, locale) if paper.signed else None,
        "evidence": evidence_of(paper.signed, f"{kind} {paper.number}", paper.zone, locale) if paper.signed else None,
        "footer": _footer(paper),
    }


def _locale(name: str) -> Locale:
    try:
        locale = Locale.parse(name.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        locale = Locale.parse("en_US")
    return locale if locale.territory else Locale.parse("en_US")


def _link(text: str, target: str) -> dict[str, str]:
    return {"text": text, "link": target}


def _rows(text: str | None) -> list[str]:
    return [row.strip() for row in (text or "").splitlines() if row.strip()]


def _facts(paper: Paper, locale: Locale) -> list[str]:
    facts = [f"Number {paper.number}"]
    if paper.version > 1:
        facts.append(f"Version {paper.version}")
    expires_on = paper.document["expires_on"]
    if expires_on and paper.signed is None:
        facts.append(f"Valid until {_day(expires_on, locale)}")
    return facts


def _footer(paper: Paper) -> list[str]:
    rows = [
        f"{paper.company_name} · {paper.number} · Version {paper.version}",
        f"SHA-256 of this version: {paper.document_hash}",
    ]
    if paper.signed:
        rows.append(f"Document {paper.signed.document_id} · {paper.signed.check_at}")
    return rows


def _groups(paper: Paper) -> list[dict[str, Any]]:
    document, chosen = paper.document, paper.selection.option_id
    groups = []
    if document["line_items"]:
        title = "Included in every package" if document["options"] else "What we will do"
        groups.append(_group(paper, title, document["line_items"]))
    # What was not chosen is no part of what was agreed.
    options = [option for option in document["options"] if paper.signed is None or option["id"] == chosen]
    groups += [_option(paper, option) for option in options]
    return [group for group in groups if group["lines"] or group["sums"]]


def _option(paper: Paper, option: Mapping[str, Any]) -> dict[str, Any]:
    is_chosen = option["id"] == paper.selection.option_id
    tags = ["Recommended"] if option["recommended"] and paper.signed is None else []
    tags += ["Your choice" if paper.signed else "Selected"] if is_chosen else []
    if option["discount"]:
        tags.append(f"Package discount {_reduction(option['discount'], paper)}")
    group = _group(paper, option["name"], option["line_items"])
    group["tag"] = " · ".join(tags)
    group["description"] = _rows(option["description"])
    group["sums"] = [] if is_chosen else _sums(option["totals"], paper)
    return group


def _group(paper: Paper, title: str, items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    ticked = set(paper.selection.optional_item_ids)
    shown = [item for item in items if not (paper.signed and item["optional"]) or item["id"] in ticked]
    lines = [_line(paper, item, is_ticked=item["id"] in ticked) for item in shown]
    taxed = any(Decimal(item["tax_rate"]) for item in shown)
    return {"title": title, "tag": "", "description": [], "lines": lines, "taxed": taxed, "sums": []}


def _line(paper: Paper, item: Mapping[str, Any], *, is_ticked: bool) -> dict[str, Any]:
    tags = []
    if item["optional"]:
        tags.append("optional, chosen" if is_ticked else "optional")
    if item["discount"]:
        tags.append(f"{_reduction(item['discount'], paper)} off")
    return {
        "description": item["description"],
        "tag": " · ".join(tags),
        "scope": _rows(item["scope"]),
        "quantity": _decimal(item["quantity"], paper),
        "unit_price": _money(item["unit_price"], paper),
        "tax": _percent(Decimal(item["tax_rate"]), paper),
        "amount": _money(item["total"], paper),
    }


def _plans(paper: Paper, locale: Locale) -> list[dict[str, str]]:
    chosen = paper.selection.maintenance_plan_id
    plans = paper.document["maintenance_plans"]
    shown = [plan for plan in plans if paper.signed is None or plan["id"] == chosen]
    return [
        {
            "name": plan["name"],
            "tag": "selected" if plan["id"] == chosen else "",
            "terms": _plan_terms(plan, paper, locale),
        }
        for plan in shown
    ]


def _plan_terms(plan: Mapping[str, Any], paper: Paper, locale: Locale) -> str:
    visits = "1 visit" if plan["visits_per_year"] == 1 else f"{plan['visits_per_year']} visits"
    terms = (
        f"{visits} a year at {_money(plan['price_per_visit'], paper)} each, "
        f"{_money(plan['price_per_year'], paper)} a year, for {plan['term_months']} months"
    )
    if plan["starts_on"]:
        terms += f", from {_day(plan['starts_on'], locale)}"
    return terms + ("; renews for another term" if plan["renews"] else "")


def _sums(totals: Mapping[str, int], paper: Paper) -> list[dict[str, Any]]:
    rows = [("Subtotal", totals["subtotal"], False)]
    if totals["discount"]:
        rows.append(("Discount", -totals["discount"], False))
    rows += [("Tax", totals["tax"], False), ("Total", totals["total"], True)]
    if totals["deposit_due"]:
        rows.append(("Deposit due on acceptance", totals["deposit_due"], False))
    return [{"label": label, "amount": _money(amount, paper), "strong": strong} for label, amount, strong in rows]


def _day(text: str, locale: Locale) -> str:
    return format_date(date.fromisoformat(text), "long", locale)


def _reduction(rule: Mapping[str, Any], paper: Paper) -> str:
    if rule["kind"] == "fixed":
        return _money(int(rule["value"]), paper)
    return _percent(Decimal(rule["value"]) / 100, paper)


def _percent(rate: Decimal, paper: Paper) -> str:
    return str(format_percent(rate, format="#,##0.####%", locale=_locale(paper.locale)))


def _money(minor: int, paper: Paper) -> str:
    return Money(minor, paper.document["currency"]).format(str(_locale(paper.locale)))


def _decimal(text: str, paper: Paper) -> str:
    return str(format_decimal(Decimal(text), format="#,##0.####", locale=_locale(paper.locale)))
