"""While a release is rolled out two of them share the databases: the last one and this one, on the schema of either.

So that there always is a difference, this one adds a little that nothing but these tests has (`tests.support.next_release`).
"""

import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from shutil import copytree

import pytest
from alembic import command

from services.__main__ import all_services
from shared.database.migrate import alembic_config, migrate
from shared.service import Context, Service, open_context
from shared.settings import load
from tests.architecture.migrations import read_ledger
from tests.support import next_release, services
from tests.support.patience import get, post
from tests.support.story import Office, Sent, open_office
from tests.support.world import ROOT, World, embedded, eventually

pytestmark = [pytest.mark.shows("LNK-9"), pytest.mark.timeout(300)]

LAST = read_ledger(ROOT).releases[-1]


@pytest.fixture(params=["sqlite", "postgresql"])
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The variables that name five empty databases."""
    if request.param == "postgresql" and not services.postgres_answers():
        pytest.skip("no PostgreSQL server answers on 127.0.0.1:5432")

    def url(name: str) -> str:
        if request.param == "postgresql":
            return services.new_postgres_database(f"porchlight_releases_{name}")
        return services.sqlite_url(tmp_path / "data", name)

    return {f"{one.name.upper()}_DATABASE_URL": url(one.name) for one in all_services()}


def contexts(urls: Mapping[str, str], folder: Path) -> Iterator[Context]:
    """Every service as the next release has it."""
    for one in all_services():
        service = with_next_migration(one, folder) if one.name == "quotes" else one
        context = open_context(service, load(service.settings, services.SECRETS | urls))
        yield context
        context.database.close()


def with_next_migration(service: Service, folder: Path) -> Service:
    head = max(service.migrations.glob("*.py"))
    migrations = copytree(service.migrations, folder / "quotes/migrations", dirs_exist_ok=True)
    content = next_release.MIGRATION.format(head="_".join(head.stem.split("_")[:2]))
    (migrations / "quotes_9999_next.py").write_text(content)
    return replace(service, package=folder / "quotes")


def migrate_to_the_last_release(urls: Mapping[str, str], folder: Path) -> None:
    for context in contexts(urls, folder):
        for head in LAST["heads"]:
            if head.split("_")[0] in {"shared", context.service.name}:
                command.upgrade(alembic_config(context), head)


def migrate_to_the_next_release(urls: Mapping[str, str], folder: Path) -> None:
    for context in contexts(urls, folder):
        migrate(context)


def last_release(folder: Path) -> Path:
    """The code of the last release, out of the history of git."""
    archived = subprocess.run(["git", "archive", LAST["commit"]], cwd=ROOT, capture_output=True, check=False)
    if archived.returncode:
        pytest.skip(
            f"git has no {LAST['commit'][:7]} here (a shallow clone or an export): {archived.stderr.decode()[:200]}"
        )
    with tarfile.open(fileobj=BytesIO(archived.stdout)) as files:
        files.extractall(folder, filter="data")
    return folder


def send_view_and_accept(office: Office) -> Sent:
    """Shows that all of it works; what follows from it may come later."""
    sent = office.send()
    eventually(lambda: sent.mails("Your proposal"), "the proposal is mailed")

    page = get(sent.link)
    paper = get(f"{sent.link}/pdf")
    viewed = post(f"{sent.api}/view", json={"version": 1})
    seen = sent.estimate()["status"]
    accepted = sent.accept()
    thanks = get(sent.link)

    assert (page.status_code, "House wash" in page.text) == (200, True)
    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")
    assert (viewed.status_code, seen) == (204, "viewed")
    assert accepted.status_code == 201, accepted.text
    assert (thanks.status_code, sent.estimate()["status"]) == (200, "accepted")
    eventually(lambda: sent.mails("accepted"), "the acceptance is confirmed")
    return sent


@pytest.fixture
def this_release(urls: dict[str, str], tmp_path: Path) -> Iterator[World]:
    world = embedded(tmp_path / "data", launcher=("-m", "tests.support.next_release"), **urls)
    migrate_to_the_last_release(urls, tmp_path)
    try:
        world.start()
        yield world
    finally:
        world.close()


def test_this_release_works_on_the_schema_of_the_last_one_and_sees_it_migrated(
    this_release: World, urls: dict[str, str], tmp_path: Path
) -> None:
    office = open_office(this_release)
    with closing(office.client):
        before = send_view_and_accept(office)
        migrate_to_the_next_release(urls, tmp_path)
        after = send_view_and_accept(office)

        eventually(lambda: before.invoice() and after.invoice(), "both deposits are invoiced")


def test_the_last_release_works_on_the_schema_of_this_one(urls: dict[str, str], tmp_path: Path) -> None:
    code = last_release(tmp_path / "code")
    migrate_to_the_next_release(urls, tmp_path)
    world = embedded(tmp_path / "data", root=code, **urls)

    try:
        world.start()
        office = open_office(world)
        with closing(office.client):
            sent = send_view_and_accept(office)
            eventually(sent.invoice, "the deposit is invoiced")
    finally:
        world.close()

    assert "schema_is_newer_than_this_release" in world.parts["up"].log.read_text()
