"""What Stripe and the books do not agree on, for the office to see to."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, StringConstraints

from services.billing.api.invoice_bodies import Body
from services.billing.domain.discrepancy import Discrepancy
from services.billing.queries.discrepancies import discrepancy_of, open_discrepancies
from shared.clock import utc_now
from shared.web.caller import EditorDep, StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(prefix="/invoices/discrepancies", route_class=UnitOfWorkRoute)


class DiscrepancyView(BaseModel):
    """`kind` is unknown_payment, amount_differs, not_taken_in or in_doubt; `subject` its id at Stripe."""

    discrepancy_id: UUID
    subject: str
    kind: str
    amount: int
    currency: str
    invoice_id: UUID | None
    found_at: datetime


class Discrepancies(BaseModel):
    items: list[DiscrepancyView]


class Resolution(Body):
    """What was found out, for whoever asks later."""

    note: Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)] = ""


@router.get("")
def list_discrepancies(staff: StaffDep, session: Reading) -> Discrepancies:
    """Those that nobody has seen to, oldest first."""
    return Discrepancies(items=[_view(one) for one in open_discrepancies(session, staff.workspace)])


@router.post("/{discrepancy_id}/resolve")
def resolve(discrepancy_id: UUID, body: Resolution, staff: EditorDep, session: Writing) -> DiscrepancyView:
    """A person has seen to it. No figure changes by that."""
    found = discrepancy_of(session, staff.workspace, discrepancy_id)
    found.resolve(staff.name, body.note, utc_now())
    return _view(found)


def _view(found: Discrepancy) -> DiscrepancyView:
    return DiscrepancyView(
        discrepancy_id=found.id,
        subject=found.subject,
        kind=found.kind,
        amount=found.amount,
        currency=found.currency,
        invoice_id=found.invoice_id,
        found_at=found.found_at,
    )
