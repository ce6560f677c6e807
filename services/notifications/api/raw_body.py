"""The body of a request whose bytes are signed."""

from typing import Annotated

from fastapi import Depends, Request


async def _raw_body(request: Request) -> bytes:
    return await request.body()


RawBody = Annotated[bytes, Depends(_raw_body)]
"""The bytes as they came: the signature is over these, not over what they mean."""
