"""Webhook endpoints that an account has made for itself, each with a secret that is told once."""

from .errors import Json
from .objects import API_VERSION
from .params import Fields, Items, Pairs, text, web_address
from .store import Scope, delete, get, insert, now, token

KIND = "webhook_endpoint"

CREATION = Fields(
    {
        "url": web_address,
        "enabled_events": Items(text()),
        "api_version": text(40),
        "description": text(),
        "metadata": Pairs(),
        "expand": Items(text()),
    },
    required=("url", "enabled_events"),
)


def make_endpoint(scope: Scope, params: Json) -> Json:
    """Answers `POST /v1/webhook_endpoints`."""
    secret = token("whsec", 16)
    made: Json = {
        "id": token("we"),
        "object": KIND,
        "api_version": params.get("api_version", API_VERSION),
        "application": None,
        "created": now(),
        "description": params.get("description"),
        "enabled_events": params["enabled_events"],
        "livemode": False,
        "metadata": params.get("metadata", {}),
        "status": "enabled",
        "url": params["url"],
    }
    insert(scope, made, private={"secret": secret})
    return made | {"secret": secret}


def remove_endpoint(scope: Scope, endpoint_id: str) -> Json:
    """Answers `DELETE /v1/webhook_endpoints/{id}`."""
    get(scope, KIND, endpoint_id, param="webhook_endpoint")
    delete(scope, endpoint_id)
    return {"id": endpoint_id, "object": KIND, "deleted": True}
