"""What the gateway asks of referrals."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from services.portal.adapters.service_client import ServiceClient
from shared.web.caller import Caller


async def referrals(service: ServiceClient, staff: Caller, *, cursor: str | None = None) -> dict[str, Any]:
    """A page of the workspace's customers with their codes and what they are worth."""
    found: dict[str, Any] = await service.call("GET", "/referrals", staff, query={"cursor": cursor})
    return found


def review_link_path(token: str, part: str = "") -> str:
    """Where referrals has what a review link opens, or a `part` of it."""
    return f"/public/links/{quote(token, safe='')}{part}"


async def open_review_link(service: ServiceClient, token: str, caller: Caller) -> dict[str, Any]:
    """The job that a link lets its customer review, and the review if there is one."""
    found: dict[str, Any] = await service.call("GET", review_link_path(token), caller)
    return found


async def renew(service: ServiceClient, token: str, caller: Caller) -> None:
    """Has a fresh link sent to the address on file."""
    await service.call("POST", review_link_path(token, "/renew"), caller)


async def submit_review(service: ServiceClient, caller: Caller, review: dict[str, Any]) -> tuple[bool, dict[str, Any]]:
    """Leaves a review, or changes the one that was left; whether it is a new one, and as what it is kept."""
    answer = await service.fetch("POST", "/public/reviews", caller, json=review)
    return answer.status_code == HTTPStatus.CREATED, answer.json()


async def reviews(service: ServiceClient, staff: Caller, *, show: str, cursor: str | None) -> dict[str, Any]:
    """A page of the workspace's reviews."""
    found: dict[str, Any] = await service.call("GET", "/reviews", staff, query={"show": show, "cursor": cursor})
    return found


async def review_summary(service: ServiceClient, staff: Caller) -> dict[str, Any]:
    """The workspace's reviews in figures."""
    found: dict[str, Any] = await service.call("GET", "/reviews/summary", staff)
    return found


async def answer_review(service: ServiceClient, staff: Caller, review_id: str, text: str) -> None:
    """Answers a review by email."""
    await service.call("POST", f"/reviews/{review_id}/answer", staff, json={"text": text})


async def close_case(service: ServiceClient, staff: Caller, review_id: str) -> None:
    """Closes the case that few stars have opened."""
    await service.call("POST", f"/reviews/{review_id}/close", staff)


async def look_up_code(service: ServiceClient, caller: Caller, email: str, name: str) -> dict[str, Any]:
    """The code to share of the customer with this address; made where they have told a name."""
    body = {"email": email, "name": name}
    found: dict[str, Any] = await service.call("POST", "/public/referral-lookup", caller, json=body)
    return found


async def open_code(service: ServiceClient, caller: Caller, code: str) -> dict[str, Any]:
    """Whose code it is, and of which workspace."""
    found: dict[str, Any] = await service.call("GET", f"/public/codes/{quote(code, safe='')}", caller)
    return found


async def count_visit(service: ServiceClient, caller: Caller, code: str, visitor: str) -> None:
    """Counts a visit by a shared link."""
    await service.call("POST", f"/public/codes/{quote(code, safe='')}/visit", caller, json={"visitor": visitor})


async def top_referrers(service: ServiceClient, staff: Caller) -> dict[str, Any]:
    """Who brings the most, and what referred customers are worth."""
    found: dict[str, Any] = await service.call("GET", "/referrals/top", staff)
    return found


async def programmes(service: ServiceClient, staff: Caller) -> list[dict[str, Any]]:
    """All programmes, the newest first."""
    found = await service.call("GET", "/referrals/programmes", staff)
    items: list[dict[str, Any]] = found["items"]
    return items


async def start_programme(service: ServiceClient, staff: Caller, programme: dict[str, Any]) -> None:
    """Starts a programme in place of the one before."""
    await service.call("POST", "/referrals/programmes", staff, json=programme)


async def end_programme(service: ServiceClient, staff: Caller, programme_id: str) -> None:
    """Ends a programme."""
    await service.call("POST", f"/referrals/programmes/{programme_id}/end", staff)


async def rewards(service: ServiceClient, staff: Caller, *, cursor: str | None) -> dict[str, Any]:
    """A page of rewards."""
    found: dict[str, Any] = await service.call("GET", "/rewards", staff, query={"cursor": cursor})
    return found


async def act_on_reward(
    service: ServiceClient, staff: Caller, reward_id: str, act: str, body: dict[str, Any] | None = None
) -> None:
    """Approves, declines or redeems a reward; `body` may name the invoice that it is credited on."""
    await service.call("POST", f"/rewards/{reward_id}/{act}", staff, json=body)
