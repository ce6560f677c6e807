"""The yardsticks of the page: the same row read and rendered in one process, and the same HTML from memory."""

import os
from typing import Any

import uvicorn
from fastapi import FastAPI, Response

from services.portal.pages.quote_views import QuotePage
from services.portal.pages.rendering import render
from services.portal.pages.views import Business, Shell
from services.quotes.api.public_answer import public_answer
from services.quotes.domain.contact import Rights
from services.quotes.domain.link import TokenLink
from services.quotes.domain.selection import Chosen
from services.quotes.queries.public_view import find_shown
from shared.clock import utc_now
from shared.database.session import Database

SHELL = Shell(csp_nonce="bench", business=Business(name="Bench", home_url="/portal/bench"))


def build(database: Database) -> FastAPI:
    """An application with both limits."""
    app = FastAPI()
    kept: dict[str, str] = {}

    @app.get("/healthz")
    def live() -> str:
        return "live"

    @app.get("/direct/{token}")
    def direct(token: str) -> Response:
        return Response(read_and_render(database, token), media_type="text/html")

    @app.get("/memory/{token}")
    async def memory(token: str) -> Response:
        if token not in kept:
            kept[token] = read_and_render(database, token)
        return Response(kept[token], media_type="text/html")

    return app


def read_and_render(database: Database, token: str) -> str:
    link = TokenLink(token)
    with database.read() as session:
        row = find_shown(session, link)
    view: Any = public_answer(row, (), link=link, chosen=Chosen(), rights=Rights(), now=utc_now())
    content = QuotePage(
        shell=SHELL, base=f"/quote/{token}", quote=view, nonce="n", consent_text=view["consent"]["text"]
    )
    return render("customer/quote.html", content)


if __name__ == "__main__":
    app = build(Database(os.environ["QUOTES_DATABASE_URL"]))
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_config=None, access_log=False)
