"""Alembic's environment: the database and the tables come from `shared.database.migrate`, never from the environment."""

from typing import Any

from alembic import context
from sqlalchemy import text

from shared.database.postgres import unhurried
from shared.database.session import Database
from shared.messaging.tables import metadata as messaging_metadata

LOCK_TIMEOUT = "5s"
"""A migration that cannot get its lock gives up, instead of queueing every reader behind it."""


def belongs(_object: Any, name: str | None, kind: str, _reflected: bool, _compared: Any) -> bool:  # noqa: FBT001
    """When the messaging lineage writes a revision it leaves the service's tables alone, and the other way round."""
    wanted = context.config.attributes.get("only")
    return kind != "table" or wanted is None or (name in messaging_metadata.tables) == (wanted == "shared")


def run() -> None:
    """Runs the migrations in one transaction."""
    database: Database = context.config.attributes["database"]
    with database.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=context.config.attributes["metadata"],
            include_object=belongs,
            render_as_batch=False,
            compare_type=True,
            user_module_prefix="types.",
        )
        with context.begin_transaction(), unhurried(connection):
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
            context.run_migrations()


run()
