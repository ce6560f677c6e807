"""A typed Python client of the JSON API, generated from its OpenAPI document: `python -m deploy.client FOLDER`."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from deploy.documents import openapi_document
from services.__main__ import all_services

_CONFIG = Path(__file__).with_name("client.yml")


def make_client(folder: Path) -> None:
    """Writes the client to `folder`, in place of what is there, as a package that can be installed.

    Raises `CalledProcessError` where an operation cannot be expressed: a client with holes would be worse than none.
    """
    with tempfile.TemporaryDirectory() as aside:
        document = Path(aside) / "openapi.json"
        document.write_text(json.dumps(openapi_document(all_services())))
        command = ["generate", "--path", str(document), "--config", str(_CONFIG), "--output-path", str(folder)]
        generator = str(Path(sys.executable).with_name("openapi-python-client"))
        subprocess.run([generator, *command, "--meta", "uv", "--overwrite", "--fail-on-warning"], check=True)  # noqa: S603


if __name__ == "__main__":
    make_client(Path(sys.argv[1]))
