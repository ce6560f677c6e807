"""Look up the code of an existing customer, who is known by email."""

from dataclasses import dataclass
from uuid import UUID

from services.referrals.domain.contact import contact
from services.referrals.domain.errors import ReferralsOff
from services.referrals.domain.referral_code import ReferralCode
from services.referrals.queries.customers import customer_reached_at
from services.referrals.queries.referral_codes import code_of
from services.referrals.queries.workspaces import get_workspace
from services.referrals.usecases.create_referral_code import create_referral_code
from shared.database.session import Session
from shared.words import say


@dataclass(frozen=True, slots=True)
class LookedUp:
    """known with a code, name_needed before there is one, or unknown."""

    status: str
    code: ReferralCode | None = None


def look_up_code(session: Session, *, workspace_id: UUID, email: str, name: str) -> LookedUp:
    """The code of the customer with this address, made once they have told a `name`; nothing for who is no customer."""
    if not get_workspace(session, workspace_id).referrals:
        raise ReferralsOff(say("This business gives out no links to share."))
    customer = customer_reached_at(session, workspace_id, contact(email, None))
    if customer is None:
        return LookedUp("unknown")
    code = code_of(session, workspace_id, customer.id)
    if code is not None:
        return LookedUp("known", code)
    if not name:
        return LookedUp("name_needed")
    made = create_referral_code(session, workspace_id=workspace_id, customer_id=customer.id)
    made.shown_name = made.shown_name or name
    return LookedUp("known", made)
