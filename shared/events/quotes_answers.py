"""What quotes publishes in answer to somebody who wants in."""

from uuid import UUID

from shared.events.base import Event


class SignInAnswered(Event, service="quotes", subject="sign_in_id"):
    """Whoever wants to sign in is known by what they entered: a link and a code are to go to that address, as on file.

    It goes by email, or where they entered a phone number as a text. Nothing is published of an address nobody knows.
    """

    sign_in_id: UUID
    name: str = ""
    email: str | None = None
    phone: str | None = None
