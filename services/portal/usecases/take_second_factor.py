"""Somebody whose password was right types the code of their authenticator app, or one from paper."""

from datetime import datetime

from services.portal.domain.one_time_code import step_of
from services.portal.domain.second_factor import SecondFactor, recovery_hash
from services.portal.domain.staff import Staff
from services.portal.domain.team_errors import SecondFactorLocked, SecondFactorNeeded, SecondFactorNotValid
from services.portal.queries.second_factors import lock_factor, use_recovery_code
from shared.clock import utc_now
from shared.database.session import Database, Session
from shared.vault import SecretGone, Vault

_APP_CODE = 6


def take_second_factor(database: Database, *, staff: Staff, code: str | None, vault: Vault) -> None:
    """Does nothing for who has none; raises `SecondFactorNeeded`, `SecondFactorNotValid` or `SecondFactorLocked`.

    Takes the database, as a wrong code counts although it is refused.
    """
    refused: SecondFactorNotValid | SecondFactorLocked | None = None
    with database.begin() as session:
        factor = lock_factor(session, staff.workspace_id, staff.id)
        if factor is None or factor.confirmed_at is None:
            return
        if not (code or "").strip():
            raise SecondFactorNeeded("Send the code of your authenticator app, too, or a recovery code.", field="code")
        try:
            _take(session, factor, "".join((code or "").split()), vault, utc_now())
        except (SecondFactorNotValid, SecondFactorLocked) as error:
            refused = error
    if refused is not None:
        raise refused


def _take(session: Session, factor: SecondFactor, code: str, vault: Vault, now: datetime) -> None:
    factor.check_open(now)
    if len(code) == _APP_CODE:
        factor.take_step(_step(factor, code, vault, now), now)
    elif use_recovery_code(session, factor.workspace_id, factor.staff_id, recovery_hash(code)):
        factor.be_right()
    else:
        raise factor.refuse(now)


def _step(factor: SecondFactor, code: str, vault: Vault, now: datetime) -> int | None:
    try:
        return step_of(vault.open(factor.sealed_secret, about=factor.about), code, now)
    except SecretGone:
        # The codes on paper need no secret, and an owner can reset the step.
        return None
