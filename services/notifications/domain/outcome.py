"""How a try to hand a message to its provider can end."""

from dataclasses import dataclass

MISSING_CONTACT = "missing_contact"
ADDRESS_REFUSED = "address_refused"
MESSAGE_REFUSED = "message_refused"
PROVIDER_UNAVAILABLE = "provider_unavailable"
NOT_RENDERABLE = "not_renderable"
UNDECIDED = "undecided"
SUPPRESSED = "suppressed"
REASON_GONE = "reason_gone"
STOPPED = "stopped"
BOUNCED = "bounced"
NOT_DELIVERED = "not_delivered"
COMPLAINED = "complained"
TOO_MANY_TEXTS = "too_many_texts"


@dataclass(frozen=True, slots=True)
class Taken:
    """The provider has it, and calls it by its `reference`, where it calls it something."""

    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """The provider will never take it. `address_is_bad`: nor anything else for that address."""

    category: str
    address_is_bad: bool = False


@dataclass(frozen=True, slots=True)
class Deferred:
    """The provider has not taken it this time, for certain.

    `unreachable`: it could not even be talked to. `turned_away`: it could, and would not go on with this message, which
    says something of whose message it is, and nothing of the others'.
    """

    category: str
    unreachable: bool = False
    turned_away: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """The provider may or may not have taken it: its answer never came."""


@dataclass(frozen=True, slots=True)
class NotTried:
    """It never came to asking the provider. `hopeless`: nor will it the next time."""

    category: str
    hopeless: bool = False


Outcome = Taken | Refused | Deferred | Unknown | NotTried
