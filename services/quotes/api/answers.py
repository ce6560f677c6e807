"""What comes out: the shapes of answers, and how rows become them."""

from collections.abc import Callable, Mapping
from typing import Any

from typing_extensions import TypedDict

from services.quotes.adapters.reach import Reach
from services.quotes.domain.customer import Customer
from services.quotes.domain.history import HistoryLine
from services.quotes.domain.job import Job
from services.quotes.domain.note import Note
from services.quotes.queries.contents import contents_in
from services.quotes.queries.pages import AnyRow, Page
from shared.clock import isoformat


class CustomerAnswer(TypedDict):
    customer_id: str
    name: str
    email: str | None
    phone: str | None
    address: str
    language: str | None
    created_at: str
    updated_at: str


class CustomerPage(TypedDict):
    items: list[CustomerAnswer]
    next_cursor: str | None


class JobAnswer(TypedDict):
    job_id: str
    estimate_id: str
    customer_id: str
    title: str
    status: str
    total: int
    currency: str
    created_at: str
    completed_at: str | None


class JobItem(JobAnswer):
    """A job in a list: the number of its estimate, whose it is, and its appointment unless that is called off."""

    number: str
    customer_name: str
    starts_at: str | None
    ends_at: str | None


class JobPage(TypedDict):
    items: list[JobItem]
    next_cursor: str | None


class NoteAnswer(TypedDict):
    note_id: str
    author_kind: str
    author_name: str | None
    text: str
    at: str


class NotePage(TypedDict):
    items: list[NoteAnswer]
    next_cursor: str | None


class Obstacle(TypedDict):
    """Why the customer was not mailed: missing_contact, link_setup, or not_sent; and a sentence with the way out."""

    category: str
    detail: str


class HistoryAnswer(TypedDict):
    position: int
    at: str
    action: str
    actor_kind: str
    actor_name: str | None
    ip: str | None
    user_agent: str | None
    details: dict[str, Any]
    previous_hash: str
    hash: str


class HistoryPage(TypedDict):
    items: list[HistoryAnswer]
    next_cursor: str | None


class EstimateItem(TypedDict):
    estimate_id: str
    number: str
    title: str
    status: str
    customer_name: str
    currency: str
    total: int
    updated_at: str
    version: int
    kind: str


class EstimatePage(TypedDict):
    items: list[EstimateItem]
    next_cursor: str | None


def moment(at: Any) -> str | None:
    """An instant as answers write it, or null."""
    return isoformat(at) if at else None


def page_of(page: Page, item: Callable[[AnyRow], Mapping[str, Any]]) -> dict[str, Any]:
    """A page of a list whose rows `item` writes."""
    return {"items": [item(row) for row in page.rows], "next_cursor": page.next_cursor}


def customer_answer(customer: Customer | AnyRow) -> CustomerAnswer:
    return {
        "customer_id": str(customer.id),
        "name": customer.name,
        "email": customer.email,
        "phone": customer.phone,
        "address": customer.address,
        "language": customer.language or None,
        "created_at": isoformat(customer.created_at),
        "updated_at": isoformat(customer.updated_at),
    }


def job_item(row: AnyRow) -> JobItem:
    return {
        **job_answer(row),
        "number": row.number,
        "customer_name": row.customer_name,
        "starts_at": moment(row.starts_at),
        "ends_at": moment(row.ends_at),
    }


def job_answer(job: Job | AnyRow) -> JobAnswer:
    return {
        "job_id": str(job.id),
        "estimate_id": str(job.estimate_id),
        "customer_id": str(job.customer_id),
        "title": job.title,
        "status": job.status,
        "total": job.total,
        "currency": job.currency,
        "created_at": isoformat(job.created_at),
        "completed_at": moment(job.completed_at),
    }


def note_answer(note: Note | AnyRow) -> NoteAnswer:
    return {
        "note_id": str(note.id),
        "author_kind": note.author_kind,
        "author_name": note.author_name,
        "text": note.text,
        "at": isoformat(note.created_at),
    }


def obstacle(reach: Reach) -> Obstacle | None:
    """What stands in the way of mailing the customer; null where nothing does."""
    return {"category": reach.obstacle, "detail": reach.sentence or ""} if reach.obstacle else None


def history_answer(line: HistoryLine) -> HistoryAnswer:
    return {
        "position": line.position,
        "at": isoformat(line.at),
        "action": line.action,
        "actor_kind": line.actor_kind,
        "actor_name": line.actor_name,
        "ip": line.ip,
        "user_agent": line.user_agent,
        "details": line.details,
        "previous_hash": line.previous_hash,
        "hash": line.hash,
    }


def estimate_item(row: AnyRow) -> EstimateItem:
    return {
        "estimate_id": str(row.id),
        "number": row.number,
        "title": row.title,
        "status": row.status,
        "customer_name": row.customer_name,
        "currency": row.currency,
        "total": row.total,
        "updated_at": isoformat(row.updated_at),
        "version": row.version,
        "kind": contents_in(row).kind,
    }
