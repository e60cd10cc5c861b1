"""What the application does."""

from collections.abc import Awaitable, Callable
from typing import Any

User = dict[str, Any]


async def save_user(user: User) -> None:
    addresses = user.get("email_addresses") or []
    primary = user.get("primary_email_address_id")
    email = next((one["email_address"] for one in addresses if one.get("id") == primary), None)
    print(f"saved {user.get('id')} <{email}>", flush=True)


async def remove_user(user: User) -> None:
    print(f"removed {user.get('id')}", flush=True)


handlers: dict[str, Callable[[User], Awaitable[None]]] = {
    "user.created": save_user,
    "user.updated": save_user,
    "user.deleted": remove_user,
}
