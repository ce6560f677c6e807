"""What quotes knows of the channels that messages go out by: a projection of what notifications tells."""

from typing import Literal

from sqlalchemy.orm import Mapped, mapped_column

from services.quotes.domain.base import Base

Channel = Literal["email", "sms"]


class ChannelState(Base, kw_only=True):
    """Whether messages go out by a channel. Of no workspace: they all share the channels."""

    __tablename__ = "channels"

    channel: Mapped[str] = mapped_column(primary_key=True)
    available: Mapped[bool]


def available_untold(channel: Channel) -> bool:
    """What holds until notifications has told of the channel: text messages have to be set up first."""
    return channel == "email"
