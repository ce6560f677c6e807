"""Attachments going in and out: the form that brings one, and what is told of it."""

from typing import Annotated, Literal

from fastapi import Depends, Form
from typing_extensions import TypedDict

from services.quotes.api.fields import Body, Flag, Whole
from services.quotes.domain.attached import Shows, Stage
from services.quotes.domain.attachment import Attachment
from services.quotes.domain.mockup import read_shows
from services.quotes.usecases.change_attachment import Showing
from shared.clock import isoformat


class MockupBody(Body):
    """What a photo shows of a holiday design: the property before or after, all of it or the zone of that name."""

    stage: Stage
    zone: str = ""


class AttachmentChange(Body):
    """What is to be different: members left out stay as they are. `position` is its place in the list, from 1.

    A photo with a `mockup` shows a holiday design; null takes that away.
    """

    caption: str | None = None
    visible_to_customer: Flag | None = None
    position: Whole | None = None
    mockup: MockupBody | None = None

    @property
    def showing(self) -> Showing:
        """The same for the use case."""
        return Showing(
            caption=self.caption,
            is_visible=self.visible_to_customer,
            position=self.position,
            shows=read_shows(self.mockup.stage, self.mockup.zone) if self.mockup else None,
            shows_other="mockup" in self.model_fields_set,
        )


class MockupAnswer(TypedDict):
    stage: Stage
    zone: str


class AttachmentAnswer(TypedDict):
    attachment_id: str
    kind: str
    content_type: str
    caption: str
    visible_to_customer: bool
    position: int
    size: int
    sha256: str
    width: int | None
    height: int | None
    created_at: str
    created_by: str
    mockup: MockupAnswer | None


class AttachmentList(TypedDict):
    items: list[AttachmentAnswer]
    next_cursor: str | None


class ShownAttachment(TypedDict):
    id: str
    kind: str
    content_type: str
    caption: str
    sha256: str
    size: int
    width: int | None
    height: int | None


class ShownList(TypedDict):
    items: list[ShownAttachment]


def shown_in(
    stage: Annotated[Literal["", "before", "after"], Form()] = "", zone: Annotated[str, Form()] = ""
) -> Shows | None:
    """What the photo of a form shows of a design; nothing unless it says before or after."""
    return read_shows(stage, zone) if stage else None


ShowsForm = Annotated[Shows | None, Depends(shown_in)]


def attachment_answer(attachment: Attachment, shows: Shows | None = None) -> AttachmentAnswer:
    return {
        "attachment_id": str(attachment.id),
        "kind": attachment.kind,
        "content_type": attachment.content_type,
        "caption": attachment.caption,
        "visible_to_customer": attachment.is_visible,
        "position": attachment.position,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "width": attachment.width,
        "height": attachment.height,
        "created_at": isoformat(attachment.created_at),
        "created_by": attachment.created_by,
        "mockup": {"stage": shows.stage, "zone": shows.zone} if shows else None,
    }
