"""What is refused about the people of an office, and about how they get in."""

from shared.errors import Conflict, Gone, Invalid, NotFound


class MemberNotFound(NotFound):
    """Nobody of this workspace's office."""

    code = "member_not_found"


class InvitationNotFound(NotFound):
    """Nobody is invited by this id, or not any more."""

    code = "invitation_not_found"


class AlreadyMember(Conflict):
    """The address is that of somebody who is in the office."""

    code = "already_member"


class AlreadyInvited(Conflict):
    """The address has been invited, and has not answered."""

    code = "already_invited"


class LinksNotSetUp(Conflict):
    """There is no address that a mailed link could begin with."""

    code = "link_setup"


class LastOwner(Conflict):
    """A workspace always has somebody who owns it."""

    code = "last_owner"


class InvitationOver(Gone):
    """It was taken up before, withdrawn, or its days are over."""

    code = "invitation_over"


class PasswordLinkOver(Gone):
    """It has set a password before, or its time is up."""

    code = "password_link_over"


class PasswordNotRight(Invalid):
    """Not the password of whoever is signed in."""

    code = "password_not_right"
