"""What the office's page about the contacts of a customer is given."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.portal.pages.office_views import Frame
from services.portal.pages.views import FieldError, Shell


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactForm:
    """A contact on file, or what was typed for one; `key` tells its inputs from those of the others on the page.

    A POST to `action` of name, email, phone and the rights that are ticked saves it, one to `remove_action` removes it;
    without them there is only looking.
    """

    key: str
    name: str = ""
    email: str = ""
    phone: str = ""
    may_sign: bool = False
    may_pay: bool = False
    gets_copies: bool = False
    action: str | None = None
    remove_action: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsPage:
    """`office/contacts.html`: who else speaks for a customer; `new` is the form for another one. `errors` are by inputs."""

    shell: Shell
    frame: Frame
    customer_name: str
    back_url: str
    contacts: Sequence[ContactForm]
    new: ContactForm | None = None
    errors: Sequence[FieldError] = ()
