"""What a migration takes from the release before it: read off the statements that it makes for PostgreSQL.

While a release is rolled out the one before it works on the same database. So a migration only adds, and what a release
needs is taken away by a later one: `deploy/releases.toml` says since when nobody needs it.
"""

import io
import re
import runpy
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic.migration import MigrationContext
from alembic.operations import Operations

from shared.service import Service

_TAKES = re.compile(
    r"""DROP\ TABLE | \bDROP\ COLUMN | RENAME
    | DROP\ (CONSTRAINT|INDEX)\ (uq|pk)_              # an ON CONFLICT may name it
    | ALTER\ COLUMN\ \S+\ (?!SET\ DEFAULT)            # rows are read that were never like that, or not written any more
    | ADD\ COLUMN\ (?!.*\ DEFAULT\ ).*\ NOT\ NULL     # rows are written without it
    | ADD\ (CONSTRAINT\ \S+\ )?(UNIQUE|CHECK|FOREIGN|PRIMARY|EXCLUDE)
    | CREATE\ UNIQUE\ INDEX""",
    re.VERBOSE,
)
_BRINGS = re.compile(r"CREATE TABLE (\S+)|ALTER TABLE (\S+) ADD COLUMN (\S+)")
_REQUIRES = re.compile(r"ALTER TABLE (\S+) ADD COLUMN (\S+) .*NOT NULL")


@dataclass(frozen=True)
class Ledger:
    """`deploy/releases.toml`: the releases, the oldest first, and what has been taken away with the reason why it could."""

    releases: list[dict[str, Any]]
    contractions: list[dict[str, str]]

    def release_of(self, revision: str) -> int:
        """The place of the first release that has `revision`; one past the last while none has."""
        lineage, number = revision.rsplit("_", 1)
        heads = [dict(head.rsplit("_", 1) for head in release["heads"]) for release in self.releases]
        return next((place for place, head in enumerate(heads) if number <= head.get(lineage, "")), len(heads))

    def allows(self, statement: str, release: int) -> bool:
        """Whether an earlier release than that did without what `statement` takes away already."""
        earlier = {one["version"] for one in self.releases[:release]}
        return any(one["sql"] == statement and one["unneeded_since"] in earlier for one in self.contractions)


def read_ledger(root: Path) -> Ledger:
    content = tomllib.loads((root / "deploy/releases.toml").read_text())
    return Ledger(content["release"], content.get("contraction", []))


def taken_too_early(root: Path) -> list[str]:
    """The statements, with their files, that a release which may still be at work could not bear."""
    ledger = read_ledger(root)
    return [
        f"{file.relative_to(root)}: {statement}"
        for folder in (*root.glob("services/*/migrations"), root / "shared/database/migrations")
        for file, statement in _takes(folder, ledger)
    ]


def _takes(folder: Path, ledger: Ledger) -> Iterator[tuple[Path, str]]:
    brought: dict[int, list[set[str]]] = defaultdict(list)
    for file in sorted(folder.glob("*.py")):
        release = ledger.release_of(_revision(file))
        for statement in statements(file) if release else ():  # there was none before the first
            is_new = any(names <= _words(statement) for names in brought[release])
            if _TAKES.search(statement) and not is_new and not ledger.allows(statement, release):
                yield file, statement
            if brings := _BRINGS.match(statement):
                brought[release].append(_words(" ".join(filter(None, brings.groups()))))


def without_default(service: Service, ledger: Ledger) -> list[str]:
    """The columns that were added with a default in the database and have none in the code, which may have to do without them."""
    files = [file for file in sorted(service.migrations.glob("*.py")) if ledger.release_of(_revision(file))]
    added = [_REQUIRES.match(statement) for file in files for statement in statements(file)]
    columns = [service.metadata.tables[found[1]].columns.get(found[2]) for found in added if found]
    return [str(column) for column in columns if column is not None and column.server_default is None]


def _revision(file: Path) -> str:
    return "_".join(file.stem.split("_")[:2])


def _words(statement: str) -> set[str]:
    return set(re.findall(r"\w+", statement))


def statements(file: Path) -> list[str]:
    """What the migration in `file` does to PostgreSQL."""
    written = io.StringIO()
    context = MigrationContext.configure(dialect_name="postgresql", opts={"as_sql": True, "output_buffer": written})
    with Operations.context(context):
        runpy.run_path(str(file))["upgrade"]()
    return [" ".join(statement.split()) for statement in written.getvalue().split(";\n\n") if statement.strip()]
