"""Who is at work: bound once they are known, and read where their changes are written down."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody of the office, or a program with an API key; the name is the one they had then."""

    kind: Literal["staff", "api_key"]
    id: UUID
    name: str


acting: ContextVar[Actor | None] = ContextVar("acting", default=None)
"""Whoever this request is for; nobody where customers, handlers or the command line are at work."""
