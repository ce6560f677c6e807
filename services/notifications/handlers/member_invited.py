"""An owner has invited somebody to the office: the link goes to the address, each time it is to be sent."""

from services.notifications.usecases.mail_member import mail_member
from shared.database.session import Session
from shared.events.portal import MemberInvited


def handle(session: Session, event: MemberInvited) -> None:
    mail_member(
        session,
        workspace_id=event.workspace_id,
        cause_id=event.envelope.id,
        template="member_invited_office",
        email=event.email,
        context=event.model_dump(mode="json", include={"invitation_id", "name", "role", "invited_by", "expires_at"}),
    )
