"""Somebody has joined the office: its messages go to them, too."""

from services.notifications.usecases.add_member import add_member
from shared.database.session import Session
from shared.events.portal import MemberJoined


def handle(session: Session, event: MemberJoined) -> None:
    add_member(session, workspace_id=event.workspace_id, staff_id=event.staff_id, email=event.email)
