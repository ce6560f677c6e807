"""What the portal publishes."""

from datetime import datetime
from uuid import UUID

from shared.events.base import Event


class WorkspaceSnapshot(Event):
    """All that others keep of a workspace; never published itself.

    Those from `proposals` to `referrals` tell which features of its portal are on.
    """

    slug: str
    company_name: str
    time_zone: str
    currency: str
    locale: str
    public_site_url: str | None = None
    contact_email: str | None = None
    contact_phone: str | None = None
    accent_color: str | None = None
    logo_url: str | None = None
    logo_png: str | None = None
    link_days: int = 60
    privacy: str = "standard"
    google_review_url: str | None = None
    invite_everyone: bool = False
    holiday_lights_enabled: bool = False
    proposals: bool = True
    estimate_requests: bool = False
    invoice_payments: bool = False
    reviews: bool = True
    referrals: bool = True
    business_hours: str = "mon,tue,wed,thu,fri 08:00-18:00"


class WorkspaceCreated(WorkspaceSnapshot, service="portal", subject="workspace_id"):
    """A business has its portal. Its owner is the first member of its office."""

    owner_id: UUID
    owner_email: str


class WorkspaceChanged(WorkspaceSnapshot, service="portal", subject="workspace_id"):
    """The account or the default brand of a workspace has changed; carries all of it as it is now."""


class EstimateRequested(Event, service="portal", subject="request_id"):
    """Somebody asks for an estimate, by the portal; there is an email address, or a phone number in E.164, or both.

    With a `referral_code` they came by the link of somebody who has recommended the business. `photos` is how many they
    have sent along; the portal keeps those.
    """

    request_id: UUID
    name: str
    email: str | None = None
    phone: str | None = None
    address: str = ""
    services: tuple[str, ...] = ()
    notes: str = ""
    referral_code: str | None = None
    photos: int = 0
    requested_at: datetime


class PageViewed(Event, service="portal", subject="view_id"):
    """A person, not a robot and not the office, has looked at one of a portal's pages; `channel` tells how they had come."""

    view_id: UUID
    page: str
    channel: str = "direct"
    viewed_at: datetime


class ProposalLookupRequested(Event, service="portal", subject="lookup_id"):
    """Somebody has entered an email address, or a phone number in E.164, to be sent the links of what is open for it.

    Nothing tells whose it is: what is found goes to the addresses on file, never to the one entered. With a
    `record_type`, as on the seasonal page, only records of that type are meant.
    """

    lookup_id: UUID
    email: str | None = None
    phone: str | None = None
    record_type: str | None = None


class ReferralLookupRequested(Event, service="portal", subject="lookup_id"):
    """Somebody has entered an email address to be sent their link to share. It goes to the address on file, if it is one."""

    lookup_id: UUID
    email: str


SIGN_IN_TICKETS = "porchlight:sign-in:v1"
"""The use of the tickets by which customers sign in: a link and a code for each `SignInRequested`."""
ADDRESS_MARKS = "porchlight:address:v1"
"""The use of what is kept of an address that somebody signed in by."""
ANY_WORKSPACE = UUID(int=0)


class SignInRequested(Event, service="portal", subject="sign_in_id"):
    """Somebody has entered an email address, or a phone number in E.164, to sign in as the customer it is on file for.

    The link and the code are made of `sign_in_id` by whoever sends them; no event holds them. Where it began at no
    workspace's portal, `workspace_id` is `ANY_WORKSPACE`, and each that knows the address is meant.
    """

    sign_in_id: UUID
    email: str | None = None
    phone: str | None = None
    expires_at: datetime


INVITATION_TICKETS = "porchlight:staff-invitation:v1"
PASSWORD_TICKETS = "porchlight:staff-password:v1"  # noqa: S105 - the name of a use
"""The uses of the tickets by which people of an office set a password: their first one, or a new one for one forgotten."""


class MemberInvited(Event, service="portal", subject="invitation_id"):
    """An owner asks somebody to join the office, for the first time or again.

    The link is made of `invitation_id` by whoever sends it; no event holds it.
    """

    invitation_id: UUID
    email: str
    name: str
    role: str
    invited_by: str
    expires_at: datetime


class _OfMember(Event):
    """Somebody of an office, as they are now; never published itself."""

    staff_id: UUID
    email: str
    name: str


class MemberJoined(_OfMember, service="portal", subject="staff_id"):
    """Somebody has taken up their invitation, and signs in to the office."""

    role: str


class MemberChanged(_OfMember, service="portal", subject="staff_id"):
    """Somebody of the office has another name or role."""

    role: str


class MemberRemoved(Event, service="portal", subject="staff_id"):
    """Somebody has left the office, and signs in no more."""

    staff_id: UUID


class MemberSecured(_OfMember, service="portal", subject="staff_id"):
    """What somebody signs in with has changed; `change` is password, second_factor_on or second_factor_off."""

    change: str


class PasswordResetRequested(_OfMember, service="portal", subject="reset_id"):
    """Somebody of the office has forgotten their password.

    The link is made of `reset_id` by whoever sends it; no event holds it.
    """

    reset_id: UUID
    expires_at: datetime
