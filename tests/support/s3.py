"""A server that speaks S3 on this machine, in a process of its own, for as long as a block runs."""

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import obstore
from obstore.store import S3Store

from tests.support.world import free_port

KEYS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}


@dataclass(frozen=True)
class S3Server:
    """Where it answers, and what is in it."""

    url: str
    process: "subprocess.Popen[bytes]"

    def options(self, region: str = "us-east-1") -> dict[str, str]:
        """What the environment of its clients says."""
        return KEYS | {"AWS_ENDPOINT_URL": self.url, "AWS_REGION": region}

    def kept(self, bucket: str, key: str) -> tuple[str, bytes] | None:
        """The content type and the content of an object, None where there is no such object."""
        config: Any = {name.lower(): value for name, value in self.options().items()}
        try:
            found = obstore.get(S3Store(bucket, config=config, client_options={"allow_http": True}), key)
        except FileNotFoundError:
            return None
        return found.attributes["Content-Type"], bytes(found.bytes())

    def lose_everything(self) -> None:
        """All buckets are gone, with what was in them."""
        urllib.request.urlopen(urllib.request.Request(f"{self.url}/moto-api/reset", method="POST"), timeout=10).close()

    def stop(self) -> None:
        self.process.kill()
        self.process.wait(10)


@contextmanager
def s3_server(port: int | None = None) -> Iterator[S3Server]:
    """The server, answering."""
    port = port or free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = S3Server(f"http://127.0.0.1:{port}", process)
    try:
        _wait_for(server)
        yield server
    finally:
        server.stop()


def _wait_for(server: S3Server) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(f"{server.url}/moto-api/", timeout=10).close()
        except OSError:
            assert server.process.poll() is None, "the server has ended"
            assert time.monotonic() < deadline, f"nothing answers at {server.url}"
            time.sleep(0.05)
        else:
            return
