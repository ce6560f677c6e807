"""Somebody of the office sets up an authenticator app."""

from datetime import datetime
from uuid import UUID

from services.portal.domain.second_factor import SecondFactor
from services.portal.domain.team_errors import SecondFactorOn
from services.portal.queries.second_factors import lock_factor
from services.portal.queries.staff import lock_member
from shared.database.session import Session
from shared.vault import Vault
from shared.words import say


def begin_second_factor(
    session: Session, *, workspace_id: UUID, staff_id: UUID, secret: str, vault: Vault, now: datetime
) -> None:
    """Has the app count once a code of it confirms it; one that was begun before is forgotten. Raises `SecondFactorOn`."""
    lock_member(session, workspace_id, staff_id)
    factor = lock_factor(session, workspace_id, staff_id)
    if factor is None:
        factor = SecondFactor(staff_id=staff_id, workspace_id=workspace_id, sealed_secret="", created_at=now)
        session.add(factor)
    if factor.confirmed_at is not None:
        raise SecondFactorOn(say("Signing in asks for a code already. Switch that off before you set up another app."))
    factor.sealed_secret, factor.created_at = vault.seal(secret, about=factor.about), now
