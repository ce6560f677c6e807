"""Files as answers: of the type we found them to be and no other, kept by nobody but whoever asked."""

from fastapi import Request, Response

from services.quotes.adapters.files import bytes_of
from services.quotes.api.callers import storage_of
from services.quotes.domain.kept_file import KeptFile

# Kept by the browser, and asked for each time: a link that was revoked shows nothing from then on.
_HEADERS = {
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def file_answer(request: Request, file: KeptFile, *, name: str | None = None) -> Response:
    """The file, to be shown, or with `name` to be saved under it; 304 for whoever has it. Raises `FileLost` and its like.

    Called without a session: the storage may take its time.
    """
    etag = f'"{file.sha256}"'
    disposition = f'attachment; filename="{name}"' if name else "inline"
    headers = _HEADERS | {"ETag": etag, "Content-Disposition": disposition}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(bytes_of(storage_of(request), file), media_type=file.content_type, headers=headers)
