"""What is refused about files, and what is wrong with those that are kept."""

from shared.errors import Conflict, Invalid, NotFound, Unavailable


class DocumentNotFound(NotFound):
    """Nothing was accepted under this id."""

    code = "document_not_found"


class InvalidMockup(Invalid):
    """No photo of a design, before or after."""

    code = "invalid_mockup"


class InvalidPlace(Invalid):
    """No place among those there are."""

    code = "invalid_place"


class TooManyAttachments(Conflict):
    """There are as many attachments as fit."""

    code = "too_many_attachments"


class FileNotFound(NotFound):
    """No such file, or none that this link shows."""

    code = "file_not_found"


class FileLost(NotFound):
    """The file was stored and is not there any more, or not as it was."""

    code = "file_lost"


class FileUnavailable(Unavailable):
    """The storage cannot be reached, and the file is there."""

    code = "file_unavailable"
