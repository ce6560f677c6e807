"""Where signing in to the office leads: to the page of the console that was asked for, and nowhere else."""

import re

_START = "/office"
_DOORS = ("/office/login", "/office/logout", "/office/sign-up", "/office/forgotten", "/office/join", "/office/reset")
# A path of the console and nothing else: no other host, and no backslash that a browser might take for a slash.
_NEXT = re.compile(r"/office(/[A-Za-z0-9_-][A-Za-z0-9._~-]*)*")


def wanted(target: str) -> str:
    """`target` if it is a page of the console that one signs in for, else the first of them."""
    return target if _NEXT.fullmatch(target) and not target.startswith(_DOORS) else _START
