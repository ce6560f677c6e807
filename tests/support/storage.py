"""An object storage in memory, which can be away and can lose what it has."""

from collections.abc import Callable

from shared.storage import ObjectMissing, StoreUnavailable, checked


class MemoryStorage:
    """Keeps what it is given in `objects`, with its content type; `after_put` is called once something has come in."""

    def __init__(self) -> None:
        self.objects: dict[str, tuple[str, bytes]] = {}
        self.away = False
        self.asked = 0
        self.after_put: Callable[[], None] = lambda: None

    def put(self, key: str, content: bytes, content_type: str) -> None:
        self._ask()
        self.objects[checked(key)] = (content_type, content)
        self.after_put()

    def get(self, key: str) -> bytes:
        self._ask()
        if key not in self.objects:
            raise ObjectMissing("This file is not in the storage any more.")
        return self.objects[key][1]

    def delete(self, key: str) -> None:
        self._ask()
        self.objects.pop(key, None)

    def _ask(self) -> None:
        self.asked += 1
        if self.away:
            raise StoreUnavailable("The storage is away.")
