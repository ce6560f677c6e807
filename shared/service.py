"""The manifest: a value that lists all a service has. The runtime turns it into processes; it knows no service."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from sqlalchemy import MetaData
from starlette.types import ASGIApp

from shared.database.session import Database, Session
from shared.events.base import Event
from shared.messaging.tables import metadata as messaging_metadata
from shared.settings import ServiceSettings

Handler = Callable[[Session, Any], None]
"""`handle(session, event)`: applies the event in the session's transaction; raises to be tried again later."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A task (without arguments) run every `every` seconds. It must do no harm when run twice or late."""

    task: str
    every: float


@dataclass(frozen=True)
class Service:
    """A service: what it owns (`metadata`), what it answers (`routers`, `handlers`), what it does later (`tasks`).

    `public` marks the gateway, the one that strangers reach. `uploads` matches the paths whose requests may carry a file
    and so be larger than others, `batches` those of forms with several, whose own code tells what is too much of it.
    `adapters(settings)` builds its connections to the outside
    world; `mount(app, context)` finishes its HTTP application; `join(context, apps)` tells it of the other services'
    applications when all run in one process. `waits` counts, by kind, what a person has to see to: /metrics has the figures.
    `findings(settings)` tells the doctor what else it looks at: whether that is
    well, and a sentence for the operator.
    """

    name: str
    settings: type[ServiceSettings]
    metadata: MetaData
    package: Path
    routers: Sequence[APIRouter] = ()
    handlers: Mapping[type[Event], Handler] = field(default_factory=dict)
    tasks: Mapping[str, Callable[..., None]] = field(default_factory=dict)
    schedules: Sequence[Schedule] = ()
    public: bool = False
    uploads: re.Pattern[str] | None = None
    batches: re.Pattern[str] | None = None
    adapters: Callable[[Any], Any] = lambda _settings: None
    mount: Callable[[Any, Any], None] = lambda _app, _context: None
    join: Callable[[Any, Mapping[str, ASGIApp]], None] = lambda _context, _apps: None
    waits: Mapping[str, Callable[[Session], int]] = field(default_factory=dict)
    findings: Callable[[Any], Iterable[tuple[bool, str]]] = lambda _settings: ()

    @property
    def migrations(self) -> Path:
        return self.package / "migrations"

    @cached_property
    def handlers_by_name(self) -> dict[str, tuple[type[Event], Handler]]:
        return {event.__name__: (event, handler) for event, handler in self.handlers.items()}


@dataclass(frozen=True)
class Context:
    """A service at work in this process: its manifest with settings, database and adapters. Passed in, never global."""

    service: Service
    settings: Any
    database: Database
    adapters: Any = None
    retry_delays: tuple[float, ...] = (0.2, 1, 2, 5, 15, 60, 120, 300, 600)
    """Seconds to wait after each failure of an event's handler or a task; after the last one it is a dead letter."""


def open_context(service: Service, settings: ServiceSettings, *, pool_size: int = 10) -> Context:
    """Builds what the service works with. Opens no connection yet."""
    metadata = (messaging_metadata, service.metadata)
    database = Database(settings.database_url, pool_size=pool_size, metadata=metadata)
    return Context(service, settings, database, service.adapters(settings))
