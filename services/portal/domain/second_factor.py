"""The second step of signing in to the office: an authenticator app, and codes on paper for the day the phone is lost."""

import base64
import hashlib
import secrets
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.portal.domain.base import Base, belongs_to
from services.portal.domain.team_errors import SecondFactorLocked, SecondFactorNotValid
from shared.ids import new_id

WRONG_CODES = 5
LOCKED_FOR = timedelta(minutes=15)
RECOVERY_CODES = 10


class SecondFactor(Base, kw_only=True):
    """One person's app; it counts once a code of it has confirmed it."""

    __tablename__ = "second_factors"

    staff_id: Mapped[UUID] = mapped_column(belongs_to("staff.staff_id"), primary_key=True)
    workspace_id: Mapped[UUID]
    sealed_secret: Mapped[str]
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    last_step: Mapped[int] = mapped_column(default=0)
    """The newest step whose code was taken: no code is taken twice, nor one of before."""
    wrong_codes: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def about(self) -> str:
        """What the sealed secret is about."""
        return f"second-factor:{self.staff_id}"

    def check_open(self, now: datetime) -> None:
        """Raises `SecondFactorLocked` for a while after too many wrong codes."""
        if self.locked_until is not None and now < self.locked_until:
            wait = ceil((self.locked_until - now).total_seconds())
            minutes = -(-wait // 60)
            message = f"Too many wrong codes. Wait {minutes} minute{'s' if minutes > 1 else ''} and try again."
            raise SecondFactorLocked(message, retry_after=wait)

    def take_step(self, step: int | None, now: datetime) -> None:
        """Raises `SecondFactorNotValid` for a wrong code, which counts, and for one that was taken before."""
        if step is None or step <= self.last_step:
            raise self.refuse(now)
        self.last_step = step
        self.be_right()

    def be_right(self) -> None:
        """The wrong codes of before are forgotten."""
        self.wrong_codes, self.locked_until = 0, None

    def refuse(self, now: datetime) -> SecondFactorNotValid:
        """The refusal of a wrong code, which is counted."""
        self.wrong_codes += 1
        if self.wrong_codes >= WRONG_CODES:
            self.wrong_codes, self.locked_until = 0, now + LOCKED_FOR
        return SecondFactorNotValid(
            "That is not the code. Type the one that the app shows now, or a recovery code.", field="code"
        )


class RecoveryCode(Base, kw_only=True):
    """One code on paper; the row goes when it is used. Only a hash is kept: it has 80 random bits."""

    __tablename__ = "recovery_codes"
    __table_args__ = (UniqueConstraint("staff_id", "code_hash"),)

    id: Mapped[UUID] = mapped_column("recovery_code_id", primary_key=True)
    workspace_id: Mapped[UUID]
    staff_id: Mapped[UUID] = mapped_column(belongs_to("staff.staff_id"))
    code_hash: Mapped[str]


def new_recovery_code() -> str:
    """80 random bits, in groups that can be copied from paper."""
    text = base64.b32encode(secrets.token_bytes(10)).decode()
    return "-".join(text[start : start + 4] for start in range(0, 16, 4))


def recovery_hash(typed: str) -> str:
    """What is kept of a code, however it is written."""
    plain = "".join(character for character in typed.upper() if character.isalnum())
    return hashlib.sha256(b"recovery:" + plain.encode()).hexdigest()


def recovery_code(workspace_id: UUID, staff_id: UUID, code: str) -> RecoveryCode:
    """The record of `code`."""
    return RecoveryCode(id=new_id(), workspace_id=workspace_id, staff_id=staff_id, code_hash=recovery_hash(code))
