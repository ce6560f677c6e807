"""What the pages are given on which estimates are requested."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from services.portal.domain.request_photo import MOST_PHOTOS
from services.portal.pages.views import FieldError, Shell
from shared.upload_checks import MAX_MEGABYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPhoto:
    """A photo that has come with the form already; its id as `leave_out` takes it back."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage:
    """`customer/request.html`: a POST to `action` of nonce, submission, name, email, phone, address, services and notes.

    It may bring `photos`, files of which `kept` tells those that are here already. `offered` is what can be ticked,
    `chosen` what is. `recommended` tells somebody who came by a shared link that it goes along; a POST to `visit_url` with
    `visit_nonce` in a header counts the visit, once a person has shown up.
    """

    shell: Shell
    nonce: str
    action: str
    submission: str
    offered: Sequence[str]
    chosen: Collection[str] = ()
    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    notes: str = ""
    kept: Sequence[KeptPhoto] = ()
    most_photos: int = MOST_PHOTOS
    most_megabytes: int = MAX_MEGABYTES
    errors: Sequence[FieldError] = ()
    problem: str = ""
    recommended: bool = False
    visit_url: str | None = None
    visit_nonce: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedPage:
    """`customer/requested.html`: the request is in, and what happens now. `reach` is how the business will answer."""

    shell: Shell
    name: str
    reach: str
