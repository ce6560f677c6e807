"""A TCP proxy between our processes and a server, which can lose the server, or the way to it, without a word."""

import contextlib
import ctypes
import socket
import struct
import threading
from collections.abc import Iterator

_SO_ATTACH_FILTER = 26
_SO_DETACH_FILTER = 27
# A classic BPF programme of one instruction: return 0, keep nothing of the packet.
_DROP = ctypes.create_string_buffer(struct.pack("HBBI", 0x06, 0, 0, 0))
_DROP_ALL = struct.pack("HP", 1, ctypes.addressof(_DROP))


def can_drop_packets() -> bool:
    """Whether this kernel drops packets for us (Linux does, and asks for no privilege)."""
    with socket.socket() as probe:
        try:
            _drop_packets(probe)
        except OSError:
            return False
    return True


def _drop_packets(end: socket.socket) -> None:
    """What arrives for `end` from now on is dropped before TCP sees it: not acknowledged, not even a close is heard."""
    end.setsockopt(socket.SOL_SOCKET, _SO_ATTACH_FILTER, _DROP_ALL)


class Proxy:
    """Forwards `port` on loopback to `target`; `refuse`, `black_hole`, `drop_packets` and `heal` change how."""

    def __init__(self, target: tuple[str, int]) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        self._mode = "forward"
        self._closed = threading.Event()
        self._pairs: set[_Pair] = set()
        self._swallowed: list[socket.socket] = []
        self._lock = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    def refuse(self) -> None:
        """The server is gone: open connections are ended, new ones closed at once."""
        self._mode = "refuse"
        for pair in self._open_pairs():
            pair.end()

    def black_hole(self) -> None:
        """Something on the way hangs: it takes in and acknowledges everything, and hands on nothing, not even a close."""
        self._mode = "black hole"
        for pair in self._open_pairs():
            pair.silent = True

    def drop_packets(self) -> None:
        """The cable is cut: no packet arrives on either side, so nothing is acknowledged; nobody is told."""
        self._mode = "black hole"
        _drop_packets(self._listener)
        for pair in self._open_pairs():
            pair.silent = True
            for end in pair.ends:
                with contextlib.suppress(OSError):
                    _drop_packets(end)

    def heal(self, *, let_go: bool = False) -> None:
        """New connections work; those that lived through a silence stay silent, as they do behind a lost route.

        With `let_go` the server learns that nobody is there, as it would in hours: it has but so many connections to give.
        """
        with contextlib.suppress(OSError):
            self._listener.setsockopt(socket.SOL_SOCKET, _SO_DETACH_FILTER, 0)
        self._mode = "forward"
        if let_go:
            for pair in self._open_pairs():
                pair.let_go()

    def close(self) -> None:
        self.refuse()
        self._closed.set()
        # A close alone would not wake the thread that waits in accept().
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for client in self._swallowed:
            client.close()

    def _open_pairs(self) -> list["_Pair"]:
        with self._lock:
            return list(self._pairs)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._mode == "refuse":
                client.close()
                continue
            if self._mode == "black hole":
                # Kept open, and the server not bothered: every try would cost it a connection until it gives up.
                self._swallowed.append(client)
                continue
            threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        try:
            server = socket.create_connection(self._target, timeout=5)
        except OSError:
            client.close()
            return
        server.settimeout(None)
        with self._registered(client, server) as pair:
            answers = threading.Thread(target=pair.forward, args=(server, client), daemon=True)
            answers.start()
            pair.forward(client, server)
            answers.join()
            if pair.silent:
                self._closed.wait()

    @contextlib.contextmanager
    def _registered(self, client: socket.socket, server: socket.socket) -> Iterator["_Pair"]:
        pair = _Pair(client, server)
        with self._lock:
            self._pairs.add(pair)
        # Whoever was accepted just before the mode changed must not slip through it.
        pair.silent = self._mode == "black hole"
        if self._mode == "refuse":
            pair.end()
        try:
            yield pair
        finally:
            with self._lock:
                self._pairs.discard(pair)
            client.close()
            server.close()


class _Pair:
    """One connection: its client's end and its server's."""

    def __init__(self, client: socket.socket, server: socket.socket) -> None:
        self.ends = (client, server)
        self.silent = False

    def forward(self, source: socket.socket, destination: socket.socket) -> None:
        """Carries until either side closes; once silent it only swallows, and keeps the close to itself, too."""
        try:
            while data := source.recv(65536):
                if not self.silent:
                    destination.sendall(data)
        except OSError:
            pass
        if not self.silent:
            self.end()

    def let_go(self) -> None:
        """Tells the server of a silent one that its client is gone."""
        if self.silent:
            with contextlib.suppress(OSError):
                self.ends[1].shutdown(socket.SHUT_RDWR)

    def end(self) -> None:
        for end in self.ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
