"""Signing in asks somebody for no code any more."""

from uuid import UUID

from services.portal.domain.team_errors import SecondFactorOff
from services.portal.queries.second_factors import forget_factor, has_second_factor
from services.portal.queries.staff import lock_member
from shared.database.session import Session
from shared.events.portal import MemberSecured
from shared.messaging.outbox import publish
from shared.words import say


def drop_second_factor(session: Session, *, workspace_id: UUID, staff_id: UUID) -> None:
    """Whoever may has been asked; they are told. Raises `SecondFactorOff` where there is none, or `MemberNotFound`."""
    staff = lock_member(session, workspace_id, staff_id)
    if not has_second_factor(session, workspace_id, staff_id):
        raise SecondFactorOff(say("Signing in asks for no code."))
    forget_factor(session, workspace_id, staff_id)
    publish(
        session,
        MemberSecured(
            workspace_id=workspace_id, staff_id=staff_id, email=staff.email, name=staff.name, change="second_factor_off"
        ),
    )
