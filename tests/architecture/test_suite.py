"""What `make test` makes of a test that fails beside others: it has a second go alone, which decides and is told of."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.world import ROOT

# Beside others, a test knows its worker; alone there is none.
BESIDE_OTHERS = '"PYTEST_XDIST_WORKER" in os.environ'


def suite(folder: Path, *tests: str) -> subprocess.CompletedProcess[str]:
    """A run of everything in a folder with these tests."""
    folder.joinpath("pyproject.toml").write_text("[tool.pytest.ini_options]\n")
    folder.joinpath("test_it.py").write_text("import os\n" + "\n".join(tests))
    command = [sys.executable, "-m", "tests.support.suite"]
    quick = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "-p xdist"}
    return subprocess.run(
        command, cwd=folder, env={"PYTHONPATH": str(ROOT)} | quick, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("fails", "code", "told"),
    [
        (BESIDE_OTHERS, 0, "passed alone"),
        ("True", 1, "FAILED ALONE AS WELL"),
    ],
)
def test_a_few_that_fail_have_a_second_go(tmp_path: Path, fails: str, code: int, told: str) -> None:
    done = suite(tmp_path, f"def test_shy(): assert not ({fails})", "def test_sure(): pass")

    assert (done.returncode, f"  {told}  test_it.py::test_shy" in done.stdout) == (code, True), done.stdout


def test_many_that_fail_have_none(tmp_path: Path) -> None:
    many = [f"def test_{number}(): assert not ({BESIDE_OTHERS})" for number in range(6)]

    done = suite(tmp_path, *many)

    assert (done.returncode, "alone" in done.stdout) == (1, False), done.stdout
