"""The metadata of the notifications service with every table in it, whatever else has been imported."""

from services.notifications.domain import (
    channel_health,
    copies,
    delivery,
    follow_up,
    inbox,
    member,
    message_settings,
    opt_out,
    preferences,
    reader,
    suppression,
    watched_estimate,
    wording,
    workspace,
)
from services.notifications.domain.base import Base

MAPPED = (
    channel_health.ChannelHealth,
    channel_health.WorkspaceChannel,
    copies.CopyAddress,
    delivery.Delivery,
    follow_up.FollowUp,
    follow_up.OpenInvoice,
    inbox.InboxItem,
    inbox.ReadMark,
    member.Member,
    message_settings.MessageSettings,
    opt_out.OptOut,
    preferences.HeldNotice,
    preferences.Preference,
    preferences.ReaderHours,
    reader.Reader,
    suppression.Suppression,
    watched_estimate.Reminder,
    watched_estimate.WatchedEstimate,
    wording.Wording,
    workspace.Workspace,
)

metadata = Base.metadata
