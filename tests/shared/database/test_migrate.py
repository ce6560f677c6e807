"""Migrations while a release is rolled out: this code meets a database that the next release has been at already."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.util import CommandError
from sqlalchemy import text
from structlog.testing import capture_logs

from services.billing.manifest import service
from shared.database.migrate import alembic_config, migrate, newer, pending
from shared.runtime.doctor import examine
from shared.service import Context
from shared.web.health import not_ready
from tests.support.services import SECRETS, unmigrated
from tests.support.toys import receiver

TELLS_ITS_PATIENCE = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "receiver_0001", None, ("receiver",), None


def upgrade():
    op.execute("CREATE TABLE patience AS SELECT current_setting('lock_timeout') AS lock_timeout")
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def context(kind: str, tmp_path: Path) -> Iterator[Context]:
    with unmigrated(service, kind, tmp_path) as opened:
        yield opened


def revisions(context: Context) -> set[str]:
    with context.database.read() as session:
        return set(session.scalars(text("SELECT version_num FROM alembic_version")))


def reach(context: Context, revision: str) -> None:
    with context.database.begin() as session:
        session.execute(
            text(f"UPDATE alembic_version SET version_num = '{revision}' WHERE version_num LIKE 'billing%'")
        )


def told_by_the_doctor(context: Context) -> tuple[bool, str]:
    url = context.database.url.render_as_string(hide_password=False)
    found = list(examine(service, SECRETS | {"BILLING_DATABASE_URL": url}))
    return next((finding.ok, finding.text) for finding in found if "the database" in finding.text)


@pytest.mark.shows("LNK-9")
def test_a_database_that_is_newer_is_left_alone_and_worked_with(context: Context) -> None:
    migrate(context)
    reach(context, "billing_9999")
    before = revisions(context)

    with capture_logs() as logs:
        migrate(context)

    assert revisions(context) == before
    assert (pending(context), newer(context), not_ready(context)) == ([], ["billing_9999"], [])
    assert [(line["event"], line["reached"]) for line in logs] == [
        ("schema_is_newer_than_this_release", ["billing_9999"])
    ]


@pytest.mark.shows("LNK-9", "OPS-3")
def test_the_doctor_finds_a_newer_database_well_and_says_that_it_is(context: Context) -> None:
    migrate(context)
    reach(context, "billing_9999")

    assert told_by_the_doctor(context) == (
        True,
        "the database answers and is newer than this release: it has billing_9999",
    )


def test_a_database_of_another_service_is_refused(context: Context) -> None:
    migrate(context)
    reach(context, "quotes_0001")

    with pytest.raises(CommandError, match="quotes_0001"):
        migrate(context)

    assert not_ready(context)


def test_one_that_was_never_migrated_is_not_ready(context: Context) -> None:
    before = not_ready(context)
    migrate(context)

    assert "is not migrated" in before[0]
    assert not_ready(context) == []


@pytest.mark.shows("LNK-9", "OPS-3")
def test_one_that_the_release_before_has_left_is_ready_and_the_doctor_tells_what_it_lacks(context: Context) -> None:
    command.upgrade(alembic_config(context), "billing_0001")
    command.upgrade(alembic_config(context), "shared@head")

    assert not_ready(context) == []
    assert pending(context)[0].startswith("billing_")
    ok, text = told_by_the_doctor(context)
    assert not ok
    assert f"older than this release; missing: {pending(context)[0]}" in text


@pytest.mark.shows("LNK-9")
def test_a_migration_that_cannot_get_its_lock_gives_up_and_nobody_else_does(tmp_path: Path) -> None:
    migrations = tmp_path / "migrations"
    migrations.mkdir()
    (migrations / "receiver_0001_patience.py").write_text(TELLS_ITS_PATIENCE)
    with unmigrated(replace(receiver, package=tmp_path), "postgresql", tmp_path) as context:
        migrate(context)

        with context.database.read() as session:
            migrating = session.scalar(text("SELECT lock_timeout FROM patience"))
            after = session.scalar(text("SHOW lock_timeout"))

    assert (migrating, after) == ("5s", "0")
