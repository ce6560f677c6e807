"""Delete from the storage what no record has any more."""

from shared.service import Context
from shared.storage import Storage


def run(context: Context, *, key: str) -> None:
    """Raises `StoreUnavailable`, to be tried again; what is not there is forgotten already."""
    storage: Storage | None = context.adapters.storage
    if storage is not None:
        storage.delete(key)
