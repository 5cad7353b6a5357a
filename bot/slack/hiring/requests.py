"""What an order does to items: a step for each, or two where it says two things of them."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from bot.commands.command import Command
from bot.hiring.access import Actor, AmbiguousSearch, find_by_name, resolve_search
from bot.hiring.rules import ItemInput
from bot.hiring.service import ChangeResult, ItemStep, SearchRef, SearchUnitOfWork
from bot.slack.hiring.views.refusals import Recipient
from bot.slack.message import Message


def item_verbs(command: Command) -> tuple[str, ...]:
    """What happens to each item of the order: where somebody is given it with a day, two things."""
    if command.verb == "assign" and command.when:
        return ("assign", "due")
    return ("override",) if command.override else (command.verb,)


def build_steps(command: Command, item_input: ItemInput) -> list[ItemStep]:
    """The order as steps, item by item."""
    return [(verb, number, item_input) for number in command.numbers for verb in item_verbs(command)]


def drop_redundant_refusals(result: ChangeResult) -> ChangeResult:
    """Without the refusals that something is so already, where something else of that item has changed."""
    if not result.refusals:
        return result
    changed = {change.number for change in result.changes}
    told = (each for each in result.refusals if each.reason != "already" or each.number not in changed)
    return result._replace(refusals=tuple(dict.fromkeys(told)))


class HiringReply(NamedTuple):
    """What came of an order: what to say to the person, if it is said here, and what was changed, if something was.

    `is_private` where it tells of more than the searches of the channel that the person is in. `is_not_found` where no
    search was found that could be meant.
    """

    message: Message | None
    result: ChangeResult | None = None
    is_private: bool = False
    is_not_found: bool = False


class HiringRequest(NamedTuple):
    """An order with everything it takes to carry it out.

    `day` is the date the order names, as it was read; `today` is the day where the person is; `search_id` names the
    search where a button was pressed; `departed_owner` is the owner of the search where they are known to have left.
    """

    command: Command
    actor: Actor
    today: date
    day: date | None = None
    search_id: str = ""
    departed_owner: str = ""

    @property
    def search_ref(self) -> SearchRef:
        """Which search is meant."""
        return SearchRef(self.command.search or "", self.search_id, closed_only=self.command.verb == "reopen-search")

    @property
    def recipient(self) -> Recipient:
        """Who is told what came of it."""
        return Recipient(self.actor.user, self.actor.channel, self.command.verb)


RenderMessage = Callable[[], Message]
"""What to say, put into words only when nobody waits for the desk any more."""


class PendingReply(NamedTuple):
    """What was done at the desk, and what is to be said of it; otherwise as in `HiringReply`."""

    render: RenderMessage
    result: ChangeResult | None = None
    is_private: bool = False
    is_not_found: bool = False


def can_be_name(command: Command) -> bool:
    """Whether the short name in an order may be a part of a new name: of `rename CFO Europe`, or all of it."""
    return command.verb == "rename" and command.search is not None and not command.has_explicit_search


def resolve_search_word(uow: SearchUnitOfWork, actor: Actor, command: Command) -> Command:
    """The order with the word that stands for a search taken as text, where there is no such search.

    Also where there is no other search, so that nobody has to name it, and the word may begin a new name.
    """
    if command.search is None or (free := command.without_search()) is command:
        return command
    if not isinstance(resolve_search(uow, actor, command.search), AmbiguousSearch):
        return (
            free
            if can_be_name(command) and not isinstance(resolve_search(uow, actor, ""), AmbiguousSearch)
            else command
        )
    return command if find_by_name(uow.closed_searches_in(actor.channel), command.search) else free
