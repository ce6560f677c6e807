"""The history of an estimate: each line carries the hash of the one before, so that none can be changed unseen.

What a line tells of a person stands beside the chain: the line's hash covers only a salted hash of it. So it can be
erased, salt and all, and the chain still holds; until then it is as tamper-evident as the rest.
"""

import hashlib
import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from services.quotes.domain.base import Base, belongs_to
from services.quotes.domain.canonical import canonical_json
from services.quotes.domain.estimate import Estimate
from services.quotes.domain.origin import ActorKind, Origin
from shared.clock import isoformat

MAX_USER_AGENT = 1000


class HistoryLine(Base, kw_only=True):
    """One thing that happened to an estimate. `details` cannot be erased: ids and figures, never personal data."""

    __tablename__ = "estimate_history"

    estimate_id: Mapped[UUID] = mapped_column(belongs_to("estimates.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    """From 1, without gaps; as the key, it lets only one of two lines written at once follow the same line."""
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    at: Mapped[datetime]
    action: Mapped[str]
    actor_kind: Mapped[ActorKind] = mapped_column(Text)
    actor_name: Mapped[str | None]
    ip: Mapped[str | None]
    user_agent: Mapped[str | None]
    person_salt: Mapped[str | None]
    person_hash: Mapped[str]
    details: Mapped[dict[str, Any]]
    previous_hash: Mapped[str]
    hash: Mapped[str]

    def forget_person(self) -> None:
        """Erases what the line tells of a person; the chain stays valid."""
        self.actor_name = self.ip = self.user_agent = self.person_salt = None


def next_line(estimate: Estimate, *, action: str, origin: Origin, details: dict[str, Any] | None = None) -> HistoryLine:
    """The line that the history of `estimate` goes on with, from now on its last one; it must be kept.

    Raises `TypeError` when `details` holds a float.
    """
    line = HistoryLine(
        estimate_id=estimate.id,
        position=estimate.history_length + 1,
        workspace_id=estimate.workspace_id,
        at=origin.at,
        action=action,
        actor_kind=origin.actor_kind,
        actor_name=origin.actor_name,
        ip=origin.ip,
        user_agent=origin.user_agent[:MAX_USER_AGENT] if origin.user_agent else None,
        person_salt=secrets.token_hex(16),
        person_hash="",
        details=details or {},
        previous_hash=estimate.history_hash,
        hash="",
    )
    line.person_hash = person_hash(line)
    line.hash = line_hash(line)
    estimate.history_length, estimate.history_hash = line.position, line.hash
    return line


def line_hash(line: HistoryLine) -> str:
    """The hash that `line` must carry, given all else it says."""
    content = {
        "estimate_id": str(line.estimate_id),
        "position": line.position,
        "workspace_id": str(line.workspace_id),
        "at": isoformat(line.at),
        "action": line.action,
        "actor_kind": line.actor_kind,
        "person_hash": line.person_hash,
        "details": line.details,
        "previous_hash": line.previous_hash,
    }
    return _sha256(content)


def person_hash(line: HistoryLine) -> str:
    """The hash of what `line` tells of a person; only its salt, which is kept nowhere else, lets anyone guess at it."""
    content = {
        "salt": line.person_salt,
        "actor_name": line.actor_name,
        "ip": line.ip,
        "user_agent": line.user_agent,
    }
    return _sha256(content)


def _sha256(content: dict[str, Any]) -> str:
    return hashlib.sha256(canonical_json(content)).hexdigest()
