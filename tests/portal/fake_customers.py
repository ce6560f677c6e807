"""Customers of the fake quotes."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from shared.web.errors import problem

CUSTOMER_ID = "0193e7a0-0000-7000-8000-0000000000c1"
CONTACT_ID = "0193e7a0-0000-7000-8000-0000000000e1"
OTHER_ID = "0193e7a0-0000-7000-8000-0000000000c2"
DANA = {
    "customer_id": CUSTOMER_ID,
    "name": "Dana Fox",
    "email": "dana.fox@example.com",
    "phone": "+14155550132",
    "address": "18 Larkspur Lane",
}
OTTO = {"customer_id": OTHER_ID, "name": "Otto Lind", "email": None, "phone": None, "address": ""}


class FakeCustomers:
    """Two customers at first; whoever is registered is found from then on."""

    def __init__(self, app: FastAPI) -> None:
        self.on_file: dict[str, dict[str, Any]] = {CUSTOMER_ID: dict(DANA), OTHER_ID: dict(OTTO)}
        app.add_api_route("/customers", self.list)
        app.add_api_route("/customers", self.register, methods=["POST"])
        app.add_api_route("/customers/{customer_id}", self.one)
        app.add_api_route("/customers/{customer_id}", self.change, methods=["PATCH"])
        self.contacts: dict[str, dict[str, Any]] = {}
        app.add_api_route("/customers/{customer_id}/contacts", self.list_contacts)
        app.add_api_route("/customers/{customer_id}/contacts", self.save_contact, methods=["POST"])
        app.add_api_route("/customers/{customer_id}/contacts/{contact_id}", self.save_contact, methods=["PATCH"])
        app.add_api_route("/customers/{customer_id}/contacts/{contact_id}", self.remove_contact, methods=["DELETE"])

    async def list_contacts(self) -> dict[str, Any]:
        return {"items": [*self.contacts.values()]}

    async def save_contact(self, request: Request, contact_id: str = CONTACT_ID) -> Any:
        body = await request.json()
        if refused := _refused(body):
            return refused
        self.contacts[contact_id] = {"contact_id": contact_id} | body
        return self.contacts[contact_id]

    async def remove_contact(self, contact_id: str) -> None:
        del self.contacts[contact_id]

    async def list(self, request: Request) -> dict[str, Any]:
        search = request.query_params.get("q", "").lower()
        found = [one for one in self.on_file.values() if search in f"{one['name']} {one['email']}".lower()]
        return {"items": found, "next_cursor": "older+than/this" if not search else None}

    async def register(self, request: Request) -> JSONResponse:
        body, customer_id = await request.json(), f"0193e7a0-0000-7000-8000-0000000000d{len(self.on_file)}"
        if refused := _refused(body):
            return refused
        self.on_file[customer_id] = {"customer_id": customer_id} | body
        headers = {"Idempotent-Replayed": "true", "X-Internal": "no"}
        return JSONResponse(self.on_file[customer_id], 201, headers)

    async def one(self, customer_id: str) -> Any:
        return self.on_file.get(customer_id) or problem(404, "customer_not_found", "There is no such customer.")

    async def change(self, request: Request, customer_id: str) -> Any:
        body = await request.json()
        if refused := _refused(body):
            return refused
        self.on_file[customer_id] |= body
        return self.on_file[customer_id]


def _refused(body: dict[str, Any]) -> JSONResponse | None:
    email = body.get("email")
    if email is None or "." in email:
        return None
    message = "email must be an email address, such as pat@example.com."
    return problem(422, "invalid_contact", message, errors=[{"field": "email", "message": message}])
