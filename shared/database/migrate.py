"""Migrations: two lineages per database, the messaging tables' (`shared`) and the service's own."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import structlog
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from shared.messaging.tables import metadata as messaging_metadata
from shared.service import Context

log = structlog.get_logger()

_HERE = Path(__file__).parent


def alembic_config(context: Context) -> Config:
    """Alembic's configuration for one service; `env.py` finds the context in its attributes."""
    config = Config()
    config.set_main_option("script_location", str(_HERE / "alembic"))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", f"{_HERE / 'migrations'}\n{context.service.migrations}")
    config.attributes["database"] = context.database
    config.attributes["metadata"] = [messaging_metadata, context.service.metadata]
    return config


def migrate(context: Context) -> None:
    """Brings the service's database to the newest schema; does nothing when it is there already, or further.

    Further is where a newer release has been: this one works with what that has added, and never takes it back.
    """
    if ahead := newer(context):
        log.warning("schema_is_newer_than_this_release", service=context.service.name, reached=ahead)
    elif pending(context):
        command.upgrade(alembic_config(context), "heads")


def pending(context: Context) -> Sequence[str]:
    """The revisions the database has yet to reach; raises when it cannot be read."""
    scripts = ScriptDirectory.from_config(alembic_config(context))
    reached = _reached(context)
    if _unknown(scripts, reached):
        return []  # a newer release begins where this one ends
    return sorted(set(scripts.get_heads()) - _with_what_they_need(scripts, reached))


def was_migrated(context: Context) -> bool:
    """Whether any release has been at the database; it may lack what this one adds."""
    return bool(_reached(context))


def newer(context: Context) -> Sequence[str]:
    """The revisions the database has reached and this release does not know."""
    return sorted(_unknown(ScriptDirectory.from_config(alembic_config(context)), _reached(context)))


def _reached(context: Context) -> set[str]:
    with context.database.engine.connect() as connection:
        return set(MigrationContext.configure(connection).get_current_heads())


def _unknown(scripts: ScriptDirectory, revisions: Iterable[str]) -> set[str]:
    """Those of the lineages of `scripts` that it has no file of; what is of no lineage of ours Alembic itself refuses."""
    known = {script.revision for script in scripts.walk_revisions()}
    lineages = {_lineage(head) for head in scripts.get_heads()}
    return {revision for revision in revisions if revision not in known and _lineage(revision) in lineages}


def _lineage(revision: str) -> str:
    """`quotes` of `quotes_0007`: `revise` below names them so."""
    return revision.rpartition("_")[0]


def _with_what_they_need(scripts: ScriptDirectory, revisions: Iterable[str]) -> set[str]:
    """The revisions and all they follow or depend on: the database names only the last of those."""
    found: set[str] = set()
    todo = list(revisions)
    while todo:
        revision = todo.pop()
        if revision not in found:
            found.add(revision)
            todo += scripts.get_revision(revision)._all_down_revisions  # noqa: SLF001 - the public ones leave out dependencies
    return found


def check(context: Context) -> None:
    """Raises `alembic.util.CommandError` when the tables in code and the migrated database differ."""
    command.check(alembic_config(context))


def revise(context: Context, message: str, *, shared: bool = False) -> None:
    """Writes a revision file with what the tables in code have and the database has not (for developers)."""
    folder, label = (_HERE / "migrations", "shared") if shared else (context.service.migrations, context.service.name)
    folder.mkdir(exist_ok=True)
    number = len(list(folder.glob("*.py"))) + 1
    first = number == 1
    config = alembic_config(context)
    config.attributes["only"] = "shared" if shared else "service"
    command.revision(
        config,
        message,
        autogenerate=True,
        rev_id=f"{label}_{number:04d}",
        version_path=str(folder),
        head="base" if first else f"{label}@head",
        branch_label=label if first else None,
    )
