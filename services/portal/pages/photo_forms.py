"""Forms that bring photos: read as they come in, and never more of them than fits.

What is too much is thrown away while it comes, so that the answer can name the file and give back all that was typed.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from services.portal.domain.request_photo import MOST_PHOTOS, read_name
from shared.upload import InvalidFile, Upload
from shared.upload_checks import MAX_BYTES, MAX_MEGABYTES, read_upload
from shared.words import say

FIELD = "photos"
ROOM = MOST_PHOTOS * MAX_BYTES + 1024 * 1024
"""What a form with as many photos as fit is long at most."""
_MOST_FILES, _MOST_FIELDS, _LONGEST_FIELD = 40, 200, 100_000
_PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class SentForm:
    """A form with its texts, its photos as far as they fit, and what is wrong with the others, by the file's name.

    One that is not `whole` was read no further than to what is too much of it.
    """

    form: FormData
    photos: Sequence[UploadFile] = ()
    problems: Sequence[str] = ()
    whole: bool = True


class _Enough(Exception):
    """No more of it is to be read."""


class _Parser(MultiPartParser):
    """Takes a form apart; of a file that is too large it keeps nothing, and of a form that is, not the rest."""

    def __init__(self, request: Request) -> None:
        limits = {"max_files": _MOST_FILES, "max_fields": _MOST_FIELDS, "max_part_size": _LONGEST_FIELD}
        super().__init__(request.headers, request.stream(), **limits)
        declared = request.headers.get("content-length", "")
        self._is_too_long = declared.isdigit() and int(declared) > ROOM
        self._of_files = 0
        self._of_this = 0
        self.too_large: list[UploadFile] = []

    def on_part_begin(self) -> None:
        super().on_part_begin()
        self._of_this = 0

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        file = self._current_part.file
        if file is None:
            super().on_part_data(data, start, end)
            return
        self._of_this += end - start
        self._of_files += end - start
        if self._of_this <= MAX_BYTES:
            super().on_part_data(data, start, end)
        elif not self.too_large or self.too_large[-1] is not file:
            self.too_large.append(file)
        if self._of_files > ROOM or (self._is_too_long and self.too_large):
            raise _Enough


async def read_photo_form(request: Request) -> SentForm:
    """The form that `request` brings; whoever is done with it closes it."""
    if not request.headers.get("content-type", "").startswith("multipart/"):
        return SentForm(await request.form())
    parser = _Parser(request)
    try:
        form = await parser.parse()
    except _Enough:
        typed = FormData([(name, value) for name, value in parser.items if isinstance(value, str)])
        return SentForm(typed, problems=_too_large(parser) or [_TOGETHER], whole=False)
    except MultiPartException as error:
        raise HTTPException(400, error.message) from error
    sent = [one for one in form.getlist(FIELD) if isinstance(one, UploadFile) and (one.filename or one.size)]
    return SentForm(form, [one for one in sent if one not in parser.too_large], _too_large(parser))


async def looked_at(photos: Sequence[UploadFile]) -> tuple[list[tuple[str, Upload]], list[str]]:
    """Photos by their names, made anew, and what is wrong with those that are none."""
    taken: list[tuple[str, Upload]] = []
    problems: list[str] = []
    for photo in photos:
        name, raw = _name(photo), await photo.read()
        try:
            upload = await run_in_threadpool(read_upload, raw)
        except InvalidFile as error:
            problems.append(say("{name}: {problem}", name=name, problem=error.message))
            continue
        if upload.kind == "photo":
            taken.append((name, upload))
        else:
            problems.append(say("{name}: only photos can go along, as JPEG, PNG or WebP.", name=name))
    return taken, problems


class Lingering(Response):
    """An answer given before the form has come to its end, of which the rest is heard out for a moment.

    A browser that is cut off while it sends shows an error of its own in place of the answer.
    """

    def __init__(self, answer: Response) -> None:
        super().__init__(status_code=answer.status_code)
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_on(message: Message) -> None:
            is_body = message["type"] == "http.response.body"
            await send({**message, "more_body": True} if is_body else message)

        await self._answer(scope, receive, send_on)
        # More than is read of any such form ends this, too.
        with suppress(TimeoutError, HTTPException):
            async with asyncio.timeout(_PATIENCE):
                while (await receive()).get("more_body"):
                    pass
        await send({"type": "http.response.body", "body": b"", "more_body": False})


_TOGETHER = say(
    "Together the photos are larger than {most} MB. Send fewer of them, or smaller ones.",
    most=MOST_PHOTOS * MAX_MEGABYTES,
)


def _too_large(parser: _Parser) -> list[str]:
    sentence = say("The file is larger than {most} MB; save it smaller and try again.", most=MAX_MEGABYTES)
    return [say("{name}: {problem}", name=_name(file), problem=sentence) for file in parser.too_large]


def _name(file: UploadFile) -> str:
    return read_name(file.filename or "") or say("A photo")
