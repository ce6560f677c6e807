"""Look after stored files: each is read again from time to time, and one that is missing is told of."""

from services.quotes.adapters.files import bytes_of
from services.quotes.domain.file_errors import FileLost, FileUnavailable
from services.quotes.domain.kept_file import KeptFile
from services.quotes.queries.files import stored_unchecked
from services.quotes.usecases.note_file_checked import note_file_checked
from shared.clock import utc_now
from shared.service import Context
from shared.storage import Storage

BATCH = 200


def run(context: Context) -> None:
    """Checks up to a batch of those not looked at for longest; while the storage is away nothing is said to be lost."""
    storage: Storage | None = context.adapters.storage
    if storage is None:
        return
    with context.database.read() as session:
        files = stored_unchecked(session, utc_now(), limit=BATCH)
    for file in files:
        try:
            is_there = _is_there(storage, file)
        except FileUnavailable:
            return
        with context.database.begin() as session:
            note_file_checked(
                session,
                workspace_id=file.workspace_id,
                estimate_id=file.estimate_id,
                file_id=file.id,
                is_there=is_there,
                now=utc_now(),
            )


def _is_there(storage: Storage, file: KeptFile) -> bool:
    try:
        bytes_of(storage, file)
    except FileLost:
        return False
    return True
