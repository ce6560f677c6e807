"""Everything the referrals service refuses, by name."""

from shared.errors import Conflict, Gone, Invalid, NotFound


class WorkspaceNotKnown(NotFound):
    """The workspace has not reached this service yet."""

    code = "workspace_not_found"


class CustomerNotFound(NotFound):
    """No such customer in this workspace, or not yet."""

    code = "customer_not_found"


class LinkSetupMissing(Conflict):
    """There is no site that a share link could lead to."""

    code = "link_setup"


class InvalidCursor(Invalid):
    """Not a cursor that this service has given out."""

    code = "invalid_cursor"


class InvalidText(Invalid):
    """Empty, too long, or with characters that cannot be stored."""

    code = "invalid_text"


class ReviewNotFound(NotFound):
    """No such review in this workspace."""

    code = "review_not_found"


class JobNotFound(NotFound):
    """No such completed job in this workspace, or not yet."""

    code = "job_not_found"


class ReviewsOff(NotFound):
    """The business takes no reviews in its portal."""

    code = "reviews_off"


class ReviewNotEditable(Conflict):
    """There is a review already, and its week is over."""

    code = "review_not_editable"


class NobodyToAnswer(Conflict):
    """Whoever left the review left no address."""

    code = "missing_contact"


class LinkRevoked(Gone):
    """The link was good and the office has revoked it; a fresh one can be had by email."""

    code = "link_revoked"


class LinkOfAnotherBusiness(Invalid):
    """The link is good, and belongs to another portal."""

    code = "link_of_another_business"


class CodeNotFound(NotFound):
    """Nobody has this code."""

    code = "code_not_found"


class ReferralsOff(NotFound):
    """The business gives out no links to share."""

    code = "referrals_off"


class InvalidProgramme(Invalid):
    """A programme that gives nothing, or not that much of anything."""

    code = "invalid_programme"


class ProgrammeNotFound(NotFound):
    """No such programme in this workspace."""

    code = "programme_not_found"


class RewardNotFound(NotFound):
    """No such reward in this workspace."""

    code = "reward_not_found"


class RewardNotInState(Conflict):
    """The reward is not where it would have to be for that."""

    code = "reward_not_in_state"
