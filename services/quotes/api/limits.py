"""How often customers' links may be answered with notes: each of them makes mail for the office."""

from fastapi import Request

from services.quotes.api.callers import database_of, links_of
from shared.web.caller import CallerDep
from shared.web.rate_limit import check_rate

ANSWERS_PER_LINK = 20
ANSWERS_PER_IP = 100
_HOUR = 3600


def limit_answers(request: Request, caller: CallerDep, token: str) -> None:
    """Counts one answer; raises `TooMany` past the limits, before the unit of work that would store it begins."""
    links_of(request).open(token)
    database = database_of(request)
    if caller.ip:
        check_rate(database, f"answers:ip:{caller.ip}", limit=ANSWERS_PER_IP, seconds=_HOUR)
    check_rate(database, f"answers:link:{token}", limit=ANSWERS_PER_LINK, seconds=_HOUR)
