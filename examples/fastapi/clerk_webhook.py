"""Clerk's signatures (Standard Webhooks, under the svix-* names), with the standard library alone.

Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import binascii
import hashlib
import hmac
import re
import time

TOLERANCE_SECONDS = 300
MOST_SIGNATURES = 100

ID = re.compile(r"[\x21-\x2d\x2f-\x7e]{1,256}", re.ASCII)
TIMESTAMP = re.compile(r"[1-9][0-9]{9,11}", re.ASCII)


class Refused(Exception):
    """A delivery that is not genuine. The reason is for the log, and never for the sender."""


def read_secret(text: str) -> bytes:
    """The key behind `whsec_`. A secret that cannot be used stops the application, and lets nothing through."""
    try:
        key = base64.b64decode(text.strip().removeprefix("whsec_"), validate=True)
    except binascii.Error:
        raise SystemExit("The secret is not base64 behind whsec_: copy it from Clerk's dashboard.") from None
    if len(key) < 16:
        raise SystemExit("The secret is shorter than 16 bytes: copy it from Clerk's dashboard.")
    return key


def read_headers(raw: list[tuple[bytes, bytes]]) -> tuple[str, str, str]:
    """The id, the timestamp and the signatures; each header is there once, and has the form that it must have."""

    def one(name: bytes) -> str:
        values = [value for key, value in raw if key.lower() == name]
        if len(values) != 1:
            raise Refused(f"{name.decode()} is there {len(values)} times")
        return values[0].decode("latin-1").strip(" \t")

    event_id, timestamp, signatures = one(b"svix-id"), one(b"svix-timestamp"), one(b"svix-signature")
    if not ID.fullmatch(event_id) or not TIMESTAMP.fullmatch(timestamp):
        raise Refused("the id or the timestamp is malformed")
    # Before the body is read: most of what is stale or from the future is refused for nothing.
    if abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        raise Refused("the timestamp is too far from now")
    return event_id, timestamp, signatures


def verify(keys: list[bytes], event_id: str, timestamp: str, signatures: str, body: bytes) -> None:
    """Compares every signature with that of every key, in constant time. The bytes are signed, and no text of them."""
    content = b".".join((event_id.encode("ascii"), timestamp.encode("ascii"), body))
    expected = [hmac.new(key, content, hashlib.sha256).digest() for key in keys]
    found = False
    for item in signatures.split(" ", MOST_SIGNATURES)[:MOST_SIGNATURES]:
        version, _, text = item.partition(",")
        if version != "v1":
            continue
        try:
            given = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            continue
        for digest in expected:
            found = hmac.compare_digest(given, digest) or found
    if not found:
        raise Refused("no signature is right")
