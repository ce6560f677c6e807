"""What an event is: a frozen, flat fact in the past tense, carried in a CloudEvents 1.0 envelope (structured JSON)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, PrivateAttr

from shared.causality import Cause
from shared.clock import isoformat

EVERY_WORKSPACE = UUID(int=0)
"""What an event that is about no one workspace carries where others name theirs."""

_catalogue: dict[str, type["Event"]] = {}


@dataclass(frozen=True, slots=True)
class Envelope:
    """One event on its way: who it is about, its place in that record's order, and what caused it."""

    id: UUID
    name: str
    service: str
    version: int
    subject: str
    sequence: int
    workspace_id: UUID
    time: datetime
    cause: Cause
    data: dict[str, Any]

    def to_cloudevent(self) -> dict[str, Any]:
        """The CloudEvents 1.0 JSON format, with our extension attributes."""
        return {
            "specversion": "1.0",
            "id": str(self.id),
            "type": f"porchlight.{self.service}.{self.name}.v{self.version}",
            "source": f"/porchlight/{self.service}",
            "subject": self.subject,
            "time": isoformat(self.time),
            "datacontenttype": "application/json",
            "workspaceid": str(self.workspace_id),
            "sequence": self.sequence,
            "correlationid": self.cause.correlation_id,
            "causationid": self.cause.causation_id,
            "traceparent": self.cause.traceparent,
            "data": self.data,
        }

    @classmethod
    def from_cloudevent(cls, event: dict[str, Any]) -> "Envelope":
        """The envelope that `to_cloudevent` wrote; raises `KeyError` or `ValueError` when it is none of ours."""
        _, service, name, version = event["type"].split(".")
        return cls(
            id=UUID(event["id"]),
            name=name,
            service=service,
            version=int(version.removeprefix("v")),
            subject=event["subject"],
            sequence=int(event["sequence"]),
            workspace_id=UUID(event["workspaceid"]),
            time=datetime.fromisoformat(event["time"]),
            cause=Cause(event["correlationid"], event["causationid"], event["traceparent"]),
            data=event["data"],
        )


class Event(BaseModel):
    """A fact one service publishes. Fields are only ever added, always with a default; anything else is a new version."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    service: ClassVar[str]
    schema_version: ClassVar[int] = 1
    subject_field: ClassVar[str]

    workspace_id: UUID
    _envelope: Envelope | None = PrivateAttr(default=None)

    def __init_subclass__(cls, *, service: str = "", subject: str = "", schema_version: int = 1, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        # A class that names no service only holds fields that several events share.
        if service:
            cls.service, cls.subject_field, cls.schema_version = service, subject, schema_version
            _catalogue[cls.__name__] = cls

    @property
    def subject(self) -> str:
        return str(getattr(self, self.subject_field))

    @property
    def envelope(self) -> Envelope:
        """The envelope this event arrived in; raises `LookupError` on an event that was never received."""
        if self._envelope is None:
            message = f"{type(self).__name__} has not been received from anywhere."
            raise LookupError(message)
        return self._envelope

    @classmethod
    def received(cls, envelope: Envelope) -> "Event":
        """The event in `envelope`, which it remembers."""
        event = cls.model_validate(envelope.data)
        event._envelope = envelope  # noqa: SLF001
        return event


def routing_key(workspace_id: UUID | str, service: str, name: str) -> str:
    """What an event travels by; a queue that follows every workspace's names a `*` for it, a document its parameter."""
    return f"{workspace_id}.{service}.{name}"


def catalogue() -> dict[str, type[Event]]:
    """Every event that has been imported, by name."""
    return dict(_catalogue)


def same_records(event: type[Event]) -> list[type[Event]]:
    """All events about the same kind of record as `event`: those whose order a subscriber to one of them must follow."""
    key = (event.service, event.subject_field)
    return [other for other in _catalogue.values() if (other.service, other.subject_field) == key]
