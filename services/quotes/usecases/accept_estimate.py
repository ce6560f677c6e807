"""Accept an estimate: the one pipeline for every record type and every kind of link."""

from dataclasses import dataclass
from uuid import UUID

from services.quotes.adapters.links import Links
from services.quotes.domain.acceptance import Acceptance, Agreement, Signer, agree
from services.quotes.domain.choice import chosen_lines
from services.quotes.domain.errors import AlreadyAccepted, SendFailed
from services.quotes.domain.figures import decimal_text
from services.quotes.domain.job import Job, job_for
from services.quotes.domain.link import CustomerLink
from services.quotes.domain.origin import Origin
from services.quotes.domain.totals import line_totals
from services.quotes.domain.workspace import Workspace
from services.quotes.queries.acceptances import get_acceptance
from services.quotes.queries.parties import rights_of
from services.quotes.queries.records import Record, lock_opened
from services.quotes.queries.rows import insert_row, write_estimate
from services.quotes.usecases.follow_lead import follow_lead
from services.quotes.usecases.record_history import record_history
from shared.database.session import Session
from shared.events.quotes import EstimateAccepted, JobCreated
from shared.events.quotes_records import AcceptedLine
from shared.messaging.outbox import enqueue, publish


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What was agreed, `first` or earlier."""

    acceptance: Acceptance
    job_id: UUID
    workspace: Workspace
    first: bool


def accept_estimate(
    session: Session, *, link: CustomerLink, links: Links, agreement: Agreement, signer: Signer, origin: Origin
) -> Accepted:
    """Signature, evidence, job, status and events, in one durable step; signing again finds the acceptance there is."""
    record = lock_opened(session, link)
    rights_of(session, link).check_may_sign()
    try:
        record.estimate.accept(origin.at, version=agreement.version, today=record.today(origin.at))
    except AlreadyAccepted:
        acceptance, job_id = get_acceptance(session, record.workspace.id, record.estimate.id)
        return Accepted(acceptance=acceptance, job_id=job_id, workspace=record.workspace, first=False)
    acceptance = agree(record.current, agreement, signer=signer, locale=record.workspace.locale, origin=origin)
    job = job_for(record.estimate, acceptance.total, origin.at)
    insert_row(session, acceptance)
    insert_row(session, job)
    signed_by = origin.named(acceptance.signer_name)
    record_history(
        session, estimate=record.estimate, action="accepted", origin=signed_by, details=_details(acceptance, job)
    )
    follow_lead(session, estimate=record.estimate, origin=signed_by)
    write_estimate(session, record.estimate)
    if acceptance.signature_kind == "drawn":
        enqueue(session, "quotes.store_files")
    whose = str(acceptance.workspace_id)
    enqueue(session, "quotes.seal_pdf", workspace_id=whose, document_id=str(acceptance.id))
    _tell(session, record, acceptance, job, _link(record, link, links, origin))
    return Accepted(acceptance=acceptance, job_id=job.id, workspace=record.workspace, first=True)


def _details(acceptance: Acceptance, job: Job) -> dict[str, object]:
    return {
        "version": acceptance.version,
        "document_hash": acceptance.document_hash,
        "option_id": acceptance.option_id,
        "maintenance_plan_id": acceptance.maintenance_plan_id,
        "optional_item_ids": acceptance.optional_item_ids,
        "total": acceptance.total,
        "deposit_due": acceptance.deposit_due,
        "currency": acceptance.currency,
        "signature_sha256": acceptance.signature_sha256,
        "consent_version": acceptance.consent_version,
        "job_id": str(job.id),
    }


def _link(record: Record, link: CustomerLink, links: Links, origin: Origin) -> str | None:
    try:
        return links.link_to(record, kind=record.current.contents.opened_as(*link.asked), now=origin.at)
    except SendFailed:
        # No acceptance is refused because a mail about it could not carry a link.
        return None


def _lines(record: Record, acceptance: Acceptance) -> tuple[AcceptedLine, ...]:
    offer, option = record.current.offer, acceptance.option_id
    ticked = frozenset(acceptance.optional_item_ids)
    items = chosen_lines(offer, option_id=option, optional_item_ids=ticked)
    figures = line_totals(offer, option_id=option, optional_item_ids=ticked)
    return tuple(
        AcceptedLine(
            description=item.description,
            quantity=decimal_text(item.quantity),
            unit_price=item.unit_price,
            amount=figure.amount,
            discount=figure.discount,
            tax=figure.tax,
            tax_rate=decimal_text(item.tax_rate),
        )
        for item, figure in zip(items, figures, strict=True)
    )


def _tell(session: Session, record: Record, acceptance: Acceptance, job: Job, link: str | None) -> None:
    estimate, customer = record.estimate, record.customer
    publish(
        session,
        EstimateAccepted(
            workspace_id=estimate.workspace_id,
            estimate_id=estimate.id,
            number=estimate.number,
            title=estimate.title,
            record_type=estimate.record_type,
            version=acceptance.version,
            document_hash=acceptance.document_hash,
            option_id=acceptance.option_id,
            option_name=acceptance.option_name,
            customer_id=customer.id,
            customer_name=customer.name,
            customer_email=customer.email,
            customer_phone=customer.phone,
            signer_name=acceptance.signer_name,
            accepted_at=acceptance.accepted_at,
            currency=acceptance.currency,
            total=acceptance.total,
            deposit_due=acceptance.deposit_due,
            job_id=job.id,
            link=link,
            lines=_lines(record, acceptance),
        ),
    )
    publish(
        session,
        JobCreated(
            workspace_id=job.workspace_id,
            job_id=job.id,
            estimate_id=job.estimate_id,
            customer_id=job.customer_id,
            title=job.title,
            currency=job.currency,
            total=job.total,
        ),
    )
