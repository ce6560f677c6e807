"""The files of the fake quotes' one estimate."""

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

IMAGE = b"\x89PNG an image"
TAG = '"the-tag-of-it"'
ATTACHMENT_ID = "0198f000-0000-7000-8000-0000000000a1"
ATTACHMENT: dict[str, object] = {
    "attachment_id": ATTACHMENT_ID, "kind": "photo", "content_type": "image/jpeg", "caption": "The roof today",
    "visible_to_customer": True, "position": 1, "size": 412_000, "sha256": "ab" * 32, "width": 2400, "height": 1600,
    "created_at": "2026-11-23T20:05:00.000000Z", "created_by": "owner",
}  # fmt: skip


def add_files(app: FastAPI) -> None:
    """Has `app` answer for the files of an estimate as quotes does."""

    async def none() -> dict[str, list[str]]:
        return {"items": []}

    add_attachments(app, "/estimates/{estimate_id}/attachments")
    add_attachments(app, "/jobs/{job_id}/attachments")
    app.add_api_route("/public/links/{token}/job-attachments", none)
    app.add_api_route("/public/links/{token}/attachments/{attachment_id}/{form}", image)
    app.add_api_route("/public/links/{token}/signature", image)
    app.add_api_route("/estimates/{estimate_id}/signature", image)
    for part in ("signature", "attachments/{attachment_id}/{form}"):
        app.add_api_route(f"/estimates/{{estimate_id}}/preview/{part}", image)


def add_files_of_invoices(app: FastAPI) -> None:
    """Has `app` answer for the files of an invoice as billing does."""
    add_attachments(app, "/invoices/{invoice_id}/attachments")
    app.add_api_route("/public/invoice/attachments/{attachment_id}/{form}", image)


def add_attachments(app: FastAPI, place: str) -> None:
    """The office's way to the files at `place`."""

    async def listed() -> dict[str, object]:
        return {"items": [ATTACHMENT], "next_cursor": None}

    async def taken() -> JSONResponse:
        return JSONResponse(ATTACHMENT, 201)

    async def changed() -> dict[str, object]:
        return ATTACHMENT

    async def removed() -> Response:
        return Response(status_code=204)

    app.add_api_route(place, listed)
    app.add_api_route(place, taken, methods=["POST"])
    app.add_api_route(place + "/{attachment_id}", changed, methods=["PATCH"])
    app.add_api_route(place + "/{attachment_id}", removed, methods=["DELETE"])
    app.add_api_route(place + "/{attachment_id}/{form}", image)


async def image(request: Request) -> Response:
    """The one image there is."""
    headers = {"ETag": TAG, "Content-Disposition": "inline", "X-Secret": "internal"}
    if request.headers.get("if-none-match") == TAG:
        return Response(status_code=304, headers=headers)
    return Response(IMAGE, media_type="image/png", headers=headers)
