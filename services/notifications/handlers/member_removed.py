"""Somebody has left the office: nothing more goes to them."""

from services.notifications.usecases.forget_member import forget_member
from shared.database.session import Session
from shared.events.portal import MemberRemoved


def handle(session: Session, event: MemberRemoved) -> None:
    forget_member(session, workspace_id=event.workspace_id, staff_id=event.staff_id)
