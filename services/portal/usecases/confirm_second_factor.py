"""Somebody of the office shows that their authenticator app works."""

from uuid import UUID

from services.portal.domain.one_time_code import step_of
from services.portal.domain.second_factor import RECOVERY_CODES, new_recovery_code, recovery_code
from services.portal.domain.team_errors import SecondFactorNotValid, SecondFactorOff, SecondFactorOn
from services.portal.queries.second_factors import lock_factor
from services.portal.queries.staff import get_member
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.portal import MemberSecured
from shared.messaging.outbox import publish
from shared.vault import Vault
from shared.words import say


def confirm_second_factor(
    session: Session, *, workspace_id: UUID, staff_id: UUID, code: str, vault: Vault
) -> list[str]:
    """From now on signing in asks for a code; the recovery codes, which are shown this once.

    Raises `SecondFactorNotValid`, `SecondFactorOff` where none was begun, or `SecondFactorOn`.
    """
    factor, now = lock_factor(session, workspace_id, staff_id), utc_now()
    if factor is None:
        raise SecondFactorOff(say("Begin by setting up the app."))
    if factor.confirmed_at is not None:
        raise SecondFactorOn(say("Signing in asks for a code already."))
    step = step_of(vault.open(factor.sealed_secret, about=factor.about), code, now)
    if step is None:
        raise SecondFactorNotValid(
            say("That is not the code that the app shows now. Check the clock of the phone."), field="code"
        )
    factor.confirmed_at, factor.last_step = now, step
    codes = [new_recovery_code() for _ in range(RECOVERY_CODES)]
    session.add_all(recovery_code(workspace_id, staff_id, code) for code in codes)
    staff = get_member(session, workspace_id, staff_id)
    publish(
        session,
        MemberSecured(
            workspace_id=workspace_id, staff_id=staff_id, email=staff.email, name=staff.name, change="second_factor_on"
        ),
    )
    return codes
