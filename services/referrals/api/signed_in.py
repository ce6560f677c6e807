"""The link to share of a customer who has signed in at the portal, and what has come of it."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel

from services.referrals.api.public_referrals import TotalsView, totals_view
from services.referrals.domain.referral_code import share_url
from services.referrals.queries.referral_codes import code_of
from services.referrals.queries.workspaces import get_workspace
from shared.web.caller import SignedInDep
from shared.web.unit_of_work import Reading, UnitOfWorkRoute

# The gateway's own way to referrals: nobody else can reach it, so that the public document says nothing of it.
router = APIRouter(prefix="/signed-in", route_class=UnitOfWorkRoute, include_in_schema=False)


class SharedByMe(BaseModel):
    """Nothing is shared before there is a `code`; `is_on` says whether the business gives out any."""

    is_on: bool
    code: str | None = None
    share_url: str | None = None
    totals: TotalsView | None = None


@router.get("/referrals")
def shared(session: Reading, caller: SignedInDep, request: Request) -> SharedByMe:
    """Their link and its totals; nothing is made here."""
    workspace, customer_id = get_workspace(session, caller.workspace), UUID(caller.actor_id)
    code = code_of(session, caller.workspace, customer_id)
    if code is None or not workspace.referrals:
        return SharedByMe(is_on=workspace.referrals)
    base = workspace.link_base(request.app.state.context.settings.public_url)
    return SharedByMe(
        is_on=True,
        code=code.code,
        share_url=share_url(base, code.code),
        totals=totals_view(session, caller.workspace, customer_id),
    )
