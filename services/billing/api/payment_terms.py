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
    """`reminders` are days after the due date, below zero before it; without any nobody is reminded.

    Where `parts` is true customers may pay less than what is due. Where `tips` is true they may add a tip, which is no part
    of the invoice; with a deposit only where `tips_on_deposits` is true as well.
    """

    reminders: list[int]
    tips: bool
    tips_on_deposits: bool
    parts: bool


class TermsChange(BaseModel):
    """What is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    reminders: list[int] | None = None
    tips: bool | None = None
    tips_on_deposits: bool | None = None
    parts: bool | None = None


@router.get("")
def get_terms(staff: StaffDep, session: Reading) -> TermsView:
    return _view(terms_of(session, staff.workspace))


@router.patch("")
def patch_terms(body: TermsChange, staff: EditorDep, session: Writing) -> TermsView:
    """Holds from now on: reminders that have been sent are not sent again."""
    changed = change_payment_terms(
        session,
        workspace_id=staff.workspace,
        reminders=body.reminders,
        tips=body.tips,
        tips_on_deposits=body.tips_on_deposits,
        parts=body.parts,
    )
    return _view(changed)


def _view(terms: PaymentTerms) -> TermsView:
    return TermsView(
        reminders=list(terms.reminders),
        tips=terms.tips,
        tips_on_deposits=terms.tips_on_deposits,
        parts=terms.parts,
    )
