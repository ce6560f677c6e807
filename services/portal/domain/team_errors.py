"""What is refused about the people of an office, and about how they get in."""

from shared.errors import Conflict, Gone, Invalid, NotAuthenticated, NotFound, TooMany


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


class SecondFactorNeeded(NotAuthenticated):
    """The password is right, and the code of the authenticator app is missing."""

    code = "second_factor_needed"


class SecondFactorNotValid(NotAuthenticated):
    """Not the code that the app shows now, or one that was used before."""

    code = "second_factor_not_valid"


class SecondFactorLocked(TooMany):
    """Too many wrong codes; this person's second step waits for a while."""

    code = "second_factor_locked"


class SecondFactorOn(Conflict):
    """It is set up already."""

    code = "second_factor_on"


class SecondFactorOff(Conflict):
    """It is not set up, or has not been begun."""

    code = "second_factor_off"
