"""The files of estimates as answers."""

from fastapi import Request, Response

from services.quotes.adapters.files import bytes_of
from services.quotes.api.callers import storage_of
from services.quotes.domain.kept_file import KeptFile
from shared.web.files import file_response


def file_answer(request: Request, file: KeptFile, *, name: str | None = None) -> Response:
    """The file, to be shown, or with `name` to be saved under it; 304 for whoever has it. Raises `FileLost` and its like.

    Called without a session: the storage may take its time.
    """
    return file_response(
        request,
        sha256=file.sha256,
        content_type=file.content_type,
        content=lambda: bytes_of(storage_of(request), file),
        name=name,
    )
