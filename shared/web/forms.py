"""Forms that bring a file: one, and a few fields beside it."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from starlette.exceptions import HTTPException

from shared.errors import Invalid
from shared.web.unit_of_work import UnitOfWorkRoute

MAX_FIELDS = 20


class FormNotReadable(Invalid):
    """Not a form with one file."""

    code = "form_not_readable"


class FileFormRoute(UnitOfWorkRoute):
    """The route class of such forms: what holds more than one file, or cannot be taken apart, is refused by the file's name."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        original = super().get_route_handler()

        async def handle(request: Request) -> Response:
            if request.headers.get("content-type", "").startswith("multipart/"):
                await _read(request)
            return await original(request)

        return handle


async def _read(request: Request) -> None:
    """Reads the form within our own limits; whoever asks for it after that gets what was read."""
    await request.body()  # what repeats of it are told by, which a form that was taken apart does not tell any more
    try:
        await request.form(max_files=1, max_fields=MAX_FIELDS)
    except HTTPException as error:
        why = str(error.detail).removesuffix(".")
        message = f"The form cannot be read ({why}). Send one file, and with it no more than {MAX_FIELDS} fields."
        raise FormNotReadable(message, field="file") from error
