"""The tables every service has beside its own, in a metadata and a migration lineage of their own."""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Uuid,
    and_,
    literal_column,
    text,
)

from shared.database.types import UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

_big_identity = BigInteger().with_variant(Integer, "sqlite")

outbox = Table(
    "outbox",
    metadata,
    Column("position", _big_identity, primary_key=True, autoincrement=True),
    Column("id", Uuid, nullable=False, unique=True),
    Column("kind", String(8), nullable=False),
    Column("name", String(100), nullable=False),
    Column("subject", String(100), nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("workspace_id", Uuid, nullable=True),
    Column("body", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=True),
    Column("sent_at", UtcDateTime, nullable=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("last_error", Text, nullable=True),
    Column("dead_at", UtcDateTime, nullable=True),
    Column("done_at", UtcDateTime, nullable=True),
)
_unsent = text("sent_at IS NULL AND dead_at IS NULL")
Index("ix_outbox_unsent", outbox.c.position, postgresql_where=_unsent, sqlite_where=_unsent)
_sent = text("sent_at IS NOT NULL")
Index("ix_outbox_sent", outbox.c.sent_at, postgresql_where=_sent, sqlite_where=_sent)
_unfinished = text("kind = 'task' AND done_at IS NULL AND dead_at IS NULL")
Index("ix_outbox_unfinished", outbox.c.position, postgresql_where=_unfinished, sqlite_where=_unfinished)
# Spelled out, not bound: an index of some rows serves only what names its condition in the statement itself.
IS_EVENT = outbox.c.kind == literal_column("'event'")
IS_TASK = outbox.c.kind == literal_column("'task'")

sequences = Table(
    "outbox_sequences",
    metadata,
    Column("subject", String(100), primary_key=True),
    Column("last", BigInteger, nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("event_id", Uuid, primary_key=True),
    Column("name", String(100), nullable=False),
    Column("subject", String(100), nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("workspace_id", Uuid, nullable=False),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("received_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=True),
    Column("last_error", Text, nullable=True),
    Column("body", Text, nullable=True),
)
_not_done = text("state <> 'done'")
Index("ix_inbox_not_done", inbox.c.due_at, postgresql_where=_not_done, sqlite_where=_not_done)
Index("ix_inbox_received_at", inbox.c.received_at)
IS_WAITING = and_(inbox.c.state != literal_column("'done'"), inbox.c.state == literal_column("'waiting'"))

progress = Table(
    "inbox_progress",
    metadata,
    Column("subject", String(100), primary_key=True),
    Column("last", BigInteger, nullable=False),
)

idempotency = Table(
    "idempotency_keys",
    metadata,
    Column("scope", String(200), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("status", Integer, nullable=True),
    Column("body", Text, nullable=True),
    Column("created_at", UtcDateTime, nullable=False, index=True),
)

rate_limits = Table(
    "rate_limits",
    metadata,
    Column("bucket", String(200), primary_key=True),
    Column("window_start", BigInteger, primary_key=True),
    Column("count", Integer, nullable=False),
)
