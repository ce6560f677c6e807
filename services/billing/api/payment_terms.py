"""How a workspace wants to be paid."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from services.billing.domain.payment_terms import PaymentTerms
from services.billing.queries.payment_terms import terms_of
from services.billing.usecases.change_payment_terms import change_payment_terms
from shared.web.caller import EditorDep, StaffDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute, Writing

router = APIRouter(prefix="/settings/billing/terms", route_class=UnitOfWorkRoute)


class TermsView(BaseModel):
    """`reminders` are days after the due date, below zero before it; without any nobody is reminded."""

    reminders: list[int]


class TermsChange(BaseModel):
    """What is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    reminders: list[int] | None = None


@router.get("")
def get_terms(staff: StaffDep, session: Reading) -> TermsView:
    return _view(terms_of(session, staff.workspace))


@router.patch("")
def patch_terms(body: TermsChange, staff: EditorDep, session: Writing) -> TermsView:
    """Holds from now on: reminders that have been sent are not sent again."""
    return _view(change_payment_terms(session, workspace_id=staff.workspace, reminders=body.reminders))


def _view(terms: PaymentTerms) -> TermsView:
    return TermsView(reminders=list(terms.reminders))
