"""Carries out a command in a search, within one unit of work.

What changes an item or a search follows the rule in the verb catalogue. Every other verb has its handler here.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from bot.commands.catalogue import CATALOGUE, WRITING_VERBS
from bot.commands.command import Command
from bot.commands.parser import without_search
from bot.commands.verb import Verb
from bot.dates.reader import is_year_guessed
from bot.errors import RolecallError
from bot.hiring import rules, service
from bot.hiring.access import Actor, AmbiguousSearch, find_by_name, resolve_search
from bot.hiring.models import Checklist
from bot.hiring.rights import check_right, find_rights, limit_to_rights
from bot.hiring.rules import Refusal, RuleInput
from bot.hiring.search_refusals import find_refusal
from bot.hiring.search_rules import SearchUpdate
from bot.hiring.service import ChangeResult, ItemStep, NothingToUndo
from bot.hiring.unit_of_work import SearchUnitOfWork, UnitOfWorkFactory
from bot.knowledge.base import KnowledgeBase
from bot.slack.hiring.clicked_card import OFFER, label_card
from bot.slack.hiring.command_input import resolve_person
from bot.slack.hiring.views.closing import closing_question
from bot.slack.hiring.views.history import history_card
from bot.slack.hiring.views.item_card import item_card
from bot.slack.hiring.views.lists import current_phase, find_phase, items_message, next_message
from bot.slack.hiring.views.refusals import (
    Recipient,
    ask_which_search,
    explain_not_last_change,
    explain_nothing_undone,
    explain_refusal,
)
from bot.slack.hiring.views.search_card import search_card
from bot.slack.hiring.views.usage import problem_message
from bot.slack.message import Message
from bot.slack.text import safe_mrkdwn


class HiringRequest(NamedTuple):
    """A command with who gave it, the input of its rule, the date where they are, and the knowledge."""

    command: Command
    actor: Actor
    given: RuleInput
    today: date
    base: KnowledgeBase

    @property
    def recipient(self) -> Recipient:
        """The person who gets the answer."""
        return Recipient(self.actor.user, self.actor.channel, self.command.verb)


Handler = Callable[[SearchUnitOfWork, Checklist, HiringRequest], ChangeResult | Message]
HANDLERS: dict[str, Handler] = {}
"""Verb to handler, for the verbs without a rule; filled by `handles`."""


def handles(verb: str) -> Callable[[Handler], Handler]:
    """Register the decorated function as the handler of a verb."""

    def register(handler: Handler) -> Handler:
        HANDLERS[verb] = handler
        return handler

    return register


def run_in_search(
    units_of_work: UnitOfWorkFactory,
    team: str,
    request: HiringRequest,
    search_id: str = "",
    further: Sequence[HiringRequest] = (),
) -> ChangeResult | Message:
    """Carry out the command in the search that it names, or in the search with this id.

    With it, the `further` commands, which change items of the same search too: all of them are one change.

    Returns what changed, or the message that answers it. Raises RolecallError, and SQLAlchemyError if the database
    doesn't answer.
    """
    with units_of_work.begin(team, writable=request.command.verb in WRITING_VERBS) as uow:
        if request.command.search is not None and not search_id:
            request = _resolve_search_word(uow, request)
        if request.command.problem:
            return label_card(problem_message(request.command, request.base), OFFER)
        checklist = _find_checklist(uow, request, search_id)
        if isinstance(checklist, AmbiguousSearch):
            return _ask_which_search(checklist, request, further)
        outcome = _handle(uow, checklist, request, further)
    if isinstance(outcome, Message) and checklist.search.channel != request.actor.channel:
        return outcome.as_private()
    return outcome


def _handle(
    uow: SearchUnitOfWork, checklist: Checklist, request: HiringRequest, further: Sequence[HiringRequest]
) -> ChangeResult | Message:
    verb, actor = CATALOGUE[request.command.verb], request.actor
    if verb.rule:
        steps = [step for each in (request, *further) for step in item_steps(CATALOGUE[each.command.verb], each)]
        return drop_redundant_refusals(service.apply_steps(uow, actor, checklist, steps))
    check_verb(checklist, actor, verb)
    if verb.search_rule:
        return _change_search(uow, checklist, request, verb.search_rule(request.given))
    shown = checklist if verb.writes else limit_to_rights(checklist, actor)
    return HANDLERS[verb.name](uow, shown, request)


def check_verb(checklist: Checklist, actor: Actor, verb: Verb) -> None:
    """Raise an error if the person may not use the verb in this search; see `check_right`.

    A verb about items works for everyone with items of their own; those who may read the search get all of them.
    """
    if verb.needed_right == "own_items":
        check_right(checklist, actor, "read", limited=True)
    elif verb.needed_right != "none":
        check_right(checklist, actor, verb.needed_right)


def _change_search(
    uow: SearchUnitOfWork, checklist: Checklist, request: HiringRequest, update: SearchUpdate
) -> ChangeResult | Message:
    """Change the search; a change that asks first is only made once it is confirmed."""
    is_asking = CATALOGUE[request.command.verb].asks_first and not request.command.confirmed
    if is_asking and find_refusal(checklist, request.actor, update) is None:
        question = closing_question(checklist, request.command, request.base.cautions)
        if question:
            return label_card(question, OFFER)
    return service.change_search(uow, request.actor, checklist, update)


def limit_result(result: ChangeResult, actor: Actor) -> ChangeResult:
    """What changed, as the person may see it: without other people's items, if they may only see their own."""
    if "read" in find_rights(result.before, actor):
        return result
    refusals = tuple(each._replace(others=()) for each in result.refusals)
    return result._replace(after=limit_to_rights(result.after, actor), refusals=refusals)


