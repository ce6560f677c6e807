"""One estimate as the office gets it."""

import base64
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from typing_extensions import TypedDict

from services.quotes.adapters.links import Links
from services.quotes.api.answers import moment
from services.quotes.api.design_answer import DesignAnswer, design_answer
from services.quotes.domain.acceptance import Acceptance
from services.quotes.domain.customer import Customer
from services.quotes.domain.errors import SendFailed
from services.quotes.domain.job import Job
from services.quotes.domain.selection import select
from services.quotes.queries.estimates import Whole
from shared.clock import isoformat


class AcceptanceAnswer(TypedDict):
    version: int
    document_hash: str
    accepted_at: str
    signer_name: str
    option_id: str | None
    option_name: str | None
    maintenance_plan_id: str | None
    optional_item_ids: list[str]
    totals: dict[str, int]
    total: int
    deposit_due: int
    signature_kind: str
    signature_text: str | None
    signature_png_base64: str | None
    signature_sha256: str
    consent_text: str
    consent_version: str
    ip: str | None
    user_agent: str | None
    locale: str


class EstimateAnswer(TypedDict):
    estimate_id: str
    number: str
    record_type: str
    title: str
    status: str
    kind: str
    views: Sequence[str]
    sent_as: str | None
    reason: str | None
    version: int
    document_hash: str
    currency: str
    document: dict[str, Any]
    design: list[DesignAnswer]
    totals: dict[str, int]
    customer: dict[str, Any]
    public_token: bool
    link: str | None
    can_send: bool
    can_revise: bool
    can_void: bool
    sent_at: str | None
    viewed_at: str | None
    decided_at: str | None
    created_at: str
    updated_at: str
    acceptance: AcceptanceAnswer | None
    job: dict[str, Any] | None


def estimate_answer(found: Whole, *, links: Links | None, now: datetime) -> EstimateAnswer:
    """The estimate as it stands, with a link where `links` are given.

    Its totals are those agreed on, else those of what suggests itself.
    """
    estimate, current, acceptance = found.estimate, found.current, found.acceptance
    suggested = select(current.document).totals
    return {
        "estimate_id": str(estimate.id),
        "number": estimate.number,
        "record_type": estimate.record_type,
        "title": estimate.title,
        "status": estimate.status,
        "kind": current.contents.kind,
        "views": current.contents.views,
        "sent_as": estimate.kind,
        "reason": estimate.reason,
        "version": estimate.version,
        "document_hash": current.document_hash,
        "currency": estimate.currency,
        "document": current.document,
        "design": design_answer(current.document),
        "totals": acceptance.totals if acceptance else dict(suggested),
        "customer": _customer(found.customer),
        "public_token": estimate.public_token is not None,
        "link": _link(found, links, now),
        "can_send": estimate.can_be_sent(found.workspace.day_of(now)),
        "can_revise": estimate.can("revise"),
        "can_void": estimate.can("void"),
        "sent_at": moment(estimate.sent_at),
        "viewed_at": moment(estimate.viewed_at),
        "decided_at": moment(estimate.decided_at),
        "created_at": isoformat(estimate.created_at),
        "updated_at": isoformat(estimate.updated_at),
        "acceptance": _acceptance(acceptance) if acceptance else None,
        "job": _job(found.job) if found.job else None,
    }


def png_base64(png: bytes | None) -> str | None:
    """A drawn signature as answers carry it."""
    return base64.b64encode(png).decode() if png else None


def _customer(customer: Customer) -> dict[str, Any]:
    return {
        "customer_id": str(customer.id),
        "name": customer.name,
        "email": customer.email,
        "phone": customer.phone,
        "address": customer.address,
    }


def _link(found: Whole, links: Links | None, now: datetime) -> str | None:
    if links is None or not found.estimate.is_shown:
        return None
    try:
        return links.link_to(found, kind=found.current.contents.linked_as(found.estimate.kind), now=now)
    except SendFailed:
        return None


def _acceptance(acceptance: Acceptance) -> AcceptanceAnswer:
    return {
        "version": acceptance.version,
        "document_hash": acceptance.document_hash,
        "accepted_at": isoformat(acceptance.accepted_at),
        "signer_name": acceptance.signer_name,
        "option_id": acceptance.option_id,
        "option_name": acceptance.option_name,
        "maintenance_plan_id": acceptance.maintenance_plan_id,
        "optional_item_ids": acceptance.optional_item_ids,
        "totals": acceptance.totals,
        "total": acceptance.total,
        "deposit_due": acceptance.deposit_due,
        "signature_kind": acceptance.signature_kind,
        "signature_text": acceptance.signature_text,
        "signature_png_base64": png_base64(acceptance.signature_png),
        "signature_sha256": acceptance.signature_sha256,
        "consent_text": acceptance.consent_text,
        "consent_version": acceptance.consent_version,
        "ip": acceptance.ip,
        "user_agent": acceptance.user_agent,
        "locale": acceptance.locale,
    }


def _job(job: Job) -> dict[str, Any]:
    return {
        "job_id": str(job.id),
        "title": job.title,
        "status": job.status,
        "total": job.total,
        "created_at": isoformat(job.created_at),
        "completed_at": moment(job.completed_at),
    }
