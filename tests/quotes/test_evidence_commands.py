"""`porchlight evidence`, as an operator runs it beside a Porchlight that is running."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from services.quotes.adapters.seal import Seal
from services.quotes.domain.history import HistoryLine
from services.quotes.manifest import service
from shared.runtime.embedded import keep_secrets
from shared.service import Context
from shared.storage import FolderStorage
from tests.quotes.office import NEIGHBOUR, PREMIUM, Office, Visitor, open_workspace, tiers
from tests.quotes.seals import PASSWORD, key
from tests.support.services import SECRETS, run_tasks, running, sqlite_url

pytestmark = pytest.mark.shows("SGN-5")


class Desk:
    """An operator's, beside a database with two businesses, each with an accepted E-1001."""

    def __init__(self, context: Context, environment: dict[str, str]) -> None:
        self.context = context
        self._environment = os.environ | environment

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """What `porchlight evidence` ends with, says and complains of."""
        command = [sys.executable, "-m", "services", "evidence", *arguments]
        ran = subprocess.run(command, env=self._environment, capture_output=True, text=True, check=False)
        return ran.returncode, ran.stdout, ran.stderr


def with_seal(context: Context) -> Context:
    return replace(context, adapters=replace(context.adapters, seal=Seal(key(), PASSWORD)))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    url = sqlite_url(tmp_path, "quotes")
    with running(service, url) as context:
        open_workspace(context)
        open_workspace(context, NEIGHBOUR)
        for office in (Office(context), Office(context, NEIGHBOUR)):
            Visitor(context).accept(office.sent(tiers())["token"], option_id=PREMIUM)
        yield Desk(context, SECRETS | {"QUOTES_DATABASE_URL": url, "PORCHLIGHT_DATA": str(tmp_path)})


def test_all_that_is_intact_is_counted(desk: Desk) -> None:
    assert desk.run("verify")[:2] == (0, "2 records, 6 lines: intact.\n")


def test_what_is_broken_is_named_and_the_exit_code_says_so(desk: Desk) -> None:
    with desk.context.database.begin() as session:
        theirs = HistoryLine.workspace_id == NEIGHBOUR, HistoryLine.position == 2
        session.execute(update(HistoryLine).where(*theirs).values(action="x"))

    code, said, _ = desk.run("verify")
    told = json.loads(desk.run("verify", "--json")[1])
    other = desk.run("verify", "--workspace", "bright-0001")

    assert (code, said) == (1, "BROKEN bright-0002 E-1001: line 2: what it says is not what its hash was made of\n")
    assert [(record["workspace"], len(record["problems"])) for record in told] == [
        ("bright-0001", 0),
        ("bright-0002", 1),
    ]
    assert other[:2] == (0, "1 records, 3 lines: intact.\n")


def test_files_in_the_folder_of_the_embedded_run_are_read_to_the_byte(desk: Desk, tmp_path: Path) -> None:
    keep_secrets(tmp_path, {})
    stored = replace(desk.context, adapters=replace(desk.context.adapters, storage=FolderStorage(tmp_path / "objects")))
    run_tasks(with_seal(stored))
    intact = desk.run("verify")
    (sealed, _) = sorted((tmp_path / "objects").rglob("*-sealed.pdf"))
    content = bytearray(sealed.read_bytes())
    content[len(content) // 2] ^= 1
    sealed.write_bytes(content)

    changed = desk.run("verify")

    assert intact[:2] == (0, "2 records, 8 lines: intact.\n")
    assert changed[0] == 1
    assert re.fullmatch(
        r"BROKEN bright-000\d E-1001: sealed document: its file in the storage was changed, or is gone\n", changed[1]
    )


def test_an_export_is_printed_or_written(desk: Desk, tmp_path: Path) -> None:
    wanted = ("export", "--workspace", "bright-0001", "--number", "E-1001")

    printed = desk.run(*wanted)
    written = desk.run(*wanted, "--output", str(tmp_path / "evidence.json"))

    assert (printed[0], written[:2]) == (0, (0, ""))
    assert json.loads(printed[1]) == json.loads((tmp_path / "evidence.json").read_text())
    assert json.loads(printed[1])["acceptance"]["signer_name"] == "Pat Doe"


def test_a_record_that_is_not_one_is_refused_in_a_line(desk: Desk) -> None:
    refused = [
        desk.run("export", "--number", "E-1001"),
        desk.run("export", "--number", "E-9"),
        desk.run("verify", "--number", "E-9"),
    ]

    assert [(code, said) for code, said, _ in refused] == [(1, "")] * 3
    assert [complaint for _, _, complaint in refused] == [
        "porchlight: E-1001: Several businesses have one: name it by --workspace.\n",
        "porchlight: E-9: There is no such estimate.\n",
        "porchlight: There is no estimate E-9 there.\n",
    ]
