"""Somebody has forgotten their password for the office."""

from services.portal.domain.contact import email_key
from services.portal.domain.password_reset import password_reset
from services.portal.queries.password_resets import forget_expired_resets
from services.portal.queries.staff import staff_by_email
from services.portal.usecases.verify_credentials import MOST_OFFICES
from shared.clock import utc_now
from shared.database.session import Session
from shared.events.portal import PasswordResetRequested
from shared.messaging.outbox import publish


def request_password_reset(session: Session, *, email: str) -> None:
    """Has a link mailed for each office that the address signs in to; nobody learns here whether there is one."""
    now = utc_now()
    forget_expired_resets(session, now)
    for staff, _slug in staff_by_email(session, email_key(email), limit=MOST_OFFICES):
        reset = password_reset(staff.workspace_id, staff.id, now)
        session.add(reset)
        requested = PasswordResetRequested(
            workspace_id=staff.workspace_id,
            reset_id=reset.id,
            staff_id=staff.id,
            email=staff.email,
            name=staff.name,
            expires_at=reset.expires_at,
        )
        publish(session, requested)
