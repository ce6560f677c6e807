"""What a call needs to be in order, by the JSON API's own document: query and body with values of the right kind."""

from typing import Any

from tests.support.images import image

AN_ID = "0197d0aa-0000-7000-8000-000000000001"
_BY_FORMAT = {
    "uuid": AN_ID,
    "date": "2099-01-04",
    "date-time": "2099-01-04T15:00:00Z",
    "time": "09:00",
}
_BY_NAME = {
    "email": "kim.doe@example.com",
    "phone": "+12125550123",
    "currency": "USD",
    "quantity": "1",
    "tax_rate": "0",
    "accent_color": "#155e4d",
    "scopes": ["leads:read"],
    "token": "x" * 24,
    "language": "en",
}
"""Where the name of a field says more than its schema."""


def body_for(document: dict[str, Any], operation: dict[str, Any], **known: Any) -> dict[str, Any]:
    """What httpx takes beside method and path; `known` has values for fields by their name."""
    sent: dict[str, Any] = {"params": _query(document, operation, known)}
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        sent["json"] = _example(document, content["application/json"]["schema"], "", known)
    if "multipart/form-data" in content:
        sent["files"] = {"file": ("photo.jpg", image(), "image/jpeg")}
    return sent


def _query(document: dict[str, Any], operation: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    asked = [one for one in operation.get("parameters", ()) if one["in"] == "query" and one.get("required")]
    return {one["name"]: _example(document, one["schema"], one["name"], known) for one in asked}


def _example(document: dict[str, Any], schema: dict[str, Any], name: str, known: dict[str, Any]) -> Any:
    given = known | {key: value for key, value in _BY_NAME.items() if key not in known}
    if name in given:
        return given[name]
    if "$ref" in schema:
        return _example(document, document["components"]["schemas"][schema["$ref"].rpartition("/")[2]], name, known)
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return _example(document, schema[choice][0], name, known)
    for fixed in ("const", "enum", "examples"):
        if fixed in schema:
            return schema[fixed] if fixed == "const" else schema[fixed][0]
    return _of_type(document, schema, name, known)


def _of_type(document: dict[str, Any], schema: dict[str, Any], name: str, known: dict[str, Any]) -> Any:
    kind = schema.get("type")
    if kind == "object":
        needed = schema.get("required", ())
        return {field: _example(document, schema["properties"][field], field, known) for field in needed}
    if kind == "array":
        return [_example(document, schema["items"], name.removesuffix("s"), known)]
    if kind in {"integer", "number"}:
        return max(1, schema.get("minimum", 1))
    if kind == "boolean":
        return True
    return _BY_FORMAT.get(schema.get("format", ""), f"Some {name or 'text'}")
