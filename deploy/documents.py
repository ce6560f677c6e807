"""The contracts as documents: OpenAPI of the JSON API, AsyncAPI 3 of the events. Made from code, never by hand."""

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI

from services.portal.domain.scopes import scope_of
from shared.events.base import Event, catalogue, routing_key
from shared.service import Service
from shared.web.openapi import compose


def openapi_document(services: Sequence[Service]) -> dict[str, Any]:
    """The OpenAPI document of `/api/v1` as the gateway serves it."""
    documents = {service.name: _document(service) for service in services}
    gateway = next(service.name for service in services if service.public)
    return compose(documents, gateway=gateway, scope_of=scope_of)


def _document(service: Service) -> dict[str, Any]:
    app = FastAPI(generate_unique_id_function=lambda route: f"{service.name}_{route.name}")
    for router in service.routers:
        app.include_router(router)
    return app.openapi()


def asyncapi_document(services: Sequence[Service]) -> dict[str, Any]:
    """The AsyncAPI 3 document of every event: who publishes it, on which routing key, and its JSON Schema."""
    messages: dict[str, Any] = {}
    channels: dict[str, Any] = {}
    operations: dict[str, Any] = {}
    for name, event in sorted(catalogue().items()):
        if event.service not in {service.name for service in services}:
            continue
        messages[name] = {
            "name": f"porchlight.{event.service}.{name}.v{event.schema_version}",
            "summary": (event.__doc__ or "").strip(),
            "contentType": "application/cloudevents+json",
            "payload": _payload(event),
        }
        address = routing_key("{workspace_id}", event.service, name)
        parameters = {"workspace_id": {"description": "UUID of the workspace"}}
        reference = {"$ref": f"#/components/messages/{name}"}
        channels[name] = {"address": address, "parameters": parameters, "messages": {name: reference}}
        operations[f"publish{name}"] = {
            "action": "send",
            "channel": {"$ref": f"#/channels/{name}"},
            "tags": [{"name": event.service}],
        }
    info = {
        "title": "Porchlight events",
        "version": "1",
        "description": "CloudEvents 1.0 on the exchange porchlight.events.",
    }
    return {
        "asyncapi": "3.0.0",
        "info": info,
        "channels": channels,
        "operations": operations,
        "components": {"messages": messages},
    }


def _payload(event: type[Event]) -> dict[str, Any]:
    """The event's JSON Schema, in one piece: a reference within it would be looked for in the whole document."""
    schema = event.model_json_schema()
    whole: dict[str, Any] = _in_one_piece(schema, schema.pop("$defs", {}))
    return whole


def _in_one_piece(part: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(part, list):
        return [_in_one_piece(one, definitions) for one in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return _in_one_piece(definitions[part["$ref"].rpartition("/")[2]], definitions)
    return {name: _in_one_piece(one, definitions) for name, one in part.items()}
