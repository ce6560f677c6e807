"""Many rows in one statement that stays the same for any number of them.

A VALUES or IN clause of hundreds is written, sent and parsed anew for each batch. PostgreSQL takes the rows as one value
instead, by a statement it has planned already; SQLite, in our own process, has nothing to save.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ARRAY, JSON, Column, ColumnElement, Table, Text, any_, bindparam, cast, column, func, select
from sqlalchemy.sql.selectable import TableValuedAlias

from shared.database.upsert import insert_on


def insert_rows_on(dialect: str, table: Table, *names: str) -> Any:
    """An INSERT of rows with these columns for the database of that name; `in_one` makes its parameters."""
    statement = insert_on(dialect, table)
    if dialect != "postgresql":
        return statement
    return statement.from_select(names, select(rows_in_one(table, *names)))


def rows_in_one(table: Table, *names: str) -> TableValuedAlias:
    """The rows that `in_one` has packed for PostgreSQL, with these columns."""
    columns = [column(name, table.c[name].type) for name in names]
    rows = func.json_to_recordset(cast(bindparam("rows", type_=Text), JSON)).table_valued(*columns, name="rows")
    return rows.render_derived(with_types=True)


def in_one(dialect: str, rows: Sequence[Mapping[str, Any]]) -> Any:
    """`rows` as the parameters of an INSERT made by `insert_rows_on`."""
    return {"rows": json.dumps(rows, default=str)} if dialect == "postgresql" else rows


def among(dialect: str, compared: Column[Any], parameter: str) -> ColumnElement[bool]:
    """Whether `compared` is one of the values in the list called `parameter`."""
    if dialect == "postgresql":
        return compared == any_(bindparam(parameter, type_=ARRAY(compared.type)))
    return compared.in_(bindparam(parameter, expanding=True))
