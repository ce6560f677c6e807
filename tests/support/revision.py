"""`make revision`: writes a migration with what the code has and the newest schema has not."""

import sys
import tempfile
from pathlib import Path

from services.__main__ import NAMES, service
from shared.database.migrate import migrate, revise
from tests.support import services


def main(name: str, message: str) -> int:
    """Writes the file into the service's lineage, or into the hall's for `shared`."""
    if name not in (*NAMES, "shared") or not message:
        print(f"usage: make revision SERVICE={'|'.join((*NAMES, 'shared'))} MESSAGE='Add tips'", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        manifest = service("quotes" if name == "shared" else name)
        with services.running(manifest, services.sqlite_url(Path(folder), name)) as context:
            migrate(context)
            revise(context, message, shared=name == "shared")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
