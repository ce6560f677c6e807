"""Who did something, when, and from where."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

ActorKind = Literal["customer", "office", "system"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who did something, when, and from where: what a record's history tells of each change."""

    at: datetime
    actor_kind: ActorKind
    actor_name: str | None = None
    ip: str | None = None
    user_agent: str | None = None

    def named(self, name: str) -> "Origin":
        """The same, done by somebody called `name`."""
        return replace(self, actor_name=name)
