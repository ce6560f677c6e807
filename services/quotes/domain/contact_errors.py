"""What is refused of contacts, and to them."""

from shared.errors import Conflict, Forbidden, NotAuthenticated, NotFound


class ContactNotFound(NotFound):
    """No such contact of this customer."""

    code = "contact_not_found"


class TooManyContacts(Conflict):
    """A customer has as many contacts as one may have."""

    code = "too_many_contacts"


class NotTheirsAnyMore(NotAuthenticated):
    """Somebody is signed in by an address that is not on file for the customer, or not any more."""

    code = "not_theirs_any_more"


class MayNotSign(Forbidden):
    """A contact who may look at an estimate, but not answer it for the customer."""

    code = "may_not_sign"
