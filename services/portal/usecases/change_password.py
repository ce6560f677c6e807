"""Somebody of the office has a new password."""

from uuid import UUID

from services.portal.domain.staff import Staff
from services.portal.queries.password_resets import forget_resets
from services.portal.usecases.sign_out_everywhere import sign_out_everywhere
from shared.database.session import Session
from shared.events.portal import MemberSecured
from shared.messaging.outbox import publish


def change_password(session: Session, *, workspace_id: UUID, staff_id: UUID, password_hash: str) -> Staff:
    """The old one, which has been asked for, signs in no more, nor does anything that it has signed in; they are told."""
    staff = sign_out_everywhere(session, workspace_id=workspace_id, staff_id=staff_id)
    staff.password_hash = password_hash
    forget_resets(session, workspace_id, staff_id)
    secured = MemberSecured(
        workspace_id=workspace_id, staff_id=staff.id, email=staff.email, name=staff.name, change="password"
    )
    publish(session, secured)
    return staff
