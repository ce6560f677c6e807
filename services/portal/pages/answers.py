"""Pages as HTTP answers: rendered, under the content security policy that they need and no wider one."""

import secrets
from collections.abc import Sequence
from dataclasses import replace

from fastapi import Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.requests import Request

from services.portal.pages.counted import view_to_tell
from services.portal.pages.languages import language_for, languages_of
from services.portal.pages.profiles import Profile, Profiles
from services.portal.pages.rendering import Page, render
from services.portal.pages.views import Shell
from shared.errors import PorchlightError
from shared.words import language_of, spoken
from shared.words import reader as spoken_by_reader

DEFAULT_LOCALE = "en_US"
# What the language of a page, and whether somebody is known, hangs on.
_VARIES = "Accept-Language, Cookie"
_POLICY = (
    "default-src 'self'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action {targets}"
)


def profiles(request: Request) -> Profiles:
    """The workspaces that pages are dressed for."""
    known: Profiles = request.app.state.profiles
    return known


def dress(request: Request, profile: Profile, reader: str | None = None) -> Profile:
    """Has the pages that answer `request`, also those that tell of errors, wear the workspace's brand.

    The profile comes back in the language that the page speaks; `reader` is the customer's, if it is for one. The
    console speaks the business's own unless somebody in the office has chosen another.
    """
    if reader is None and request.url.path.startswith("/office"):
        reader = ""
    language = language_for(request, profile.locale, reader)
    spoken_by_reader.set(language)
    worn = replace(profile, locale=spoken(language, profile.locale))
    request.state.profile = worn
    return worn


def profile_worn(request: Request) -> Profile | None:
    """The workspace that `request` has been dressed for, if it has been."""
    profile: Profile | None = getattr(request.state, "profile", None)
    return profile


def shell(request: Request) -> Shell:
    """What surrounds a page; neutral until the request has been dressed."""
    profile = profile_worn(request)
    nonce = secrets.token_urlsafe(16)
    if profile is None:
        language = language_for(request, DEFAULT_LOCALE, None)
        locale = spoken(language, DEFAULT_LOCALE)
        return Shell(csp_nonce=nonce, locale=locale, languages=languages_of(request, language))
    return Shell(
        csp_nonce=nonce,
        locale=profile.locale,
        time_zone=profile.time_zone,
        business=profile.business,
        languages=languages_of(request, language_of(profile.locale)),
        view=view_to_tell(request, profile.slug, profile.business.home_url),
    )


def page(template: str, content: Page, *, status: int = 200, form_targets: Sequence[str] = ()) -> HTMLResponse:
    """The page as an answer; its forms may lead to `form_targets` beside this site."""
    targets = " ".join(("'self'", *form_targets))
    policy = _POLICY.format(nonce=content.shell.csp_nonce, targets=targets)
    headers = {"Content-Security-Policy": policy, "Content-Language": content.shell.language, "Vary": _VARIES}
    return HTMLResponse(render(template, content), status, headers)


def later(answer: Response, refused: PorchlightError) -> Response:
    """The answer, which tells programs when to try again, too, where that is known."""
    if "retry_after" in refused.extra:
        answer.headers["Retry-After"] = str(refused.extra["retry_after"])
    return answer


def see(url: str) -> RedirectResponse:
    """Has the browser get another page: after a form, so that reloading repeats nothing."""
    return RedirectResponse(url, 303)
