"""One OpenAPI document of the gateway's JSON API, composed from those of the services behind it."""

import json
from collections.abc import Mapping
from typing import Any

PREFIX = "/api/v1"
INTERNAL = ("/webhooks", "/mailbox", "/healthz", "/readyz", "/metrics")
"""Paths of services that the gateway does not offer under its prefix."""


def compose(documents: Mapping[str, dict[str, Any]], *, gateway: str) -> dict[str, Any]:
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
    bearer = {"bearer": {"type": "http", "scheme": "bearer", "description": "A staff access token."}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Porchlight",
            "version": "1",
            "description": "Amounts are integer minor units of a currency.",
        },
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": dict(sorted(schemas.items())), "securitySchemes": bearer},
        "security": [{"bearer": []}],
    }


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
        renamed["components"]["schemas"] = {
            f"{service.title()}{name}" if name in clashing else name: schema for name, schema in own.items()
        }
    return renamed
