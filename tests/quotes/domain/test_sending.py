import pytest

from services.quotes.domain.channel import Channel
from services.quotes.domain.errors import InvalidChoice, SendFailed
from services.quotes.domain.kinds import Contents, Kind
from services.quotes.domain.sending import contact_for, kind_to_send
from tests.quotes.domain.build import customer

PLAIN = Contents(lines=True, packages=False, plans=False)
PACKAGES = Contents(lines=False, packages=True, plans=False)
PLANS = Contents(lines=True, packages=False, plans=True)
LIGHTS = Contents(lines=True, packages=False, plans=False, design=True)
BOTH = Contents(lines=False, packages=True, plans=True)


@pytest.mark.parametrize(
    ("contents", "wanted", "kind"),
    [
        (PLAIN, None, "estimate"),
        (PLAIN, "estimate", "estimate"),
        (PACKAGES, "proposal", "proposal"),
        (PLANS, "estimate", "estimate"),
        (PLANS, None, "maintenance"),
        (BOTH, None, "proposal"),
        (BOTH, "maintenance", "maintenance"),
        (LIGHTS, None, "estimate"),
        (LIGHTS, "holiday", "holiday"),
    ],
)
def test_a_record_goes_out_as_what_it_is_wanted_to_or_else_as_what_it_is(
    contents: Contents, wanted: Kind | None, kind: Kind
) -> None:
    assert kind_to_send(contents, wanted) == kind


@pytest.mark.shows("LNK-8")
@pytest.mark.parametrize(
    ("contents", "kind", "category"),
    [
        (PLAIN, "proposal", "missing_options"),
        (PLANS, "proposal", "missing_options"),
        (PLAIN, "maintenance", "missing_maintenance_plan"),
        (PACKAGES, "maintenance", "missing_maintenance_plan"),
    ],
)
def test_a_record_does_not_go_out_as_what_it_is_not(contents: Contents, kind: Kind, category: str) -> None:
    with pytest.raises(SendFailed) as refused:
        kind_to_send(contents, kind)

    assert (refused.value.code, refused.value.extra) == ("send_failed", {"category": category})


def test_what_has_no_design_is_not_sent_as_one() -> None:
    with pytest.raises(InvalidChoice, match="record type holiday_lights"):
        kind_to_send(PLAIN, "holiday")


@pytest.mark.parametrize(("channel", "address"), [("email", "pat@example.com"), ("sms", "+12125550100")])
def test_a_channel_has_its_address(channel: Channel, address: str) -> None:
    assert contact_for(customer("pat@example.com", "+12125550100"), channel) == address


@pytest.mark.shows("LNK-8")
@pytest.mark.parametrize("channel", ["email", "sms"])
def test_a_channel_without_an_address_is_a_missing_contact(channel: Channel) -> None:
    with pytest.raises(SendFailed) as refused:
        contact_for(customer(None, None), channel)

    assert refused.value.category == "missing_contact"
