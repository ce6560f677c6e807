"""The declarative base of the portal: its metadata, its naming of constraints, its column types."""

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, MetaData, Text, Uuid
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass

from shared.database.types import UtcDateTime

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """Every mapped class of the portal. Made by keyword, compared by identity; no repr, rows hold personal data."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {UUID: Uuid(), str: Text(), datetime: UtcDateTime()}


def belongs_to(column: str) -> ForeignKey:
    """A foreign key checked at commit, so that one unit of work may insert its rows in any order."""
    return ForeignKey(column, deferrable=True, initially="DEFERRED")
