"""The bytes of files, wherever they are."""

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import structlog

from services.quotes.domain.file_errors import FileLost, FileUnavailable
from services.quotes.domain.kept_file import KeptFile
from shared.storage import ObjectMissing, Storage, StoreUnavailable

log = structlog.get_logger()

_AT_ONCE = 8
_AWAY = "This file cannot be shown for the moment. Try again in a minute."


def bytes_of(storage: Storage | None, file: KeptFile) -> bytes:
    """What is in `file`, to the byte as it was taken in; raises `FileLost` or `FileUnavailable`."""
    if file.content is not None:
        return file.content
    if storage is None or file.key is None:
        log.warning("file_unavailable", file_id=file.id, reason="OBJECT_STORE_URL is not set")
        raise FileUnavailable(_AWAY)
    try:
        content = storage.get(file.key)
    except StoreUnavailable as error:
        log.warning("file_unavailable", file_id=file.id, reason=error.message)
        raise FileUnavailable(_AWAY) from error
    except ObjectMissing:
        content = b""
    if hashlib.sha256(content).hexdigest() != file.sha256:
        # The check of stored files tells the estimate's history; showing a page changes nothing.
        log.error("file_lost", file_id=file.id, form=file.form)
        raise FileLost("This file is no longer in the storage. Ask the business for it; all else is as it was.")
    return content


def bytes_of_each(storage: Storage | None, files: Sequence[KeptFile]) -> dict[UUID, bytes]:
    """What is in `files`, by what has them; those that are lost are missing. Raises `FileUnavailable`."""
    if not files:
        return {}
    with ThreadPoolExecutor(min(len(files), _AT_ONCE)) as pool:
        contents = pool.map(lambda file: _bytes_or_none(storage, file), files)
        return {file.owner_id: content for file, content in zip(files, contents, strict=True) if content is not None}


def _bytes_or_none(storage: Storage | None, file: KeptFile) -> bytes | None:
    try:
        return bytes_of(storage, file)
    except FileLost:
        return None
