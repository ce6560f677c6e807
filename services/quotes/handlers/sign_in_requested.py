"""Somebody wants to sign in as a customer."""

from services.quotes.usecases.answer_sign_in import answer_sign_in
from shared.database.session import Session
from shared.events.portal import ANY_WORKSPACE, SignInRequested


def handle(session: Session, event: SignInRequested) -> None:
    answer_sign_in(
        session,
        workspace_id=None if event.workspace_id == ANY_WORKSPACE else event.workspace_id,
        sign_in_id=event.sign_in_id,
        email_key=event.email,
        phone=event.phone,
    )
