"""Programs that call with an API key: to the services each is a member of the office who may do what its scopes say."""

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from services.portal.domain.api_key import ApiKey, is_api_key
from services.portal.domain.scopes import check_scope, may_change, scope_needed
from services.portal.pages.browser import client_ip
from services.portal.usecases.use_api_key import use_api_key
from shared import causality
from shared.web.caller import Member
from shared.web.openapi import PREFIX


def token_in(request: Request) -> str:
    """What the request carries as its bearer token; empty without one."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def key_in(request: Request) -> str:
    """The API key that the request carries, good or not; empty where it carries another token, or none."""
    token = token_in(request)
    return token if is_api_key(token) else ""


async def caller_by_key(request: Request, secret: str) -> Member:
    """Whom the services get to know; raises unless the key is good, and good for what is asked.

    Its id goes into the log, never the key.
    """
    key = await run_in_threadpool(use_api_key, request.app.state.context.database, secret=secret)
    causality.also_log(api_key_id=str(key.id))
    needed = scope_needed(request.method, request.url.path.removeprefix(f"{PREFIX}/"))
    check_scope(key.scopes, needed)
    caller = _caller(request, key, "office" if may_change(key.scopes, needed) else "viewer")
    # Kept for the Idempotency-Key, which is looked at inside the unit of work.
    request.state.caller = caller
    return caller


def _caller(request: Request, key: ApiKey, role: str) -> Member:
    return Member(
        "staff",
        key.workspace_id,
        actor_id=str(key.id),
        name=key.name,
        role=role,
        ip=client_ip(request),
        user_agent=request.headers.get("user-agent", ""),
        workspace=key.workspace_id,
    )