def item_steps(verb: Verb, request: HiringRequest) -> list[ItemStep]:
    """A step for each item; two if a due date is given along with an assignment."""
    steps = [verb.rule] if verb.rule else []
    if verb.sets == "assignee" and request.command.when:
        steps.append(rules.set_due)
    return [(rule, number, request.given) for number in request.command.numbers for rule in steps]


def drop_redundant_refusals(result: ChangeResult) -> ChangeResult:
    """The result without "nothing to change" for items in which something else was changed."""
    if not result.refusals:
        return result
    changed = {change.number for change in result.changes}
    kept = (each for each in result.refusals if each.reason != "already" or each.number not in changed)
    return result._replace(refusals=tuple(dict.fromkeys(kept)))


def can_be_name(command: Command) -> bool:
    """Whether what looks like a search may be (part of) the new name in `rename CFO Europe`."""
    return command.verb == "rename" and command.search is not None and not command.has_explicit_search


def _resolve_search_word(uow: SearchUnitOfWork, request: HiringRequest) -> HiringRequest:
    """The request with its search read as text if there is no such search.

    Also if there is only one search, so that it needn't be named, and the word may begin the new name.
    """
    command, actor = request.command, request.actor
    free = without_search(command)
    if command.search is None or free is command:
        return request
    if not isinstance(resolve_search(uow, actor, command.search), AmbiguousSearch):
        is_name = can_be_name(command) and not isinstance(resolve_search(uow, actor), AmbiguousSearch)
    else:
        is_name = find_by_name(uow.closed_searches_in(actor.channel), command.search) is None
    if not is_name:
        return request
    return request._replace(command=free, given=request.given._replace(text=free.text))


def _find_checklist(uow: SearchUnitOfWork, request: HiringRequest, search_id: str) -> Checklist | AmbiguousSearch:
    """The checklist that is meant; a closed one if no open search can be meant."""
    if search_id:
        return service.load_checklist(uow, request.actor, search_id)
    name = request.command.search or ""
    closed_only = CATALOGUE[request.command.verb].finds_closed
    found = service.find_checklist(uow, request.actor, name, closed_only=closed_only)
    if isinstance(found, AmbiguousSearch) and (found.name or not found.candidates):
        closed = service.find_checklist(uow, request.actor, name, closed_only=True)
        return found if isinstance(closed, AmbiguousSearch) else closed
    return found


