"""The photos of a form that is being filled in, between one answer and the next."""

from collections.abc import Sequence
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from services.portal.domain.request_photo import MOST_PHOTOS, form_mark
from services.portal.pages.browser import client_ip
from services.portal.pages.opened import Door, is_form_name
from services.portal.pages.photo_forms import FIELD, SentForm, looked_at
from services.portal.pages.profiles import Profile
from services.portal.pages.request_views import KeptPhoto
from services.portal.pages.views import FieldError
from services.portal.queries.request_photos import photos_of_form
from services.portal.usecases.keep_photos import keep_photos
from services.portal.usecases.limit_photos import limit_photos
from shared.errors import Invalid
from shared.upload import Upload
from shared.words import say, say_each

LEAVE_OUT = "leave_out"


async def take_photos(
    request: Request, profile: Profile, door: Door, submission: str, sent: SentForm
) -> list[FieldError]:
    """Keeps what the form brings, so that nobody has to choose it again; what is wrong with the rest, as one error."""
    left_out = [UUID(one) for one in sent.form.getlist(LEAVE_OUT) if isinstance(one, str) and _is_id(one)]
    problems, taken = list(sent.problems), list[tuple[str, Upload]]()
    if len(sent.photos) > MOST_PHOTOS:
        problems.append(say("At most {most} photos can go along. Leave some out.", most=MOST_PHOTOS))
    elif sent.photos and not is_form_name(request, door, submission):
        # Anybody can make up a form: only what a page of ours gave has photos looked at and kept.
        problems.append(say("The photos could not be taken along. Please choose the photos again."))
    elif sent.photos:
        await run_in_threadpool(_limit, request, profile)
        taken, refused = await looked_at(sent.photos)
        problems += refused
    if taken or left_out:
        try:
            await run_in_threadpool(_keep, request, profile, submission, taken, left_out)
        except Invalid as error:
            problems.append(error.message)
    return [FieldError(field=FIELD, message=say_each(problems, " "))] if problems else []


async def kept_photos(request: Request, profile: Profile, submission: str) -> Sequence[KeptPhoto]:
    """What has come with the form so far."""

    def look_up() -> list[KeptPhoto]:
        with request.app.state.context.database.read() as session:
            found = photos_of_form(session, profile.workspace_id, form_mark(submission))
            return [KeptPhoto(id=str(photo.id), name=photo.name) for photo in found]

    return await run_in_threadpool(look_up)


def _limit(request: Request, profile: Profile) -> None:
    limit_photos(request.app.state.context.database, workspace_id=profile.workspace_id, ip=client_ip(request))


def _keep(
    request: Request, profile: Profile, submission: str, taken: list[tuple[str, Upload]], left_out: list[UUID]
) -> None:
    with request.app.state.context.database.begin() as session:
        keep_photos(
            session,
            workspace_id=profile.workspace_id,
            submission=submission,
            named_uploads=taken,
            left_out=left_out,
        )


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False
