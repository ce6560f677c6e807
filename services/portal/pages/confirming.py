"""Asking whether a form was meant, where no script tells of a person: what the question's page carries, and what proves it.

Mail scanners fill in forms and send them, then do the same with the page that answers. So the question is good for this
form alone and not at once, the press has to be on its button, and a field that nobody sees has to be left empty. None of
this asks anything of people; a program that reads pages as people do and takes its time passes for one.
"""

import hashlib
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request

from services.portal.domain.nonce import confirmation_nonce, is_confirmation_nonce
from services.portal.domain.robots import is_browser
from services.portal.pages.browser import visitor
from services.portal.pages.opened import Door, is_meant, settings
from shared.clock import utc_now

PRESSED = "pressed"
"""The name of the button itself: browsers send it when it was pressed, programs that send the form's fields do not."""
TRAP = "subject"
"""The name of the field that nobody sees."""
_OWN = frozenset({"nonce", PRESSED, TRAP})


def is_person(request: Request, door: Door, form: FormData) -> bool:
    """Whether a form takes effect: sent from a page that a person has touched, or confirmed by one."""
    if form.get(TRAP):
        return False
    nonce = str(form.get("nonce", ""))
    return is_meant(request, door, nonce) or (
        form.get(PRESSED) == "yes"
        and is_browser(visitor(request).user_agent)
        and is_confirmation_nonce(_secret(request), door.token, _question(request, form), nonce, utc_now())
    )


def question_fields(request: Request, door: Door, form: FormData) -> list[tuple[str, str]]:
    """What the page that asks carries on as hidden fields: the form as it came, and the question's nonce."""
    nonce = confirmation_nonce(_secret(request), door.token, _question(request, form), utc_now())
    return [*_carried(form), ("nonce", nonce)]


def was_asked(form: FormData) -> bool:
    """Whether the form comes from the page that asks, so that the same question is to say why it comes again."""
    return PRESSED in form


def _carried(form: FormData) -> list[tuple[str, str]]:
    return [(name, value) for name, value in form.multi_items() if isinstance(value, str) and name not in _OWN]


def _question(request: Request, form: FormData) -> str:
    """What is asked, in short: which form, and all that is in it. Line breaks are as each browser writes them."""
    fields = [(name, value.replace("\r\n", "\n").replace("\r", "\n")) for name, value in _carried(form)]
    asked = f"{request.url.path}?{urlencode(fields, errors='surrogatepass')}"
    return hashlib.sha256(asked.encode()).hexdigest()


def _secret(request: Request) -> str:
    return settings(request).service_token_secret.get_secret_value()
