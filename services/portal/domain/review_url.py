"""Links that open the form for a Google review: which there are, and what is wrong with what only looks like one."""

import re
from urllib.parse import SplitResult, parse_qs, urlsplit

from services.portal.domain.errors import InvalidReviewUrl
from services.portal.domain.text import read_text

MAX_URL = 500
ACCEPTED = (
    "https://g.page/r/…/review",
    "https://search.google.com/local/writereview?placeid=…",
    "https://www.google.com/search?q=…#lrd=…,3",
)
"""The forms in which Google gives out direct review links, as the office is told of them."""
_GOOGLE = re.compile(r"(www\.|maps\.|search\.|business\.)?google\.(com|[a-z]{2}|com?\.[a-z]{2})")
_SHORT = {"g.page", "goo.gl", "maps.app.goo.gl", "share.google", "g.co"}
_SHORT_REVIEW = re.compile(r"/(r/)?[\w.%-]+/review/?")
_PLACE = re.compile(r"[\w-]{10,}")
_DIALOG = re.compile(r"(^|&|,)lrd=0x[0-9a-f]+:0x[0-9a-f]+,3(,|&|$)", re.IGNORECASE)
_WAY_OUT = "In your Google Business Profile choose “Ask for reviews” and copy the link it gives you."


def read_review_url(url: str) -> str:
    """`url` itself; raises `InvalidReviewUrl` unless it opens Google's form for a review at once."""
    text = read_text(url, "google_review_url", limit=MAX_URL)
    try:
        parts = urlsplit(text)
        host, plain = (parts.hostname or "").lower(), parts.port is None and not parts.username
    except ValueError:
        raise _refused("malformed", "google_review_url is not a whole address.") from None
    if parts.scheme != "https" or not plain or " " in text:
        raise _refused("malformed", "google_review_url must be a whole address that begins with https://.")
    if not (_GOOGLE.fullmatch(host) or host in _SHORT):
        raise _refused("not_google", f"google_review_url must lead to Google, and {host or 'this'} is not Google's.")
    if not _is_direct(host, parts):
        raise _refused(
            "listing", "google_review_url opens your listing, where a customer has yet to look for the form."
        )
    return text


def _is_direct(host: str, parts: SplitResult) -> bool:
    if host == "g.page":
        return bool(_SHORT_REVIEW.fullmatch(parts.path))
    if host == "search.google.com" and parts.path == "/local/writereview":
        return any(_PLACE.fullmatch(place) for place in parse_qs(parts.query).get("placeid", []))
    is_search = bool(_GOOGLE.fullmatch(host)) and parts.path == "/search"
    return is_search and bool(_DIALOG.search(parts.fragment) or _DIALOG.search(parts.query))


def _refused(reason: str, sentence: str) -> InvalidReviewUrl:
    forms = ", ".join(ACCEPTED)
    message = f"{sentence} {_WAY_OUT} These forms are accepted: {forms}."
    return InvalidReviewUrl(message, field="google_review_url", reason=reason, accepted=list(ACCEPTED))
