"""Verify the evidence of an estimate: its history, and all that the history tells the hash of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from services.quotes.adapters.files import bytes_of
from services.quotes.domain.agreement import Kept, disagreements
from services.quotes.domain.chain import Ending, Line, Problem, is_erased, problems_of
from services.quotes.domain.file_errors import FileLost, FileUnavailable
from services.quotes.domain.kept_file import FileForm, KeptFile
from services.quotes.queries.chains import raw_lines
from services.quotes.queries.evidence import ending_of, kept_of
from shared.database.session import Session
from shared.storage import Storage

_PLACES: dict[FileForm, str] = {"signature": "signature", "sealed": "sealed document"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What became of looking: how many lines there are, in how many of them a person was erased, and what is wrong.

    `stored` are the files that are not in the database any more, `unread` those of them that were out of reach.
    """

    number: str
    lines: int
    erased: int
    problems: tuple[Problem, ...]
    stored: tuple[KeptFile, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def is_intact(self) -> bool:
        """Whether everything is as it was written."""
        return not self.problems

    def with_files(self, storage: Storage | None) -> "Verified":
        """The same with the stored files read again, to the byte. Called without a session."""
        problems, unread = list(self.problems), []
        for file in self.stored:
            try:
                bytes_of(storage, file)
            except FileLost:
                problems.append(Problem(_PLACES[file.form], "its file in the storage was changed, or is gone"))
            except FileUnavailable:
                unread.append(_PLACES[file.form])
        return replace(self, problems=tuple(problems), unread=tuple(unread))


def verify_evidence(session: Session, *, workspace_id: UUID, estimate_id: UUID) -> Verified:
    """Looks at every line and every hash in the database; raises `EstimateNotFound`."""
    number, ending = ending_of(session, workspace_id, estimate_id)
    lines = raw_lines(session, workspace_id, estimate_id)
    found = Verified(
        number=number,
        lines=len(lines),
        erased=sum(is_erased(line) for line in lines),
        problems=tuple(problems_of(lines, ending)),
    )
    # What a broken history tells is no measure for anything else.
    return found if found.problems else _with_the_rest(session, found, ending, lines)


def _with_the_rest(session: Session, found: Verified, ending: Ending, lines: Sequence[Line]) -> Verified:
    try:
        kept = kept_of(session, ending.workspace_id, ending.estimate_id)
        return replace(found, problems=tuple(disagreements(kept, lines)), stored=tuple(_stored(kept)))
    except (ValueError, TypeError, LookupError, DBAPIError) as error:
        problem = Problem("record", f"something of it cannot be read any more ({type(error).__name__})")
        return replace(found, problems=(problem,))


def _stored(kept: Kept) -> Iterator[KeptFile]:
    return (file for file in kept.files if file.content is None)
