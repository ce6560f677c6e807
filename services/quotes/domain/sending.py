"""What must be in order before an estimate goes out."""

from services.quotes.domain.channel import Channel
from services.quotes.domain.customer import Customer
from services.quotes.domain.errors import InvalidChoice, SendFailed
from services.quotes.domain.kinds import Contents, Kind


def kind_to_send(contents: Contents, wanted: Kind | None) -> Kind:
    """As what a record goes out; raises `SendFailed` when it lacks what it is to be sent as.

    `InvalidChoice` where it is no record of that kind at all.
    """
    if wanted == "proposal" and not contents.packages:
        message = "A proposal needs options to choose from. Add one, or send it as an estimate."
        raise SendFailed(message, category="missing_options", field="kind")
    if wanted == "maintenance" and not contents.plans:
        message = "A maintenance offer needs a maintenance plan. Add one, or send it as an estimate."
        raise SendFailed(message, category="missing_maintenance_plan", field="kind")
    if wanted == "holiday" and not contents.design:
        raise InvalidChoice("Only an estimate of record type holiday_lights is sent as its design.", field="kind")
    return contents.opened_as(wanted)


def contact_for(customer: Customer, channel: Channel) -> str:
    """The address the channel reaches the customer at; raises `SendFailed` when there is none."""
    address = customer.email if channel == "email" else customer.phone
    if not address:
        thing = "email address" if channel == "email" else "phone number"
        message = f"There is no {thing} on file for {customer.name}. Add one to the customer, then send it again."
        raise SendFailed(message, category="missing_contact", field="channel")
    return address


def check_channel(channel: Channel, *, available: bool) -> None:
    """Raises `SendFailed` unless messages go out by it."""
    if available:
        return
    if channel == "sms":
        raise SendFailed("Text messages are not set up. Send it by email.", category="sms_unavailable", field="channel")
    message = "Email does not go out for the moment. Nothing was sent: try again in a few minutes."
    raise SendFailed(message, category="email_unavailable", field="channel")
