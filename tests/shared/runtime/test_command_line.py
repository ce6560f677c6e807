"""What the command line says when it cannot do what it is asked: one plain line, and an exit code to go by."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.services import SECRETS, sqlite_url
from tests.support.world import ROOT, free_port

NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"
NO_BROKER = "amqp://guest:guest@127.0.0.1:1//"


def porchlight(*arguments: str, root: Path = ROOT, **environment: str) -> tuple[int, list[str]]:
    """Runs a command; returns its exit code and the lines it wrote to stderr."""
    own = {"PATH": os.environ["PATH"], "PYTHONPATH": str(root)}
    command = [sys.executable, "-m", "services", *arguments]
    ended = subprocess.run(
        command, cwd=root, env=own | SECRETS | environment, capture_output=True, text=True, timeout=60, check=False
    )
    return ended.returncode, ended.stderr.splitlines()


@pytest.mark.shows("OPS-1")
def test_starting_on_a_port_in_use_names_the_port(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, said = porchlight("up", PORCHLIGHT_DATA=str(tmp_path / "data"), PORCHLIGHT_PORT=str(port))

    assert (code, len(said)) == (2, 1)
    assert said[0].startswith(f"porchlight: PORCHLIGHT_PORT: port {port} cannot be used")


@pytest.mark.shows("OPS-1")
def test_starting_where_a_file_is_in_the_place_of_the_folder_names_the_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")

    code, said = porchlight("up", PORCHLIGHT_DATA=str(tmp_path / "data"), PORCHLIGHT_PORT=str(free_port()))

    assert (code, len(said)) == (2, 1)
    assert said[0].startswith(f"porchlight: PORCHLIGHT_DATA: {tmp_path / 'data'} cannot be used")


@pytest.mark.shows("OPS-1")
def test_starting_with_a_wrong_setting_names_the_variable(tmp_path: Path) -> None:
    folder, port = str(tmp_path / "data"), str(free_port())

    code, said = porchlight("up", PORCHLIGHT_DATA=folder, PORCHLIGHT_PORT=port, LOG_LEVEL="loud")

    assert (code, said) == (2, ["porchlight: LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR."])


@pytest.mark.parametrize("command", ["migrate referrals", "dlq list referrals"])
def test_a_database_that_cannot_be_reached_is_one_line(command: str, tmp_path: Path) -> None:
    code, said = porchlight(*command.split(), PORCHLIGHT_DATA=str(tmp_path), REFERRALS_DATABASE_URL=NOWHERE)

    assert (code, len(said)) == (1, 1)
    assert said[0].startswith("porchlight: the database cannot be used: ")


def test_a_database_file_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    code, said = porchlight("migrate", "referrals", REFERRALS_DATABASE_URL=f"sqlite:///{tmp_path}/file/referrals.db")

    assert (code, len(said)) == (1, 1)
    assert said[0].startswith(f"porchlight: {tmp_path}/file: ")


def test_a_broker_that_cannot_be_reached_is_one_line(tmp_path: Path) -> None:
    database = sqlite_url(tmp_path, "referrals")

    code, said = porchlight("migrate", "referrals", REFERRALS_DATABASE_URL=database, BROKER_URL=NO_BROKER)

    assert (code, len(said)) == (1, 1)
    assert said[0].startswith("porchlight: BROKER_URL: RabbitMQ cannot be used")


def test_a_service_that_does_not_exist_is_wrong_use() -> None:
    code, said = porchlight("migrate", "nobody")

    assert code == 2
    assert said[-1].startswith("porchlight migrate: error: argument service: invalid choice: 'nobody'")


@pytest.mark.parametrize(("command", "missing"), [("migrate quotes", "services.quotes"), ("openapi", "deploy")])
def test_what_an_image_of_one_service_lacks_is_one_line(command: str, missing: str, tmp_path: Path) -> None:
    _copy_what_every_image_has(tmp_path)

    code, said = porchlight(*command.split(), root=tmp_path)

    assert (code, len(said)) == (1, 1)
    assert said[0].startswith(f"porchlight: {missing} is not in this image")


def _copy_what_every_image_has(folder: Path) -> None:
    recipe = (ROOT / "deploy/Dockerfile").read_text().splitlines()
    (pattern,) = (line.split()[1] for line in recipe if line.startswith("COPY services/*"))
    shutil.copytree(ROOT / "shared", folder / "shared", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "services").mkdir()
    for file in ROOT.glob(pattern):
        shutil.copy(file, folder / "services")
