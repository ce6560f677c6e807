"""What notifications tells of its channels."""

import pytest

from services.portal.manifest import service
from services.portal.queries.channels import is_available
from shared.events.notifications import ChannelAvailabilityChanged
from shared.service import Context
from tests.conftest import OpenService
from tests.support.services import deliver

pytestmark = pytest.mark.shows("LKP-2")


def available(context: Context, channel: str) -> bool:
    with context.database.read() as session:
        return is_available(session, channel)


def test_a_channel_is_as_it_was_last_told_and_available_before(open_service: OpenService) -> None:
    context = open_service(service)

    seen = [available(context, "email")]
    for sequence, told in enumerate((False, True, False), start=1):
        deliver(context, ChannelAvailabilityChanged(channel="email", available=told), sequence=sequence)
        seen.append(available(context, "email"))

    assert seen == [True, False, True, False]


def test_one_channel_says_nothing_of_another(open_service: OpenService) -> None:
    context = open_service(service)

    deliver(context, ChannelAvailabilityChanged(channel="sms", available=False))

    assert available(context, "email")
