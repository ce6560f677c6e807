"""The pages of reviews, by a name that says their state."""

from dataclasses import replace

from services.portal.pages import review_views
from services.portal.pages.charts import Value, line_chart
from services.portal.pages.rendering import Page
from services.portal.pages.views import FieldError, Link
from tests.portal.pages.sample_office import FRAME
from tests.portal.pages.sample_quotes import SHELL, UNBRANDED

NAMES = ("Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov")
MEANS = (None, 4.5, 4.8, 4.9, None, 4.4, 4.6, 4.7, 4.9, 4.6, 4.1, 3.8)
CHART = line_chart(
    "Average stars per month",
    [Value(name, mean, f"{name}: {mean} stars") for name, mean in zip(NAMES, MEANS, strict=True)],
    low=1,
    high=5,
    steps=(1, 2, 3, 4, 5),
)
TAB = review_views.ReviewPage(
    shell=SHELL,
    nonce="view-nonce",
    action="/portal/evergreen/review",
    submission="0123456789abcdef",
    back_url="/portal/evergreen",
)
JOB = review_views.ReviewPage(
    shell=SHELL,
    nonce="view-nonce",
    action="/l/signed/review",
    job="Whole-house exterior wash",
    customer_name="Dana",
    rating=4,
)
THANKS = review_views.ReviewThanksPage(
    shell=SHELL,
    kind="invited",
    rating=5,
    text="They even moved the flower pots back.",
    invitation="/google",
    editable_until="2026-11-30T20:05:00Z",
    change_url="/l/signed",
)
ROWS = (
    review_views.ReviewRow(
        id="r2",
        author="Sam Okafor",
        rating=2,
        text="The crew came two hours late.\n\nThe work itself was fine.",
        verified=True,
        at="2026-11-22T16:00:00Z",
        case="open",
        answer_action="/office/reviews/r2/answer",
        close_action="/office/reviews/r2/close",
    ),
    review_views.ReviewRow(
        id="r1",
        author="Dana Whitfield",
        rating=5,
        text="",
        verified=False,
        at="2026-11-20T16:00:00Z",
        unanswerable=True,
    ),
    review_views.ReviewRow(
        id="r0",
        author="Grace Chen",
        rating=3,
        text="Good, but dear.",
        verified=True,
        at="2026-11-18T16:00:00Z",
        case="closed",
        answer="Thank you, Grace. We have looked at the bill once more.",
        answered_by="Miguel Ortega",
        answered_at="2026-11-19T16:00:00Z",
    ),
)
FIGURES = review_views.ReviewFigures(
    count=48,
    average=4.62,
    bars=((5, 36, 75), (4, 7, 15), (3, 3, 6), (2, 1, 2), (1, 1, 2)),
    chart=CHART,
    open_cases=1,
    decline=(4.75, 4.1),
)
FILTERS = (
    (Link(name="All", url="/office/reviews"), True),
    (Link(name="Open cases", url="/office/reviews?show=open"), False),
)
OFFICE = review_views.ReviewsPage(
    shell=SHELL, frame=FRAME, figures=FIGURES, rows=ROWS, filters=FILTERS, google=False, older_url="?cursor=x"
)
EMPTY = replace(
    FIGURES,
    count=0,
    average=None,
    bars=(),
    open_cases=0,
    decline=None,
    chart=line_chart("T", [], low=1, high=5, steps=(1, 5)),
)
REVIEW_PAGES: dict[str, tuple[str, Page]] = {
    "review": ("customer/review.html", TAB),
    "review-with-errors": (
        "customer/review.html",
        replace(TAB, name="Kim", errors=(FieldError(field="rating", message="Choose from one to five stars."),)),
    ),
    "review-of-a-job": ("customer/review.html", JOB),
    "review-changed": ("customer/review.html", replace(JOB, changes=True, text="Fine.")),
    "review-thanks-invited": ("customer/review_thanks.html", THANKS),
    "review-thanks": ("customer/review_thanks.html", replace(THANKS, kind="plain", invitation=None)),
    "review-thanks-private": (
        "customer/review_thanks.html",
        replace(THANKS, shell=UNBRANDED, kind="private", rating=2, invitation=None),
    ),
    "review-thanks-private-invited": ("customer/review_thanks.html", replace(THANKS, kind="private_invited", rating=1)),
    "review-closed": ("customer/review_thanks.html", replace(THANKS, kind="plain", closed=True, invitation=None)),
}
OFFICE_REVIEW_PAGES: dict[str, tuple[str, Page]] = {
    "office-reviews": ("office/reviews.html", OFFICE),
    "office-reviews-empty": (
        "office/reviews.html",
        replace(OFFICE, figures=EMPTY, rows=(), google=True, older_url=None, problem="Nobody to answer."),
    ),
}
