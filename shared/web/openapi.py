"""One OpenAPI document of the gateway's JSON API, composed from those of the services behind it."""

import json
from collections.abc import Callable, Mapping
from typing import Any

PREFIX = "/api/v1"
INTERNAL = ("/webhooks", "/mailbox", "/healthz", "/readyz", "/metrics")
"""Paths of services that the gateway does not offer under its prefix."""
OPEN = (f"{PREFIX}/public/", f"{PREFIX}/auth/", f"{PREFIX}/workspaces")
"""What is asked without a token."""
_PROBLEM = {
    "Problem": {
        "title": "Problem",
        "description": "Why a request was refused (RFC 9457). `code` and `type` are stable, `detail` is for a human.",
        "type": "object",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "code": {"type": "string"},
            "correlation_id": {"type": ["string", "null"]},
            "errors": {
                "type": "array",
                "description": "The fields at fault.",
                "items": {
                    "type": "object",
                    "required": ["field", "message"],
                    "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
                },
            },
        },
    }
}
_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key with the same request is done once; a repetition gets the first answer.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
}
_SCHEMES = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "A staff access token: somebody of the office, who may do what their role allows.",
    },
    "api_key": {
        "type": "http",
        "scheme": "bearer",
        "description": "An API key, which begins with pl_live_: a program, which may do what the key's scopes allow. "
        "Each operation names the scope that it needs; those that name none are for people.",
    },
}
"""Both come as `Authorization: Bearer …`."""
_FRAMEWORKS = ("HTTPValidationError", "ValidationError")
"""What FastAPI would say of malformed input, and no service does."""


ScopeOf = Callable[[str, str], str | None]
"""By method and path, without the prefix: the scope with which a program may call that, or None."""


def compose(documents: Mapping[str, dict[str, Any]], *, gateway: str, scope_of: ScopeOf) -> dict[str, Any]:
    """Joins the documents by service name; the gateway's own paths carry the prefix already, the others get it."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    for name, document in documents.items():
        own = _with_unique_schemas(name, document, schemas)
        schemas |= own.get("components", {}).get("schemas", {})
        for path, item in own["paths"].items():
            if name == gateway and path.startswith(PREFIX):
                paths[path] = item
            elif name != gateway and not path.startswith(INTERNAL):
                paths[PREFIX + path] = item
    for name in _FRAMEWORKS:
        schemas.pop(name, None)
    for path, item in paths.items():
        for method, operation in item.items():
            _tell_of_refusals(path, method, operation)
            _tell_who_may(path, method, operation, scope_of)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Porchlight",
            "version": "1",
            "description": "Amounts are integer minor units of a currency.",
        },
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": dict(sorted((schemas | _PROBLEM).items())), "securitySchemes": _SCHEMES},
        "security": [{"bearer": []}],
    }


def _tell_of_refusals(path: str, method: str, operation: dict[str, Any]) -> None:
    """Adds to an operation what the gateway, and how services answer errors, promise for all of them."""
    answers: dict[str, Any] = operation["responses"]
    refusals = {
        "400": "The request cannot be read.",
        "422": "Something in the input is wrong; `errors` names the fields.",
        "default": "Any other refusal.",
    }
    if path.startswith(OPEN):
        refusals["429"] = "Too many requests; Retry-After says when to come back."
    else:
        refusals |= {
            "401": "The token or key is missing, wrong or expired.",
            "403": "The token or key does not allow it.",
        }
    if "{" in path:
        refusals["404"] = "There is no such thing, or it belongs to somebody else."
    if method != "get":
        refusals["409"] = "Not possible in the present state."
    for status, description in refusals.items():
        if status == "422" or status not in answers:
            answers[status] = _problem(description)
    if method == "post":
        operation.setdefault("parameters", []).append(_IDEMPOTENCY_KEY)


def _tell_who_may(path: str, method: str, operation: dict[str, Any], scope_of: ScopeOf) -> None:
    if path.startswith(OPEN):
        operation["security"] = []
        return
    scope = scope_of(method, path.removeprefix(f"{PREFIX}/"))
    operation["security"] = [{"bearer": []}, *([{"api_key": [scope]}] if scope else [])]


def _problem(description: str) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": description, "content": content}


def _with_unique_schemas(service: str, document: dict[str, Any], taken: Mapping[str, Any]) -> dict[str, Any]:
    """The document with every schema renamed whose name another service uses for something else."""
    schemas = document.get("components", {}).get("schemas", {})
    clashing = {name for name, schema in schemas.items() if name in taken and taken[name] != schema}
    text = json.dumps(document)
    for name in clashing:
        text = text.replace(f'"#/components/schemas/{name}"', f'"#/components/schemas/{service.title()}{name}"')
    renamed: dict[str, Any] = json.loads(text)
    if schemas:
        own = renamed["components"]["schemas"]
        names = {name: f"{service.title()}{name}" if name in clashing else name for name in own}
        # Clients name their classes after titles, which are as unique as names are.
        renamed["components"]["schemas"] = {
            names[name]: schema | {"title": names[name]} for name, schema in own.items()
        }
    return renamed
