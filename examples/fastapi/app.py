"""Clerk's webhooks in FastAPI."""

import asyncio
import json
import logging
import os

from fastapi import FastAPI, Request, Response
from starlette.requests import ClientDisconnect

from clerk_webhook import Refused, read_headers, read_secret, verify
from seen_events import SeenEvents
from users import handlers

LARGEST_BODY = 1024 * 1024
BODY_SECONDS = float(os.environ.get("BODY_SECONDS", "10"))

# Two secrets, with a space between them, while one is replaced.
keys = [read_secret(text) for text in os.environ.get("CLERK_WEBHOOK_SIGNING_SECRET", "").split()]
if not keys:
    raise SystemExit("CLERK_WEBHOOK_SIGNING_SECRET is not set.")

log = logging.getLogger("uvicorn.error")
app = FastAPI()
seen = SeenEvents()


class TooLarge(Exception):
    pass


async def read_body(request: Request) -> bytes:
    """The exact bytes, and never more than the limit: a declared length is refused before anything is read."""
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared) > LARGEST_BODY:
        raise TooLarge
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise TooLarge
    return bytes(body)


@app.post("/webhooks/clerk")
async def clerk(request: Request) -> Response:
    try:
        event_id, timestamp, signatures = read_headers(request.headers.raw)
        body = await asyncio.wait_for(read_body(request), BODY_SECONDS)
        verify(keys, event_id, timestamp, signatures, body)
    except Refused as reason:
        log.warning("webhook clerk refused: %s", reason)
        return Response(status_code=400)
    except TooLarge:
        return Response(status_code=413, headers={"connection": "close"})
    except asyncio.TimeoutError:
        return Response(status_code=408, headers={"connection": "close"})
    except ClientDisconnect:
        return Response(status_code=400)
    claim = seen.claim(event_id)
    if claim == "busy":
        return Response(status_code=409, headers={"retry-after": "1"})
    if claim == "done":
        return Response(status_code=200)
    try:
        await handle(body)
    except BaseException:
        # Answered 500, so that Clerk sends it again.
        seen.release(event_id)
        raise
    seen.complete(event_id)
    return Response(status_code=200)


async def handle(body: bytes) -> None:
    """Runs the handler of the event's type. What has none is genuine all the same: 200."""
    try:
        event = json.loads(body)
    except (ValueError, RecursionError):
        return
    handler = handlers.get(event.get("type")) if isinstance(event, dict) else None
    if handler is not None:
        await handler(event.get("data") or {})
