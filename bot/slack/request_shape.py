"""What every handler relies on in a request: checked once, before any of them runs.

Slack always sends it. A request that lacks it is refused, rather than failing somewhere in a handler.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse
from slack_bolt.middleware import Middleware

from bot.counts import count
from bot.errors import RolecallError

Shape = Any
"""A type; a function that checks a value; a list of the shape of its entries; or a dict of the shapes of its values.

The value of a key that ends with `?` may be missing or null. The key `*` is for every other key.
"""


class MalformedRequestError(RolecallError):
    """The request isn't one that Slack sends."""

    def __init__(self) -> None:
        """Ask the person to try again."""
        super().__init__("That request was damaged on its way here.", "Please try again.")


def is_web_address(value: object) -> bool:
    """Whether it may be the address of a response URL."""
    return isinstance(value, str) and value.startswith(("https://", "http://"))


def is_id(value: object) -> bool:
    """Whether it may be an id."""
    return isinstance(value, str) and value != ""


WITH_ID: Shape = {"id": is_id}
OPTION: Shape = {"value": str}
VALUE: Shape = {
    "value?": str,
    "selected_option?": OPTION,
    "selected_options?": [OPTION],
    "selected_user?": str,
    "selected_channel?": str,
    "selected_conversation?": str,
    "selected_date?": str,
}
ACTION: Shape = {"action_id": str, "block_id": str, "type": str, **VALUE}
STATE: Shape = {"values": {"*": {"*": VALUE}}}
VIEW: Shape = {
    "id": str,
    "callback_id?": str,
    "private_metadata?": str,
    "hash?": str,
    "state?": STATE,
    "blocks?": [dict],
}
INTERACTION: Shape = {
    "type": str,
    "user": WITH_ID,
    "team?": WITH_ID,
    "channel?": WITH_ID,
    "message?": {"ts?": str, "text?": str, "blocks?": [dict], "user?": str, "thread_ts?": str},
    "container?": {"type?": str, "message_ts?": str, "channel_id?": str, "view_id?": str, "thread_ts?": str},
    "view?": VIEW,
    "actions?": [ACTION],
    "state?": STATE,
    "trigger_id?": str,
    "callback_id?": str,
    "response_url?": is_web_address,
    "response_urls?": [dict],
}
COMMAND: Shape = {"command": str, "user_id": is_id, "response_url?": is_web_address}
MESSAGE: Shape = {"text?": str, "user?": str, "ts?": str, "thread_ts?": str}
EVENT: Shape = {
    "event_id": str,
    "event_time?": int,
    "team_id?": str,
    "authorizations?": [{"team_id?": str, "enterprise_id?": str, "user_id?": str}],
    "event": {"type": str, "channel_type?": str, "subtype?": str, "message?": MESSAGE, "previous_message?": MESSAGE},
}
EVENTS: Mapping[str, Shape] = {
    "app_mention": {"channel": str, "user?": str, "ts": str, "text?": str, "thread_ts?": str},
    "message": {"channel": str, "user?": str, "ts": str, "text?": str, "thread_ts?": str},
    "app_home_opened": {"channel?": str, "user": str, "tab": str},
    "member_joined_channel": {"channel": str, "user": str},
}


def has_shape(value: object, shape: Shape) -> bool:
    """Whether the value has the shape."""
    if isinstance(shape, dict):
        return isinstance(value, Mapping) and all(_has_key(value, key, inner) for key, inner in shape.items())
    if isinstance(shape, list):
        return isinstance(value, list) and all(has_shape(each, shape[0]) for each in value)
    return isinstance(value, shape) if isinstance(shape, type) else bool(shape(value))


def _has_key(value: Mapping[str, Any], key: str, shape: Shape) -> bool:
    if key == "*":
        return all(has_shape(each, shape) for each in value.values())
    name, is_optional = _split_key(key)
    inner = value.get(name)
    return (is_optional and inner is None) or (name in value and has_shape(inner, shape))


@cache
def _split_key(key: str) -> tuple[str, bool]:
    """The name of a key of a shape, and whether it may be missing."""
    return key.removesuffix("?"), key.endswith("?")


def is_well_formed(body: Mapping[str, Any]) -> bool:
    """Whether the body of a request has what handlers of its kind rely on."""
    if "command" in body:
        return has_shape(body, COMMAND)
    if "event" in body:
        event = body["event"]
        return has_shape(body, EVENT) and has_shape(event, EVENTS.get(event["type"], {}))
    return has_shape(body, INTERACTION) if "user" in body or "actions" in body or "view" in body else True


def register(app: App) -> None:
    """Refuse malformed requests. To be registered before what handles them."""
    app.use(_RequestShape())


class _RequestShape(Middleware):
    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002  Bolt passes it by name
        next: Callable[[], BoltResponse],  # noqa: A002  Bolt chose the name
    ) -> BoltResponse:
        if not is_well_formed(req.body):
            count("refusals", "malformed")
            raise MalformedRequestError
        return next()
