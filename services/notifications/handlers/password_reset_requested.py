"""Somebody of the office has forgotten their password: the link to set a new one goes to their address."""

from services.notifications.usecases.mail_member import mail_member
from shared.database.session import Session
from shared.events.portal import PasswordResetRequested


def handle(session: Session, event: PasswordResetRequested) -> None:
    mail_member(
        session,
        workspace_id=event.workspace_id,
        cause_id=event.envelope.id,
        template="password_reset_office",
        email=event.email,
        context=event.model_dump(mode="json", include={"reset_id", "name"}),
    )
