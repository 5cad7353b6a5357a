"""The views each user has open: a stack of modals, and the Home tab."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from bot.playground import elements
from bot.playground.api_call import ApiError
from bot.playground.block_rules import view_problems
from bot.playground.identities import APP, BOT, TEAM
from bot.playground.workspace import Workspace

MAX_STACK = 3  # https://docs.slack.dev/surfaces/modals


@dataclass(frozen=True, slots=True)
class View:
    """The current state of a modal or Home tab; `sent` is what the app sent, with a `block_id` on every block."""

    id: str
    user: str
    sent: dict[str, Any]
    root_id: str
    previous_id: str | None = None
    hash: str = field(default_factory=lambda: secrets.token_hex(6))
    errors: Mapping[str, str] = field(default_factory=dict)

    def payload(self, entered: Mapping[tuple[str, str], Any] | None = None) -> dict[str, Any]:
        """The view as Slack sends it to apps; its state has the values `entered` by (block_id, action_id)."""
        state = {"values": elements.state_values(self.sent["blocks"], entered or {})}
        return {
            "submit": None,
            "close": None,
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "clear_on_close": False,
            "notify_on_close": False,
            **self.sent,
            "id": self.id,
            "team_id": TEAM,
            "app_id": APP,
            "bot_id": BOT,
            "hash": self.hash,
            "root_view_id": self.root_id,
            "previous_view_id": self.previous_id,
            "state": state,
        }

    def to_page(self) -> dict[str, Any]:
        """The view as the page's JavaScript reads it."""
        return {**self.sent, "id": self.id, "errors": dict(self.errors)}


class OpenViews:
    """The stack of modals and the Home tab of every user, changed only as Slack's rules allow."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}
        self._numbers = count(1)

    def stack(self, user: str) -> list[View]:
        """The modals that `user` has open, topmost last."""
        return list(self._stacks.get(user, ()))

    def home(self, user: str) -> View | None:
        """The Home tab of `user`, None before the first `views.publish`."""
        return self._homes.get(user)

    def get(self, view_id: str) -> View:
        """The open view with this id or external id. Raises ApiError."""
        modals = (view for stack in self._stacks.values() for view in stack)
        for view in (*self._homes.values(), *modals):
            if view_id in {view.id, view.sent.get("external_id")} and view_id:
                return view
        raise ApiError("not_found")

    def open(self, user: str, sent: dict[str, Any]) -> View:
        """Open a modal for `user` in place of any others. Raises ApiError if the view is invalid."""
        view = self._new(user, sent)
        self._set_stack(user, [view])
        return view

    def push(self, user: str, sent: dict[str, Any]) -> View:
        """Open a modal on top of the others. Raises ApiError for a fourth, or if the view is invalid."""
        stack = self.stack(user)
        if not stack:
            raise ApiError("not_found")
        if len(stack) >= MAX_STACK:
            raise ApiError("push_limit_reached")
        below = stack[-1]
        view = replace(self._new(user, sent), root_id=below.root_id, previous_id=below.id)
        self._set_stack(user, [*stack, view])
        return view

    def update(self, view_id: str, sent: dict[str, Any], hash_: str | None = None) -> View:
        """Replace the content of a view. Raises ApiError if it is invalid, or if `hash_` is of an older version."""
        old = self.get(view_id)
        if hash_ and hash_ != old.hash:
            raise ApiError("hash_conflict")
        return self._replace(old, replace(old, sent=self._checked(sent), hash=secrets.token_hex(6), errors={}))

    def publish(self, user: str, sent: dict[str, Any]) -> View:
        """Set the Home tab of `user`, which keeps its id. Raises ApiError if the view is invalid."""
        before = self._homes.get(user)
        view = replace(before, sent=self._checked(sent), hash=secrets.token_hex(6)) if before else self._new(user, sent)
        self._homes[user] = view
        self._workspace.feed.add("home", view.to_page(), user)
        return view

    def show_errors(self, view: View, errors: Mapping[str, str]) -> View:
        """Show the errors that the app found in a submission, by `block_id`."""
        return self._replace(view, replace(view, errors=errors))

    def close(self, view: View) -> None:
        """Close a modal and those on top of it."""
        stack = self.stack(view.user)
        self._set_stack(view.user, stack[: [each.id for each in stack].index(view.id)])

    def clear(self, user: str) -> None:
        """Close every modal of `user`."""
        self._set_stack(user, [])

    def _new(self, user: str, sent: dict[str, Any]) -> View:
        key = f"V0{next(self._numbers):04}"
        return View(key, user, self._checked(sent), root_id=key)

    def _checked(self, sent: dict[str, Any]) -> dict[str, Any]:
        if found := view_problems(sent):
            raise ApiError("invalid_arguments", *found)
        return {**sent, "blocks": list(self._workspace.with_block_ids(sent["blocks"]))}

    def _replace(self, old: View, new: View) -> View:
        if self._homes.get(old.user) is old:
            self._homes[old.user] = new
            self._workspace.feed.add("home", new.to_page(), new.user)
            return new
        self._set_stack(old.user, [new if view.id == old.id else view for view in self.stack(old.user)])
        return new

    def _set_stack(self, user: str, stack: list[View]) -> None:
        self._stacks[user] = stack
        self._workspace.feed.add("views", {"stack": [view.to_page() for view in stack]}, user)
