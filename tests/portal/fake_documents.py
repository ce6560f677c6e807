"""The sealed document of a fake quotes: known by one file, and by no other."""

import hashlib
from typing import Any, Protocol

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from shared.web.errors import problem
from tests.portal.records import DOCUMENT_ID

FILE = b"%PDF-1.7 sealed\n%%EOF\n"


class Quotes(Protocol):
    """The fake that has estimates."""

    app: FastAPI
    estimates: dict[str, Any]


def add_documents(quotes: Quotes) -> None:
    """Has the fake answer for the document of the estimate it has on file."""

    def known() -> dict[str, Any]:
        estimate = next(iter(quotes.estimates.values()))
        return {
            "document_id": DOCUMENT_ID,
            "workspace_id": str(estimate.workspace_id),
            "company_name": "Evergreen Exteriors",
            "number": "E-1001",
            "kind": "proposal",
            "version": 1,
            "document_hash": "ab" * 32,
            "accepted_at": "2026-11-23T20:05:00.000000Z",
            "sealed_at": "2026-11-23T20:05:02.000000Z",
            "sha256": hashlib.sha256(FILE).hexdigest(),
            "certificate_sha256": "cd" * 32,
        }

    async def document(document_id: str) -> Any:
        return (
            known() if document_id == DOCUMENT_ID else problem(404, "document_not_found", "There is no such document.")
        )

    async def check(request: Request) -> dict[str, Any]:
        content = await request.body()
        verdict = "genuine" if content == FILE else "changed"
        return {"verdict": verdict, "sha256": hashlib.sha256(content).hexdigest(), "document": known()}

    def evidence() -> dict[str, Any]:
        return {"intact": True, "lines": 6, "erased": 0, "problems": [], "unread": [], "document": None}

    def export() -> JSONResponse:
        return JSONResponse({"format": "fake"}, headers={"Content-Disposition": 'attachment; filename="E-1001.json"'})

    quotes.app.add_api_route("/estimates/{estimate_id}/evidence", evidence)
    quotes.app.add_api_route("/estimates/{estimate_id}/evidence/export", export)
    quotes.app.add_api_route("/public/documents/{document_id}", document)
    quotes.app.add_api_route("/public/documents/{document_id}/check", check, methods=["POST"])
