"""Runs one process of a toy service: `python -m tests.support.toy_process receiver consumer`."""

import os
import sys

from shared.runtime.processes import run_process
from tests.support import toys

if __name__ == "__main__":
    run_process({"sender": toys.sender, "receiver": toys.receiver}[sys.argv[1]], sys.argv[2], os.environ)
