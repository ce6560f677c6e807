"""The photos that the gateway hands on with a lead: looked at here as any file is, before the unit of work begins."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from shared.upload import InvalidFile, Upload
from shared.upload_checks import read_upload
from shared.web.caller import EditorDep

MOST = 6


async def _brought(request: Request, _staff: EditorDep) -> Sequence[bytes]:
    if not request.headers.get("content-type", "").startswith("multipart/"):
        return ()
    try:
        async with request.form(max_files=MOST, max_fields=1) as form:
            return [await one.read() for one in form.getlist("photos") if isinstance(one, UploadFile)]
    except HTTPException as error:
        raise InvalidFile(f"The photos cannot be read ({error.detail}).", field="photos") from error


def _photos(brought: Annotated[Sequence[bytes], Depends(_brought)]) -> list[Upload]:
    uploads = [read_upload(raw) for raw in brought]
    if any(upload.kind != "photo" for upload in uploads):
        raise InvalidFile("The file is no photo.", field="photos")
    return uploads


PhotosDep = Annotated[list[Upload], Depends(_photos)]
