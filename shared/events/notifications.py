"""What notifications publishes. Addresses and texts stay with it."""

from uuid import UUID

from shared.events.base import EVERY_WORKSPACE, Event


class MessageQueued(Event, service="notifications", subject="delivery_id"):
    """A message is to go out."""

    delivery_id: UUID
    channel: str
    template: str
    record_id: UUID | None = None


class MessageSent(Event, service="notifications", subject="delivery_id"):
    """The provider took the message. `undecided`: a crash hid whether it had been taken once before."""

    delivery_id: UUID
    channel: str
    template: str
    record_id: UUID | None = None
    undecided: bool = False


class MessageFailed(Event, service="notifications", subject="delivery_id"):
    """The message will not arrive; `category` tells why."""

    delivery_id: UUID
    channel: str
    template: str
    record_id: UUID | None = None
    category: str


class ChannelAvailabilityChanged(Event, service="notifications", subject="channel"):
    """Messages go out by a channel (email or sms) again, or for the moment do not. All workspaces share the channels.

    What nothing has been told of is available.
    """

    workspace_id: UUID = EVERY_WORKSPACE
    channel: str
    available: bool
