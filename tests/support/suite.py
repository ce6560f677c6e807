"""Every test, side by side. Where no more than a few fail, those run once more alone, and that decides.

A test that passes only alone is told of at the end: it, or what it tests, is not sure yet.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FEW = 5
CACHE = Path(".pytest_cache", "suite")
# One more than there are cores on a small machine: who starts all of Porchlight mostly waits for it.
SIDE_BY_SIDE = ("--numprocesses=3", "--dist=loadscope")


def run_all() -> int:
    """The exit code that decides."""
    shutil.rmtree(CACHE, ignore_errors=True)
    outcome = _pytest(*SIDE_BY_SIDE)
    failed = _failed()
    if outcome != pytest.ExitCode.TESTS_FAILED or not 0 < len(failed) <= FEW:
        return outcome
    print(f"\n{len(failed)} failed beside others. Once more, alone:", flush=True)
    outcome = _pytest("--last-failed", "--last-failed-no-failures=none")
    failed_again = _failed()
    print("\nThese needed a second go, which is a fault of theirs or of what they test:")
    for test in sorted(failed):
        print(f"  {'FAILED ALONE AS WELL' if test in failed_again else 'passed alone'}  {test}")
    return outcome


def _pytest(*options: str) -> int:
    command = [sys.executable, "-m", "pytest", f"--override-ini=cache_dir={CACHE}", *options]
    return subprocess.run(command, check=False).returncode


def _failed() -> set[str]:
    """The tests that have failed in the last run they were in."""
    record = CACHE / "v" / "cache" / "lastfailed"
    noted = json.loads(record.read_text()) if record.exists() else {}
    # What went wrong outside any test, such as the collecting, is noted as well, and has no second go.
    return {test for test in noted if "::" in test}


if __name__ == "__main__":
    sys.exit(run_all())
