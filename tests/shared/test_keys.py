"""The operator's commands for the keys of customers' links."""

import json
from pathlib import Path
from typing import Any

import pytest

from services.__main__ import main
from shared.runtime.embedded import kept_secrets, secrets_file
from shared.tokens import key_id

pytestmark = pytest.mark.shows("LNK-2")
OLD, OLDER = "the-old-secret-for-tests-0123456789abcdef", "the-older-secret-for-tests-0123456789abcd"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of an embedded run that has been started once."""
    for name in ("CUSTOMER_TOKEN_SECRET", "CUSTOMER_TOKEN_SECRETS_PREVIOUS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PORCHLIGHT_DATA", str(tmp_path))
    kept_secrets(tmp_path)
    return tmp_path


def listed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["keys", "list", "--json"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_each_rotation_puts_a_new_key_before_the_old_ones(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = kept_secrets(folder)
    first = key_id(before["CUSTOMER_TOKEN_SECRET"])

    codes = [main(["keys", "rotate"]) for _ in range(3)]

    keys = listed(capsys)
    assert codes == [0, 0, 0]
    assert [key["state"] for key in keys] == ["current", "previous", "previous", "previous"]
    assert keys[-1]["kid"] == first
    assert len({key["kid"] for key in keys}) == 4
    others = {name: value for name, value in kept_secrets(folder).items() if not name.startswith("CUSTOMER")}
    assert others == {name: value for name, value in before.items() if not name.startswith("CUSTOMER")}


def test_retiring_takes_one_key_and_leaves_the_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = key_id(kept_secrets(folder)["CUSTOMER_TOKEN_SECRET"])
    main(["keys", "rotate"])
    main(["keys", "rotate"])
    others = [key["kid"] for key in listed(capsys) if key["kid"] != first]

    code = main(["keys", "retire", first])

    assert code == 0
    assert [key["kid"] for key in listed(capsys)] == others


@pytest.mark.parametrize("which", ["current", "unknown"])
def test_the_key_that_signs_and_one_that_is_not_there_are_not_retired(
    folder: Path, capsys: pytest.CaptureFixture[str], which: str
) -> None:
    current = key_id(kept_secrets(folder)["CUSTOMER_TOKEN_SECRET"])
    before = secrets_file(folder).read_text()

    code = main(["keys", "retire", current if which == "current" else "0123456789ab"])

    told = capsys.readouterr().err
    assert code == 1
    assert "keys rotate" in told if which == "current" else "keys list" in told
    assert secrets_file(folder).read_text() == before


def test_nobody_else_may_read_the_file_after_a_rotation(folder: Path) -> None:
    main(["keys", "rotate"])

    assert secrets_file(folder).stat().st_mode & 0o077 == 0


def test_a_ring_of_the_environment_is_printed_for_the_operator_to_set(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CUSTOMER_TOKEN_SECRET", OLD)
    monkeypatch.setenv("CUSTOMER_TOKEN_SECRETS_PREVIOUS", OLDER)
    before = secrets_file(folder).read_text()

    rotated, told = main(["keys", "rotate"]), capsys.readouterr()
    retired, left = main(["keys", "retire", key_id(OLDER)]), capsys.readouterr()

    new = dict(line.split("=") for line in told.out.splitlines())
    assert (rotated, retired) == (0, 0)
    assert len(new["CUSTOMER_TOKEN_SECRET"]) == 64
    assert new["CUSTOMER_TOKEN_SECRETS_PREVIOUS"] == f"{OLD},{OLDER}"
    assert "restart" in told.err
    assert left.out.splitlines() == [f"CUSTOMER_TOKEN_SECRET={OLD}", "CUSTOMER_TOKEN_SECRETS_PREVIOUS="]
    assert secrets_file(folder).read_text() == before


@pytest.mark.parametrize(
    ("variables", "named"),
    [({}, "CUSTOMER_TOKEN_SECRET is not set"), ({"CUSTOMER_TOKEN_SECRETS_PREVIOUS": OLD}, "set both")],
)
def test_without_a_ring_the_command_says_what_to_set(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    variables: dict[str, str],
    named: str,
) -> None:
    monkeypatch.setenv("PORCHLIGHT_DATA", str(tmp_path / "elsewhere"))
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    code = main(["keys", "list"])

    assert code == 2
    assert named in capsys.readouterr().err
    assert folder.exists()
