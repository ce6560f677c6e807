"""What customers have agreed to."""

from uuid import UUID

from sqlalchemy import or_, select

from services.billing.domain.agreement import Agreement
from services.billing.domain.errors import AgreementNotFound
from services.billing.domain.invoice import Invoice
from shared.database.session import Session
from shared.database.upsert import insert_into


def keep_agreement(session: Session, workspace_id: UUID, agreement: dict[str, object]) -> None:
    """Writes down what was agreed, unless it has been already."""
    row = agreement | {"workspace_id": workspace_id}
    session.execute(insert_into(session, Agreement).values(row).on_conflict_do_nothing())


def agreement_of(session: Session, workspace_id: UUID, estimate_id: UUID) -> Agreement | None:
    """What was agreed on the estimate; None where an earlier release heard of it, which kept nothing."""
    mine = Agreement.workspace_id == workspace_id, Agreement.estimate_id == estimate_id
    return session.scalars(select(Agreement).where(*mine)).one_or_none()


def agreement_of_job(session: Session, workspace_id: UUID, job_id: UUID) -> Agreement | None:
    """What was agreed on the work."""
    mine = Agreement.workspace_id == workspace_id, Agreement.job_id == job_id
    return session.scalars(select(Agreement).where(*mine)).one_or_none()


def lock_agreement(session: Session, workspace_id: UUID, *, estimate_id: UUID | None, job_id: UUID | None) -> Agreement:
    """What was agreed on the estimate, or else the job, held until the transaction ends; raises `AgreementNotFound`."""
    named = or_(Agreement.estimate_id == estimate_id, Agreement.job_id == job_id)
    query = select(Agreement).where(Agreement.workspace_id == workspace_id, named).with_for_update()
    found = session.scalars(query).one_or_none()
    if found is None:
        raise AgreementNotFound("There is no accepted estimate, or job, of this id here. Enter the lines by hand.")
    return found


def invoice_of_work(session: Session, workspace_id: UUID, estimate_id: UUID) -> Invoice | None:
    """The invoice of all the work of the estimate, drafts included; not one that was voided."""
    mine = Invoice.workspace_id == workspace_id, Invoice.estimate_id == estimate_id
    whole = Invoice.kind == "invoice", Invoice.status != "void"
    return session.scalars(select(Invoice).where(*mine, *whole).order_by(Invoice.id)).first()
