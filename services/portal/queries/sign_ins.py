"""Customers signing in, as they are looked up: by what they were sent, before anybody knows whose customers they are."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update

from services.portal.domain.sign_in import SignIn
from shared.database.session import Session


def find_sign_in(session: Session, sign_in_id: UUID) -> SignIn | None:
    """The sign-in, of all workspaces, good or not."""
    return session.get(SignIn, sign_in_id)


def lock_sign_in(session: Session, sign_in_id: UUID) -> SignIn | None:
    """The sign-in, of all workspaces, good or not, held until the transaction ends."""
    return session.scalar(select(SignIn).where(SignIn.id == sign_in_id).with_for_update())


def end_sign_ins(session: Session, marks: Collection[str], now: datetime) -> None:
    """Ends all that were asked for by addresses with these marks, in all workspaces."""
    theirs = SignIn.address_mark.in_(marks), SignIn.used_at.is_(None)
    session.execute(update(SignIn).where(*theirs).values(used_at=now))


def forget_sign_ins(session: Session, before: datetime) -> None:
    """Deletes what expired before that time, of all workspaces."""
    session.execute(delete(SignIn).where(SignIn.expires_at < before))
