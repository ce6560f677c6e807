"""What pages are given of a job's appointment."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Days that the customer would rather have, and what else was said to it."""

    days: Sequence[str]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAppointment:
    """`customer/_appointment.html`: when the job is done; {base}/appointment.ics is the calendar file.

    `wish` waits for an answer; `explanation` is why the last one was not granted. Where `can_ask`, {base}/appointment
    takes a form with day_1 to day_3, none of them before `earliest`, and day_note.
    """

    starts_at: str
    ends_at: str
    called_off: bool
    can_ask: bool
    earliest: str
    wish: Wish | None = None
    explanation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeAppointment:
    """`office/_job.html`: when the job is done, and what the office can do about it.

    `action` takes a form with date, start and end, filled in as given here; {action}/keep one with text, as the answer to
    the `wish` that waits for one, and {action}/cancel one with reason. Without it all of this can only be seen.
    """

    starts_at: str | None = None
    ends_at: str | None = None
    called_off: bool = False
    wish: Wish | None = None
    action: str | None = None
    date: str = ""
    start: str = "09:00"
    end: str = "11:00"

    @property
    def is_on(self) -> bool:
        """Whether there is a time that the customer counts on."""
        return self.starts_at is not None and not self.called_off
