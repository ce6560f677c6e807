"""Which photos show a holiday design: the property before, or after, with the lights drawn in."""

from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from services.quotes.domain.attached import Shows, Stage
from services.quotes.domain.attachment import Attachment
from services.quotes.domain.base import Base, belongs_to
from services.quotes.domain.estimate import Estimate
from services.quotes.domain.file_errors import InvalidMockup
from services.quotes.domain.kinds import HOLIDAY_LIGHTS
from services.quotes.domain.text import read_text

MAX_ZONE = 200


class Mockup(Base, kw_only=True):
    """What one photo shows of a design. A table of its own: of most attachments there is nothing to be told."""

    __tablename__ = "mockups"

    attachment_id: Mapped[UUID] = mapped_column(belongs_to("attachments.id"), primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(index=True)
    estimate_id: Mapped[UUID] = mapped_column(belongs_to("estimates.id"), index=True)
    stage: Mapped[Stage] = mapped_column(Text)
    zone: Mapped[str]
    """The zone's name as the design has it; empty for the whole."""

    @property
    def shows(self) -> Shows:
        """The same as an offer has it."""
        return Shows(self.stage, self.zone)


def read_shows(stage: Stage, zone: str) -> Shows:
    """What a photo shows; raises `InvalidText` for what cannot be the name of a zone."""
    return Shows(stage, read_text(zone, "zone", limit=MAX_ZONE, required=False))


def mockup_of(estimate: Estimate, attachment: Attachment, shows: Shows) -> Mockup:
    """What `attachment` of `estimate` shows; raises `InvalidMockup` where that cannot be."""
    if estimate.record_type != HOLIDAY_LIGHTS or attachment.job_id is not None:
        message = "Only photos of an estimate of record type holiday_lights show its design before and after."
        raise InvalidMockup(message, field="stage")
    if attachment.kind != "photo":
        raise InvalidMockup("Only a photo can show the property before or after; this is a file.", field="stage")
    return Mockup(
        attachment_id=attachment.id,
        workspace_id=attachment.workspace_id,
        estimate_id=attachment.estimate_id,
        stage=shows.stage,
        zone=shows.zone,
    )
