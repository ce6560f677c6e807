"""What the pages of reviews are given, customers' and the office's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from services.portal.pages.charts import LineChart
from services.portal.pages.office_views import Frame
from services.portal.pages.views import FieldError, Link, Shell
from shared.words import say

STARS: Mapping[int, str] = MappingProxyType(
    {1: say("Poor"), 2: say("Fair"), 3: say("Good"), 4: say("Very good"), 5: say("Excellent")}
)
"""What each number of stars is called, so that nobody has to guess which end is which."""

Thanks = Literal["plain", "invited", "private", "private_invited"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """`customer/review.html`: a POST to `action` of nonce, rating and text; without a `job` of name, email and submission, too.

    `job` is what is reviewed, by the link that its customer was sent. `rating` is chosen beforehand, and recorded by nobody.
    `changes` tells somebody who has left a review that they change it.
    """

    shell: Shell
    nonce: str
    action: str
    job: str | None = None
    customer_name: str = ""
    submission: str = ""
    rating: int = 0
    text: str = ""
    name: str = ""
    email: str = ""
    changes: bool = False
    errors: Sequence[FieldError] = ()
    back_url: str | None = None

    @property
    def stars(self) -> Mapping[int, str]:
        """What can be chosen, fewest first."""
        return STARS


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewThanksPage:
    """`customer/review_thanks.html`: what happens now. `invitation` is Google's form, with the `text` to take along."""

    shell: Shell
    kind: Thanks
    rating: int
    text: str = ""
    invitation: str | None = None
    editable_until: datetime | str | None = None
    change_url: str | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """One review at the office's desk. `answer_action` takes a POST of text, `close_action` an empty one."""

    id: str
    author: str
    rating: int
    text: str
    verified: bool
    at: datetime | str
    case: str | None = None
    answer: str | None = None
    answered_by: str | None = None
    answered_at: datetime | str | None = None
    answer_action: str | None = None
    close_action: str | None = None
    unanswerable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFigures:
    """All reviews in figures; `bars` has how many of them have so many stars, and which share of all that is."""

    count: int
    average: float | None
    bars: Sequence[tuple[int, int, int]]
    chart: LineChart
    open_cases: int
    decline: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewsPage:
    """`office/reviews.html`. Without `google` the page says how to invite customers there."""

    shell: Shell
    frame: Frame
    figures: ReviewFigures
    rows: Sequence[ReviewRow]
    filters: Sequence[tuple[Link, bool]]
    google: bool
    problem: str | None = None
    older_url: str | None = None
    newest_url: str | None = None
