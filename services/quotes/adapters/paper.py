"""What stands on an estimate's paper, written out: every figure is the document's, as people of the locale write it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, cast

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from services.quotes.adapters.paper_attached import files_of, photos_of
from services.quotes.adapters.paper_design import design_of, pictured_in
from services.quotes.adapters.paper_evidence import Signed, acceptance_of, evidence_of
from services.quotes.domain.selection import Selection
from shared.money import Money
from shared.words import language_of, say, say_each, say_many, told

_KINDS = {
    "estimate": say("Estimate"),
    "proposal": say("Proposal"),
    "maintenance": say("Maintenance plan"),
    "holiday": say("Holiday lights design"),
}
_ACCENT = re.compile(r"#[0-9a-fA-F]{6}")
_NEUTRAL = "#334155"
_LETTER_REGIONS = {"US", "CA", "MX", "PH", "CL", "CO", "VE"}
_LABELS = {
    "prepared_for": say("Prepared for"),
    "design": say("The design"),
    "plans": say("Maintenance plans"),
    "terms": say("Terms and conditions"),
    "attached": say("Photos and files"),
    "acceptance": say("Accepted and signed"),
    "evidence": say("Evidence of the acceptance"),
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
    return cast("dict[str, Any]", told(_content_of(paper), paper.locale))


def _content_of(paper: Paper) -> dict[str, Any]:
    locale = _locale(paper.locale)
    document = paper.document
    attached, design = document.get("attachments", []), design_of(document)
    beside = [entry for entry in attached if entry["id"] not in pictured_in(design)]
    accent = paper.accent_color or ""
    kind = _KINDS.get(paper.kind, _KINDS["estimate"])
    return {
        "title": document["title"],
        "subject": say(
            "{kind} {number} for {customer_name}", kind=kind, number=paper.number, customer_name=paper.customer_name
        ),
        # By it a file tells which document it is, also one that was changed.
        "keywords": [f"porchlight-document:{paper.signed.document_id}"] if paper.signed else [],
        "lang": language_of(paper.locale),
        "region": locale.territory,
        "paper": "us-letter" if locale.territory in _LETTER_REGIONS else "a4",
        "accent": accent if _ACCENT.fullmatch(accent) else _NEUTRAL,
        "company": {"name": paper.company_name, "contacts": [_link(*contact) for contact in paper.contacts]},
        "customer": {"name": paper.customer_name, "lines": _rows(paper.customer_address)},
        "kind": kind,
        "facts": _facts(paper, locale),
        "columns": [say("Description"), say("Quantity"), say("Unit price"), say("Tax"), say("Amount")],
        "labels": _LABELS | {"total": say("Agreed total") if paper.signed else say("Total")},
        "groups": _groups(paper),
        "design": design,
        "design_first": paper.kind == "holiday",
        "plans": _plans(paper, locale),
        "sums": _sums(paper.selection.totals, paper) if document["line_items"] or document["options"] else [],
        "terms": _rows(document["terms"]),
        "photos": photos_of(beside),
        "files": files_of(beside),
        "acceptance": acceptance_of(paper.signed, paper.zone, locale) if paper.signed else None,
        "evidence": evidence_of(
            paper.signed, say("{kind} {number}", kind=kind, number=paper.number), paper.zone, locale
        )
        if paper.signed
        else None,
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
    facts: list[str] = [say("Number {number}", number=paper.number)]
    if paper.version > 1:
        facts.append(say("Version {version}", version=paper.version))
    expires_on = paper.document["expires_on"]
    if expires_on and paper.signed is None:
        facts.append(say("Valid until {expires_on}", expires_on=_day(expires_on, locale)))
    return facts


def _footer(paper: Paper) -> list[str]:
    rows: list[str] = [
        say(
            "{company} · {number} · Version {version}",
            company=paper.company_name,
            number=paper.number,
            version=paper.version,
        ),
        say("SHA-256 of this version: {hash}", hash=paper.document_hash),
    ]
    if paper.signed:
        rows.append(say("Document {document} · {page}", document=paper.signed.document_id, page=paper.signed.check_at))
    return rows


def _groups(paper: Paper) -> list[dict[str, Any]]:
    document, chosen = paper.document, paper.selection.option_id
    groups = []
    if document["line_items"]:
        title = say("Included in every package") if document["options"] else say("What we will do")
        groups.append(_group(paper, title, document["line_items"]))
    # What was not chosen is no part of what was agreed.
    options = [option for option in document["options"] if paper.signed is None or option["id"] == chosen]
    groups += [_option(paper, option) for option in options]
    return [group for group in groups if group["lines"] or group["sums"]]


def _option(paper: Paper, option: Mapping[str, Any]) -> dict[str, Any]:
    is_chosen = option["id"] == paper.selection.option_id
    tags = [say("Recommended")] if option["recommended"] and paper.signed is None else []
    tags += [say("Your choice") if paper.signed else say("Selected")] if is_chosen else []
    if option["discount"]:
        tags.append(say("Package discount {discount}", discount=_reduction(option["discount"], paper)))
    group = _group(paper, option["name"], option["line_items"])
    group["tag"] = say_each(tags, " · ")
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
        tags.append(say("optional, chosen") if is_ticked else say("optional"))
    if item["discount"]:
        tags.append(say("{discount} off", discount=_reduction(item["discount"], paper)))
    return {
        "description": item["description"],
        "tag": say_each(tags, " · "),
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
            "tag": say("selected") if plan["id"] == chosen else "",
            "terms": _plan_terms(plan, paper, locale),
        }
        for plan in shown
    ]


def _plan_terms(plan: Mapping[str, Any], paper: Paper, locale: Locale) -> str:
    terms = [
        say_many(
            "{number} visit a year at {price_per_visit}",
            "{number} visits a year at {price_per_visit} each",
            plan["visits_per_year"],
            price_per_visit=_money(plan["price_per_visit"], paper),
        ),
        say("{amount} a year", amount=_money(plan["price_per_year"], paper)),
        say_many("for {number} month", "for {number} months", plan["term_months"]),
    ]
    if plan["starts_on"]:
        terms.append(say("from {day}", day=_day(plan["starts_on"], locale)))
    if plan["renews"]:
        terms.append(say("renews for another term"))
    return say_each(terms)


def _sums(totals: Mapping[str, int], paper: Paper) -> list[dict[str, Any]]:
    rows = [(say("Subtotal"), totals["subtotal"], False)]
    if totals["discount"]:
        rows.append((say("Discount"), -totals["discount"], False))
    rows += [(say("Tax"), totals["tax"], False), (say("Total"), totals["total"], True)]
    if totals["deposit_due"]:
        rows.append((say("Deposit due on acceptance"), totals["deposit_due"], False))
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
