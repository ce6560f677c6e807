"""Migrations only add: what a release at work still needs is not taken from it."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table

from services.__main__ import all_services
from shared.service import Service
from tests.architecture.migrations import read_ledger, taken_too_early, without_default

ROOT = Path(__file__).parents[2]

MIGRATION = '''"""Later."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    {}
'''
LEDGER = """
[[release]]
version = "1.0"
heads = ["quotes_0001"]

[[release]]
version = "1.1"
heads = ["quotes_0002"]
"""
CONTRACTION = """
[[contraction]]
sql = "ALTER TABLE estimates DROP COLUMN reason"
unneeded_since = "{}"
"""
ADDS = [
    'op.add_column("estimates", sa.Column("tip", sa.Integer()))',
    'op.add_column("estimates", sa.Column("tip", sa.Integer(), nullable=False, server_default="0"))',
    'op.create_index("ix_estimates_tip", "estimates", ["tip"])',
    'op.drop_index("ix_estimates_tip", "estimates")',
    'op.alter_column("estimates", "reason", server_default="")',
    'op.create_table("tips", sa.Column("id", sa.Uuid(), nullable=False, unique=True))',
    'op.create_table("tips", sa.Column("id", sa.Uuid())); op.create_index("uq_tips_id", "tips", ["id"], unique=True)',
    'op.add_column("jobs", sa.Column("tip", sa.Text())); op.create_unique_constraint("uq_jobs_tip", "jobs", ["tip"])',
    'op.execute("ALTER TABLE estimates ENABLE ROW LEVEL SECURITY")',
]
TAKES = [
    'op.drop_table("estimates")',
    'op.drop_column("estimates", "reason")',
    'op.rename_table("estimates", "offers")',
    'op.alter_column("estimates", "reason", new_column_name="why")',
    'op.alter_column("estimates", "reason", type_=sa.String(10))',
    'op.alter_column("estimates", "reason", nullable=False)',
    'op.alter_column("estimates", "title", nullable=True)',
    'op.alter_column("estimates", "tip", server_default=None)',
    'op.add_column("estimates", sa.Column("tip", sa.Integer(), nullable=False))',
    'op.create_unique_constraint("uq_estimates_title", "estimates", ["title"])',
    'op.create_index("uq_estimates_title", "estimates", ["title"], unique=True)',
    'op.create_check_constraint("ck_estimates_title", "estimates", "title <> \'\'")',
    'op.create_foreign_key("fk_estimates_tip", "estimates", "tips", ["tip"], ["id"])',
    'op.drop_constraint("uq_estimates_number", "estimates")',
    'op.execute("ALTER TABLE estimates DROP COLUMN reason")',
]


def tree(folder: Path, upgrade: str, *, number: int = 3, ledger: str = LEDGER) -> Path:
    """A tree with one migration; those numbered above 2 are of no release yet."""
    migrations = folder / "services/quotes/migrations"
    migrations.mkdir(parents=True)
    (migrations / f"quotes_{number:04d}_later.py").write_text(MIGRATION.format(upgrade))
    (folder / "deploy").mkdir()
    (folder / "deploy/releases.toml").write_text(ledger)
    return folder


@pytest.mark.shows("LNK-9")
def test_no_migration_takes_what_a_release_at_work_needs() -> None:
    assert taken_too_early(ROOT) == []


@pytest.mark.parametrize("upgrade", ADDS)
def test_what_only_adds_is_let_through(upgrade: str, tmp_path: Path) -> None:
    assert taken_too_early(tree(tmp_path, upgrade)) == []


@pytest.mark.shows("LNK-9")
@pytest.mark.parametrize("upgrade", TAKES)
def test_what_takes_something_away_is_noticed(upgrade: str, tmp_path: Path) -> None:
    assert len(taken_too_early(tree(tmp_path, upgrade))) == 1


@pytest.mark.shows("LNK-9")
@pytest.mark.parametrize(
    ("number", "unneeded_since", "taken"),
    [
        (3, "1.1", False),
        (3, "1.0", False),
        (2, "1.0", False),
        (2, "1.1", True),  # it would go in the very release that does without it, and 1.0 still needs it
        (3, "1.2", True),  # no such release
    ],
)
def test_a_thing_goes_a_release_after_the_one_that_does_without_it(
    number: int, unneeded_since: str, taken: bool, tmp_path: Path
) -> None:
    ledger = LEDGER + CONTRACTION.format(unneeded_since)

    found = taken_too_early(tree(tmp_path, TAKES[1], number=number, ledger=ledger))

    assert bool(found) == taken


@pytest.mark.shows("LNK-9")
@pytest.mark.parametrize("service", all_services(), ids=lambda service: service.name)
def test_what_a_column_is_without_its_migration_is_told_in_the_code(service: Service) -> None:
    assert without_default(service, read_ledger(ROOT)) == []


@pytest.mark.parametrize(("default", "found"), [("0", []), (None, ["estimates.tip"])])
def test_a_default_that_only_the_migration_has_is_noticed(
    default: str | None, found: list[str], tmp_path: Path
) -> None:
    root, metadata = tree(tmp_path, ADDS[1]), MetaData()
    Table("estimates", metadata, Column("tip", Integer, nullable=False, server_default=default))
    service = replace(all_services()[1], metadata=metadata, package=root / "services/quotes")

    assert without_default(service, read_ledger(root)) == found


def test_the_first_release_takes_from_nobody(tmp_path: Path) -> None:
    assert taken_too_early(tree(tmp_path, TAKES[0], number=1)) == []


def test_each_release_goes_at_least_as_far_as_the_one_before() -> None:
    heads = [sorted(release["heads"]) for release in read_ledger(ROOT).releases]

    for before, after in pairwise(heads):
        assert all(earlier <= later for earlier, later in zip(before, after, strict=True))


@pytest.mark.parametrize("service", all_services(), ids=lambda service: service.name)
def test_no_two_migrations_have_a_number_or_follow_the_same_one(service: Service) -> None:
    texts = [path.read_text("utf-8") for path in service.migrations.glob("*.py")]

    for pattern in (r'^revision = "(.+)"$', r'^down_revision = "(.+)"$'):
        told = [found[1] for text in texts if (found := re.search(pattern, text, re.MULTILINE))]
        assert len(told) >= len(texts) - 1
        assert sorted(set(told)) == sorted(told), "somebody else has landed the same number: take the next one"
