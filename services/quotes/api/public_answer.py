"""What a customer's page is given."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from typing_extensions import TypedDict

from services.quotes.api.design_answer import DesignAnswer, design_answer
from services.quotes.api.estimate_answer import png_base64
from services.quotes.domain.contact import Rights
from services.quotes.domain.estimate_states import OPEN
from services.quotes.domain.kinds import contents_of
from services.quotes.domain.link import CustomerLink, InHouse
from services.quotes.domain.season import is_in_season
from services.quotes.domain.selection import Chosen, Selection, selection_of
from services.quotes.domain.signature import CONSENT_TEXT, CONSENT_VERSION
from services.quotes.domain.workspace import local_day
from services.quotes.queries.pages import AnyRow
from shared.clock import isoformat

_CONSENT = {"text": CONSENT_TEXT, "version": CONSENT_VERSION}


class PublicAcceptance(TypedDict):
    document_id: str
    sealed_at: str | None
    accepted_at: str
    signer_name: str
    option_name: str | None
    total: int
    deposit_due: int
    job_id: str
    signature_kind: str
    signature_text: str | None
    signature_png_base64: str | None


class PublicNote(TypedDict):
    author_kind: str
    author_name: str | None
    text: str
    at: str


class PublicSelection(TypedDict):
    option_id: str | None
    maintenance_plan_id: str | None
    optional_item_ids: Sequence[str]
    totals: dict[str, int]


class PublicAnswer(TypedDict):
    workspace_id: str
    estimate_id: str
    number: str
    kind: str
    status: str
    version: int
    document_hash: str
    customer: dict[str, str]
    document: dict[str, Any]
    design: list[DesignAnswer]
    selection: PublicSelection
    acceptance: PublicAcceptance | None
    notes: list[PublicNote]
    consent: dict[str, str]
    purpose: str
    views: Sequence[str]
    today_expired: bool
    in_season: bool
    may_sign: bool
    may_pay: bool


def public_answer(
    row: AnyRow,
    notes: Sequence[AnyRow],
    *,
    link: CustomerLink | InHouse,
    chosen: Chosen,
    now: datetime,
    sealed_at: datetime | None = None,
    rights: Rights,
) -> PublicAnswer:
    """The page of `link` at `now`. Once accepted it shows what was agreed, whatever is chosen.

    `kind` is what the record is, `purpose` as what this page shows it, `views` as what it could. A holiday proposal that
    is pending or active is `in_season`.
    """
    contents = contents_of(row.document)
    return {
        "workspace_id": str(row.workspace_id),
        "estimate_id": str(row.estimate_id),
        "number": row.number,
        "kind": contents.kind,
        "status": row.status,
        "version": row.version,
        "document_hash": row.document_hash,
        "customer": {"name": row.customer_name, "address": row.customer_address, "language": row.language},
        "document": row.document,
        "design": design_answer(row.document),
        "selection": _selection(selection_of(row, chosen)),
        "acceptance": _acceptance(row, sealed_at) if row.accepted_at else None,
        "notes": [_note(note) for note in notes],
        "consent": _CONSENT,
        "purpose": contents.opened_as(*link.asked),
        "views": contents.views,
        "today_expired": _has_expired(row, now),
        "in_season": _is_in_season(row, now),
        "may_sign": rights.may_sign,
        "may_pay": rights.may_pay,
    }


def _selection(selection: Selection) -> PublicSelection:
    return {
        "option_id": selection.option_id,
        "maintenance_plan_id": selection.maintenance_plan_id,
        "optional_item_ids": selection.optional_item_ids,
        "totals": dict(selection.totals),
    }


def _acceptance(row: AnyRow, sealed_at: datetime | None) -> PublicAcceptance:
    return {
        "document_id": str(row.document_id),
        "sealed_at": isoformat(sealed_at) if sealed_at else None,
        "accepted_at": isoformat(row.accepted_at),
        "signer_name": row.signer_name,
        "option_name": row.option_name,
        "total": row.total,
        "deposit_due": row.deposit_due,
        "job_id": str(row.job_id),
        "signature_kind": row.signature_kind,
        "signature_text": row.signature_text,
        "signature_png_base64": png_base64(row.signature_png),
    }


def _note(note: AnyRow) -> PublicNote:
    return {
        "author_kind": note.author_kind,
        "author_name": note.author_name,
        "text": note.text,
        "at": isoformat(note.created_at),
    }


def _is_in_season(row: AnyRow, now: datetime) -> bool:
    return is_in_season(
        row.document["record_type"],
        row.status,
        has_lapsed=_has_expired(row, now),
        accepted_at=row.accepted_at,
        now=now,
    )


def _has_expired(row: AnyRow, now: datetime) -> bool:
    if row.status not in OPEN or row.expires_on is None:
        return bool(row.status == "expired")
    return bool(row.expires_on < local_day(now, row.time_zone))
