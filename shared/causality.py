"""What caused what: the ids that tie one customer's click to every request, event, task and log line that follow."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import structlog

from shared.ids import new_id


@dataclass(frozen=True, slots=True)
class Cause:
    """`correlation_id` names the whole chain, `causation_id` the direct cause, `traceparent` the W3C trace context."""

    correlation_id: str
    causation_id: str
    traceparent: str


_NO_KEYS: Mapping[str, str] = MappingProxyType({})
_current: ContextVar[Cause | None] = ContextVar("cause", default=None)
_log_keys: ContextVar[Mapping[str, str]] = ContextVar("log_keys", default=_NO_KEYS)


def begin(correlation_id: str | None = None, causation_id: str | None = None, traceparent: str | None = None) -> Cause:
    """A cause for work that starts here; what is not given is made."""
    correlation = correlation_id or str(new_id())
    trace = traceparent or f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"
    return Cause(correlation, causation_id or correlation, trace)


def current() -> Cause:
    """The cause of what runs now; outside any request, event or task a new one."""
    return _current.get() or begin()


@contextmanager
def caused_by(cause: Cause, **log_keys: str) -> Iterator[None]:
    """Runs the block under `cause`, and binds its correlation id and `log_keys` to every log line."""
    cause_before = _current.set(cause)
    keys_before = _log_keys.set({**_log_keys.get(), "correlation_id": cause.correlation_id, **log_keys})
    try:
        yield
    finally:
        _log_keys.reset(keys_before)
        _current.reset(cause_before)


def also_log(**log_keys: str) -> None:
    """Binds more keys to the log lines that follow, until the end of what was begun by `caused_by`."""
    _log_keys.set({**_log_keys.get(), **log_keys})


def add_log_keys(_logger: Any, _method: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Adds to a log line what `caused_by` has bound; a processor of structlog."""
    return {**_log_keys.get(), **line}
