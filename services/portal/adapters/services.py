"""The services behind the gateway."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from starlette.types import ASGIApp

from services.portal.adapters.service_client import ServiceClient
from services.portal.settings import Settings
from shared.service import Context
from shared.words import say

_LOSSES = {
    "quotes": say(
        "Estimates and proposals cannot be opened or answered for the moment. Nothing is lost, and signing again "
        "counts once: please try again in a minute."
    ),
    "billing": say(
        "Invoices and payments are out of reach for the moment. What you have accepted or paid is safe: please "
        "try again in a minute."
    ),
    "notifications": say(
        "Notifications cannot be shown for the moment. They are kept, and appear here once they are back."
    ),
    "referrals": say("Referrals are out of reach for the moment. Please try again in a minute."),
}


@dataclass(frozen=True)
class Services:
    """One client per service."""

    quotes: ServiceClient
    billing: ServiceClient
    notifications: ServiceClient
    referrals: ServiceClient

    def __iter__(self) -> Iterator[ServiceClient]:
        return (getattr(self, field.name) for field in fields(self))

    def named(self, name: str) -> ServiceClient:
        """The client of the service called `name`."""
        client: ServiceClient = getattr(self, name)
        return client

    async def close(self) -> None:
        """Lets all connections go."""
        for client in self:
            await client.close()


def build_adapters(settings: Settings) -> Services:
    """The clients of all services. Opens no connection yet."""
    secret = settings.service_token_secret.get_secret_value()
    urls = settings.service_urls
    return Services(
        **{name: ServiceClient(name, url=urls[name], secret=secret, loss=loss) for name, loss in _LOSSES.items()}
    )


def join(context: Context, apps: Mapping[str, ASGIApp]) -> None:
    """Has the calls to each service in `apps` stay in this process."""
    for client in context.adapters:
        if client.name in apps:
            client.join(apps[client.name])
