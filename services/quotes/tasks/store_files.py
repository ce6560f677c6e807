"""Move files from the database into the storage. Whatever is left of it, by a dead worker or a storage away, is due again."""

import structlog

from services.quotes.domain.kept_file import KeptFile
from services.quotes.usecases.claim_file import claim_file
from services.quotes.usecases.put_off_file import put_off_file
from services.quotes.usecases.record_stored import record_stored
from services.quotes.usecases.take_over_signatures import take_over_signatures
from shared.clock import utc_now
from shared.service import Context
from shared.storage import Storage, StoreUnavailable, put_and_check

log = structlog.get_logger()

BATCH = 50


def run(context: Context) -> None:
    """Stores all that is due, one after the other; ends at the first that the storage does not take."""
    storage: Storage | None = context.adapters.storage
    if storage is None:
        return
    _take_over(context)
    while True:
        with context.database.begin() as session:
            file = claim_file(session, now=utc_now())
        if file is None or not _store(context, storage, file):
            return


def _take_over(context: Context) -> None:
    while True:
        with context.database.begin() as session:
            taken = take_over_signatures(session, now=utc_now(), limit=BATCH)
        if taken < BATCH:
            return


def _store(context: Context, storage: Storage, file: KeptFile) -> bool:
    """Whether the storage took it. Until that is recorded the bytes are here as well, so nothing is lost in between."""
    whose = {"workspace_id": file.workspace_id, "file_id": file.id}
    try:
        put_and_check(storage, file.new_key, file.content or b"", file.content_type)
    except StoreUnavailable as error:
        log.warning("file_not_stored", file_id=file.id, tries=file.tries, reason=error.message)
        with context.database.begin() as session:
            put_off_file(session, **whose, now=utc_now())
        return False
    with context.database.begin() as session:
        is_wanted = record_stored(session, **whose, now=utc_now())
    if not is_wanted:
        storage.delete(file.new_key)
    return True