def year_note(requests: Sequence[HiringRequest]) -> str:
    """Says which year a date was taken to be in, if nobody typed it and it isn't this one; empty otherwise."""
    guessed = {
        request.given.day.year
        for request in requests
        if request.given.day and is_year_guessed(request.command.when, request.given.day, request.today)
    }
    years = " and ".join(map(str, sorted(guessed)))
    return f"You didn't type a year, so I took {years}. If that's wrong, type it with the year." if guessed else ""


def _ask_which_search(
    ambiguous: AmbiguousSearch, request: HiringRequest, further: Sequence[HiringRequest] = ()
) -> Message:
    if further and ambiguous.candidates:
        raise RolecallError(
            "Several searches are possible, so nothing changed.",
            f"Add the short name to each command: /hiring {request.command.verb} {ambiguous.candidates[0].short} ...",
        )
    message = label_card(ask_which_search(ambiguous, request.command, request.actor.channel), OFFER)
    is_elsewhere = any(search.channel != request.actor.channel for search in ambiguous.candidates)
    return message.as_private() if is_elsewhere else message


@handles("add")
def _add(uow: SearchUnitOfWork, checklist: Checklist, request: HiringRequest) -> ChangeResult:
    words = request.command.filter
    phase = find_phase(checklist, words) if words else current_phase(checklist)
    if phase is None:
        raise RolecallError(
            f"“{safe_mrkdwn(words, 40)}” isn't a phase of this search.", "`/hiring status` shows the phases."
        )
    return service.add_item(uow, request.actor, checklist, request.given.text, phase[0], request.given.day)


@handles("undo")
def _undo(uow: SearchUnitOfWork, checklist: Checklist, request: HiringRequest) -> ChangeResult | Message:
    """Undo the person's last change; the button names its entry, which must still be the last."""
    entry_id = request.command.text
    if entry_id:
        last = uow.last_entry_by(checklist.search, request.actor.user)
        if last is None or last.id != entry_id:
            return Message(explain_not_last_change(checklist.search))
    undone = service.undo_last(uow, request.actor, checklist, request.command.number or 1)
    return Message(explain_nothing_undone(undone)) if isinstance(undone, NothingToUndo) else undone


@handles("status")
def _status(_: SearchUnitOfWork, checklist: Checklist, request: HiringRequest) -> Message:
    return label_card(search_card(checklist, request.today), "status", checklist.search.id)


@handles("items")
def _items(_: SearchUnitOfWork, checklist: Checklist, request: HiringRequest) -> Message:
    command, user = request.command, request.actor.user
    assignee = None if command.person is None else resolve_person(command, user)
    message = items_message(checklist, command.filter, user, request.today, assignee=assignee)
    return label_card(message, "items", checklist.search.id, command.filter, user, assignee)


@handles("next")
def _next(_: SearchUnitOfWork, checklist: Checklist, request: HiringRequest) -> Message:
    user = request.actor.user
    return label_card(next_message(checklist, user, request.today), "next", checklist.search.id, user)


@handles("item")
def _item(_: SearchUnitOfWork, checklist: Checklist, request: HiringRequest) -> Message:
    item = checklist.item(request.command.number)
    if item is None:
        return _no_such_item(checklist, request)
    user = request.actor.user
    message = item_card(checklist, item, request.base, request.today, user)
    return label_card(message, "item", checklist.search.id, str(item.number), user)


@handles("history")
def _history(uow: SearchUnitOfWork, checklist: Checklist, request: HiringRequest) -> Message:
    number = request.command.number or None
    if number and not checklist.item(number):
        return _no_such_item(checklist, request)
    return history_card(checklist, uow.history(checklist.search, number), number)


def _no_such_item(checklist: Checklist, request: HiringRequest) -> Message:
    refusal = Refusal(request.command.number, "no_such_item")
    return Message(explain_refusal(refusal, checklist.search, request.recipient))
