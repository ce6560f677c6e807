"""A customer signing in: that somebody has asked to, and whether the link or the code they were sent is still good.

Neither is kept. Both are tickets of the row's id, which notifications makes for the message, and the portal to compare.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.portal.domain.base import Base
from services.portal.domain.contact import Contact
from services.portal.domain.errors import CodeNotValid, SignInOver
from shared.ids import new_id
from shared.words import say

LIFETIME = timedelta(minutes=10)
WRONG_CODES = 5
"""After as many the code is dead; the link is not, which nobody can guess."""


class SignIn(Base, kw_only=True):
    """One request to sign in, from wherever; whether the address is known is not known here."""

    __tablename__ = "sign_ins"
    __table_args__ = (Index(None, "expires_at"), Index(None, "address_mark"))

    id: Mapped[UUID] = mapped_column("sign_in_id", primary_key=True)
    workspace_id: Mapped[UUID]
    """All zeros where it did not begin at one workspace's portal."""
    email: Mapped[str | None]
    phone: Mapped[str | None]
    address_mark: Mapped[str]
    """What stays of the address once somebody has signed in by it."""
    expires_at: Mapped[datetime]
    wrong_codes: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def contact(self) -> Contact:
        return Contact(email=self.email, phone=self.phone)

    def check(self, now: datetime) -> None:
        """Raises `SignInOver` once it has been used, or its time is up."""
        if self.used_at is not None or now >= self.expires_at:
            raise SignInOver(say("This sign-in link has been used, or its ten minutes are over. Ask for a new one."))

    def take_code(self, *, right: bool, now: datetime) -> None:
        """Raises `CodeNotValid` for a wrong one, which counts, and for any after too many wrong ones."""
        self.check(now)
        if right and self.wrong_codes < WRONG_CODES:
            return
        self.wrong_codes += 1
        if self.wrong_codes < WRONG_CODES:
            raise CodeNotValid(say("That is not the code. Check the newest message, and type all six digits."))
        raise CodeNotValid(say("That code does not work any more. Ask for a new one."))

    def use(self, now: datetime) -> None:
        """It has led in: neither its link nor its code does so again. Raises `SignInOver` where it had before."""
        self.check(now)
        self.used_at = now
        self.email = self.phone = None

    def end(self, now: datetime) -> None:
        """Good for nothing from now on."""
        self.used_at = self.used_at or now


def sign_in_of(workspace_id: UUID, contact: Contact, mark: str, now: datetime) -> SignIn:
    """The sign-in that somebody has asked for now."""
    return SignIn(
        id=new_id(),
        workspace_id=workspace_id,
        email=contact.email,
        phone=contact.phone,
        address_mark=mark,
        expires_at=now + LIFETIME,
    )
