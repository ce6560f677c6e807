"""Files as forms bring them and as answers: of the type we found them to be and no other, kept by nobody but whoever asked."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, File, Form, Request, Response, UploadFile

from shared.upload import Upload
from shared.upload_checks import read_upload
from shared.web.caller import EditorDep

ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "application/pdf": "pdf"}
FILES: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/jpeg": {}, "image/png": {}, "application/pdf": {}}, "description": "The file"}
}
# Kept by the browser, and asked for each time: a link that was revoked shows nothing from then on.
_HEADERS = {
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def uploaded(_staff: EditorDep, file: Annotated[UploadFile, File()]) -> Upload:
    """The file that came with the form; looked at before the unit of work begins, as that takes a while."""
    return read_upload(file.file.read())


UploadDep = Annotated[Upload, Depends(uploaded)]
CaptionForm = Annotated[str, Form()]
VisibleForm = Annotated[bool, Form()]


def file_response(
    request: Request, *, sha256: str, content_type: str, content: Callable[[], bytes], name: str | None = None
) -> Response:
    """A file, to be shown, or with `name` to be saved under it; 304, and its `content` not asked for, for whoever has it."""
    etag = f'"{sha256}"'
    disposition = f'attachment; filename="{name}"' if name else "inline"
    headers = _HEADERS | {"ETag": etag, "Content-Disposition": disposition}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content(), media_type=content_type, headers=headers)


def name_of(content_type: str, *parts: object) -> str | None:
    """The name to save a file by, which is ours; None for an image, which is shown."""
    if content_type.startswith("image/"):
        return None
    return f"{'-'.join(str(part) for part in parts)}.{ENDINGS[content_type]}"
