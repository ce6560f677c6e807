"""What somebody of the office signs in with has changed: they are told, in case it was not them."""

from services.notifications.usecases.mail_member import mail_member
from shared.database.session import Session
from shared.events.portal import MemberSecured


def handle(session: Session, event: MemberSecured) -> None:
    mail_member(
        session,
        workspace_id=event.workspace_id,
        cause_id=event.envelope.id,
        template="member_secured_office",
        email=event.email,
        context=event.model_dump(mode="json", include={"name", "change"}),
    )
