"""An ASGI application on a real port of this machine, for as long as a block runs."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp


@contextmanager
def serving(make: Callable[[str], ASGIApp]) -> Iterator[str]:
    """Serves what `make` makes of the address it will have; yields that address."""
    with socket.socket() as port:
        port.bind(("127.0.0.1", 0))
        port.listen()
        url = f"http://127.0.0.1:{port.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(make(url), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [port]})
        thread.start()
        try:
            yield url
        finally:
            server.should_exit = True
            thread.join()
