"""INSERT with ON CONFLICT: PostgreSQL and SQLite spell it alike, SQLAlchemy keeps one for each."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def insert_into(session: Session, table: Any) -> Any:
    """An INSERT into `table` (or a mapped class) for the database in use, which can say what to do on conflict."""
    return insert_on(dialect_of(session), table)


def dialect_of(session: Session) -> str:
    """Which database is in use, by SQLAlchemy's name of it."""
    return session.get_bind().dialect.name


def insert_on(dialect: str, table: Any) -> Any:
    """The same for a database of that name: what is built once can be kept for each of them."""
    return (postgresql.insert if dialect == "postgresql" else sqlite.insert)(table)
