"""The declarative base of the billing service: its metadata, its naming of constraints, its column types."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Date, MetaData, Text, Uuid
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass

from shared.database.types import Json, UtcDateTime

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """Every mapped class of this service. Made by keyword, compared by identity; no repr, rows hold personal data."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Uuid(),
        str: Text(),
        date: Date(),
        datetime: UtcDateTime(),
        list[dict[str, Any]]: Json,
        list[int]: Json,
    }
