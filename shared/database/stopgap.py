"""Working with a database that lacks columns and tables of the code.

A column that is missing reads as what the migration will give the rows there are: its server default, or nothing. A table
that is missing reads as empty. An INSERT leaves out what says no more than that. Everything else the database refuses, and
that is `BeingUpdated`: nobody's word is lost.
"""

import copy
from collections.abc import Mapping
from typing import Any

import sqlalchemy
import structlog
from sqlalchemy import Boolean, Insert, Integer, Numeric, Table, cast, event, literal, literal_column
from sqlalchemy.exc import CompileError
from sqlalchemy.sql.compiler import SQLCompiler

from shared.errors import Unavailable

log = structlog.get_logger()

Missing = Mapping[Table, frozenset[str]]
"""Per table the names of its missing columns: all of them where the table itself is missing."""
_UNKNOWN_TO_POSTGRES = {"42703", "42P01"}
_UNKNOWN_TO_SQLITE = ("no such column", "no such table", "has no column named")


class BeingUpdated(Unavailable):
    """What was asked for needs something that the database has only once it is migrated."""

    code = "being_updated"

    def __init__(self) -> None:
        super().__init__("This is being updated. Nothing was changed; try again in a minute.", retry_after=60)


def names(table: Table) -> frozenset[str]:
    """The names of all columns of `table`."""
    return frozenset(column.name for column in table.columns)


def make_up_for(missing: Missing, engine: sqlalchemy.Engine) -> sqlalchemy.Engine:
    """Has `engine`, which is new, do without what is missing."""
    dialect = engine.dialect
    dialect.statement_compiler = type("StopgapCompiler", (_Compiler, dialect.statement_compiler), {"missing": missing})

    @event.listens_for(engine, "before_execute", retval=True)
    def leave_out(_connection: Any, statement: Any, many: Any, one: Any, _options: Any) -> Any:
        if isinstance(statement, Insert) and statement.table in missing:
            rows = many or [one]
            silent = {key for key, column in _gone(missing, statement.table) if _all_silent(column, rows, dialect)}
            many = [{key: value for key, value in row.items() if key not in silent} for row in many]
            one = {key: value for key, value in one.items() if key not in silent}
        return statement, many, one

    @event.listens_for(engine, "handle_error")
    def refuse(context: Any) -> None:
        error = context.original_exception
        if getattr(error, "sqlstate", None) in _UNKNOWN_TO_POSTGRES or any(w in str(error) for w in _UNKNOWN_TO_SQLITE):
            log.warning("needs_a_newer_schema", reason=str(error).splitlines()[0])
            raise BeingUpdated from error

    return engine


def _gone(missing: Missing, table: Any) -> list[tuple[str, Any]]:
    return [(column.key, column) for column in table.columns if column.name in missing.get(table, ())]


def _all_silent(column: Any, rows: Any, dialect: sqlalchemy.Dialect) -> bool:
    return all(_goes_without_saying(column, row.get(column.key), dialect) for row in rows)


def _goes_without_saying(column: Any, value: Any, dialect: sqlalchemy.Dialect) -> bool:
    """Whether `value` is what the migration will give the rows there are."""
    if column.server_default is None or value is None:
        return column.server_default is None and value is None
    try:
        said = literal(value, column.type).compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    except CompileError:
        return False
    return str(said).strip("'") == _default(column, dialect).strip("'")


def _default(column: Any, dialect: Any) -> str:
    return str(dialect.ddl_compiler(dialect, None).get_column_default_string(column) or "NULL")


class _Compiler(SQLCompiler):
    """Writes SQL for tables as if they had the columns that are missing."""

    missing: Missing

    def visit_table(self, table: Any, *arguments: Any, **options: Any) -> Any:
        ordinary: Any = super()
        named = ordinary.visit_table(table, *arguments, **options)
        if not options.get("asfrom") or options.get("iscrud") or table not in self.missing:
            return named
        alias = options.get("enclosing_alias")
        is_aliased = alias is not None and alias.element is table
        return f"({self._made_up(table)})" if is_aliased else f"({self._made_up(table)}) AS {named}"

    def _made_up(self, table: Any) -> str:
        gone, name = self.missing[table], self.preparer.format_column
        columns = ", ".join(self._stand_in(c) if c.name in gone else name(c) for c in table.columns)
        rows = "WHERE 1 = 0" if gone == names(table) else f"FROM {self.preparer.format_table(table)}"
        return f"SELECT {columns} {rows}"

    def _stand_in(self, column: Any) -> str:
        default: Any = literal_column(_default(column, self.dialect))
        # PostgreSQL has to be told every type; SQLite would make a number of what is none.
        if self.dialect.name == "postgresql" or isinstance(column.type, (Boolean, Integer, Numeric)):
            default = cast(default, column.type)
        return f"{self.process(default)} AS {self.preparer.format_column(column)}"

    def visit_insert(self, insert_stmt: Any, *arguments: Any, **options: Any) -> Any:
        unsaid = [column for _, column in _gone(self.missing, insert_stmt.table) if self._is_unsaid(column)]
        if unsaid:
            insert_stmt = copy.copy(insert_stmt)
            insert_stmt.table = _Without(insert_stmt.table, unsaid)
        ordinary: Any = super()
        try:
            return ordinary.visit_insert(insert_stmt, *arguments, **options)
        except CompileError as error:  # the statement itself has a value for it
            raise BeingUpdated from error

    def _is_unsaid(self, column: Any) -> bool:
        """Whether only the default in the code would put `column` into the INSERT."""
        if column.default is None or not column.default.is_scalar or column.key in (self.column_keys or ()):
            return False
        return _goes_without_saying(column, column.default.arg, self.dialect)


class _Without:
    """A table with some of its columns only."""

    def __init__(self, table: Table, unsaid: list[Any]) -> None:
        self._table = table
        self.columns = [column for column in table.columns if column not in set(unsaid)]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._table, name)
