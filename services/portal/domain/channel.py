"""What the portal knows of the channels that messages go out by: a projection of what notifications tells."""

from sqlalchemy.orm import Mapped, mapped_column

from services.portal.domain.base import Base


class Channel(Base, kw_only=True):
    """Email or text messages. Of no workspace: they all share the channels."""

    __tablename__ = "channels"

    channel: Mapped[str] = mapped_column(primary_key=True)
    available: Mapped[bool]
