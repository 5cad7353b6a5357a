"""What `/hiring` answers: an order in, what came of it out. Nothing here asks Slack for anything."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from bot.errors import RolecallError
from bot.hiring import service
from bot.hiring.access import AmbiguousSearch, resolve_search
from bot.hiring.models import Checklist, Search
from bot.hiring.rules import ItemInput, Refusal
from bot.hiring.service import ChangeResult, ConcurrentChangeError, NothingToUndo, SearchUnitOfWork, SearchUpdate
from bot.slack.hiring.context import HiringServices
from bot.slack.hiring.forms.submissions import require_found
from bot.slack.hiring.lengths import check_length
from bot.slack.hiring.requests import (
    HiringReply,
    HiringRequest,
    PendingReply,
    RenderMessage,
    build_steps,
    drop_redundant_refusals,
    item_verbs,
    resolve_search_word,
)
from bot.slack.hiring.views.confirmations import NO_CAUTIONS, confirmation_message, searches_message
from bot.slack.hiring.views.history import history_card
from bot.slack.hiring.views.item_card import Cautions, item_card
from bot.slack.hiring.views.lists import find_phase, items_message, next_message
from bot.slack.hiring.views.refusals import (
    ask_which_search,
    explain_not_last_change,
    explain_nothing_undone,
    explain_refusal,
)
from bot.slack.hiring.views.search_card import search_card
from bot.slack.hiring.views.usage import problem_message
from bot.slack.message import Message
from bot.slack.text import safe_mrkdwn

ITEM_VERBS = frozenset(
    ("done", "reopen", "assign", "due", "start-item", "block", "unblock", "skip", "note", "snooze", "override")
)
WRITE_VERBS = ITEM_VERBS | {"add", "rename", "owner", "target", "close", "reopen-search", "undo", "weekly"}
OPTIMISTIC_ATTEMPTS = 2
"""How often a step is tried without holding the search."""

Handler = Callable[[HiringServices, SearchUnitOfWork, HiringRequest], PendingReply]


def execute(services: HiringServices, team: str, request: HiringRequest) -> HiringReply:
    """Do what is ordered, in one transaction. Raises RolecallError where it cannot be, and what the database raises."""
    done = _execute(services, team, request)
    return HiringReply(done.render(), *done[1:])


def _execute(services: HiringServices, team: str, request: HiringRequest) -> PendingReply:
    order = check_length(request.command)
    if order.verb in ITEM_VERBS and len(order.numbers) == len(item_verbs(order)) == 1:
        for _ in range(OPTIMISTIC_ATTEMPTS):
            with (
                suppress(ConcurrentChangeError),
                services.units_of_work.quick_desk(team, request.actor.channel) as desk,
            ):
                return _handle(services, desk, request)
    with services.units_of_work.begin(team, writable=order.verb in WRITE_VERBS) as desk:
        return _handle(services, desk, request)


def _handle(services: HiringServices, uow: SearchUnitOfWork, request: HiringRequest) -> PendingReply:
    if request.command.search is not None and not request.search_id:
        request = request._replace(command=resolve_search_word(uow, request.actor, request.command))
    if request.command.problem:
        return PendingReply(partial(problem_message, request.command, services.base))
    use = HANDLERS[request.command.verb]
    done = use(services, uow, request)
    closed_only = (
        resolve_search(uow, request.actor, request.search_ref.name, closed_only=True) if done.is_not_found else None
    )
    return use(services, uow, request._replace(search_id=closed_only.id)) if isinstance(closed_only, Search) else done


def _change_items(services: HiringServices, uow: SearchUnitOfWork, request: HiringRequest) -> PendingReply:
    order, asker = request.command, request.actor
    deed = ItemInput(asker.user, asker.at, order.text, _resolve_person(request), request.day)
    worked = service.apply_steps(uow, asker, request.search_ref, build_steps(order, deed))
    told = worked if isinstance(worked, AmbiguousSearch) else drop_redundant_refusals(worked)
    return _confirm(told, request, services.base.cautions)


def _add(_: HiringServices, uow: SearchUnitOfWork, request: HiringRequest) -> PendingReply:
    checklist = _find_search(uow, request)
    if isinstance(checklist, AmbiguousSearch):
        return _ask_which_search(checklist, request)
    phase = find_phase(checklist, request.command.filter) if request.command.filter else _current_phase(checklist)
    if phase is None:
        raise RolecallError(
            f"“{safe_mrkdwn(request.command.filter, 40)}” is no phase of this search.",
            "`/hiring status` shows the phases.",
        )
    return _confirm(
        service.add_item(uow, request.actor, request.search_ref, request.command.text, phase[0], request.day), request
    )


def _current_phase(checklist: Checklist) -> tuple[str, str]:
    """The first phase in which something is left to do; the last where nothing is."""
    names = dict(checklist.search.phases)
    phase = next((item.phase for item in checklist.visible_items if not item.is_closed), checklist.search.phases[-1][0])
    return phase, names.get(phase, phase)


def _search_handler(build_update: Callable[[HiringRequest], SearchUpdate]) -> Handler:
    def use(_: HiringServices, uow: SearchUnitOfWork, request: HiringRequest) -> PendingReply:
        return _confirm(service.change_search(uow, request.actor, request.search_ref, build_update(request)), request)

    return use


def _rename(request: HiringRequest) -> SearchUpdate:
    return SearchUpdate("rename", {"name": request.command.text})


def _owner(request: HiringRequest) -> SearchUpdate:
    return SearchUpdate("owner", {"owner": _resolve_person(request)}, departed_owner=request.departed_owner)


def _set_target(services: HiringServices, uow: SearchUnitOfWork, request: HiringRequest) -> PendingReply:
    values = {"starts_on": request.day, "targeted": True}
    turn = SearchUpdate("target", values, request.command.text, services.schedule_template(request.today))
    return _confirm(service.change_search(uow, request.actor, request.search_ref, turn), request)


def _close(request: HiringRequest) -> SearchUpdate:
    order = request.command
    return SearchUpdate(
        "close", {"state": order.outcome, "reason": order.text, "closed_at": request.actor.at}, order.text
    )


def _reopen_search(_: HiringRequest) -> SearchUpdate:
    return SearchUpdate("reopen-search", {"state": "open", "reason": "", "closed_at": None})


def _weekly(request: HiringRequest) -> SearchUpdate:
    return SearchUpdate("weekly", {"weekly": request.command.enabled is not False})


def _undo(_: HiringServices, uow: SearchUnitOfWork, request: HiringRequest) -> PendingReply:
    if request.command.text and (another := _refuse_unless_last(uow, request)):
        return another
    undone = service.undo(uow, request.actor, request.search_ref)
    if isinstance(undone, NothingToUndo):
        return PendingReply(
            lambda: Message(explain_nothing_undone(undone)),
            is_private=_is_other_channel(undone.checklist.search, request),
        )
    return _confirm(undone, request)


def _refuse_unless_last(uow: SearchUnitOfWork, request: HiringRequest) -> PendingReply | None:
    """What is said where the act that a button names is not what the person did last; None where it is."""
    search = require_found(_find_search(uow, request)).search
    last = uow.last_entry_by(search, request.actor.user)
    if last and last.id == request.command.text:
        return None
    return PendingReply(lambda: Message(explain_not_last_change(search)), is_private=_is_other_channel(search, request))


def _status(_: HiringServices, uow: SearchUnitOfWork, request: HiringRequest) -> PendingReply:
    return _show(uow, request, lambda checklist: partial(search_card, checklist, request.today))


def _items(_: HiringServices, uow: SearchUnitOfWork, request: HiringRequest) -> PendingReply:
    order, user, today = request.command, request.actor.user, request.today
    whose = None if order.person is None else _resolve_person(request)
    return _show(
        uow, request, lambda checklist: partial(items_message, checklist, order.filter, user, today, assignee=whose)
    )


def _next(_: HiringServices, uow: SearchUnitOfWork, request: HiringRequest) -> PendingReply:
    return _show(uow, request, lambda checklist: partial(next_message, checklist, request.actor.user, request.today))


def _item(services: HiringServices, uow: SearchUnitOfWork, request: HiringRequest) -> PendingReply:
    def card(checklist: Checklist) -> RenderMessage:
        item = checklist.item(request.command.number)
        if item is None:
            return partial(_missing, checklist, request)
        return partial(item_card, checklist, item, services.base, request.today, request.actor.user)

    return _show(uow, request, card)


def _history(_: HiringServices, uow: SearchUnitOfWork, request: HiringRequest) -> PendingReply:
    number = request.command.number or None

    def card(checklist: Checklist) -> RenderMessage:
        if number and not checklist.item(number):
            return partial(_missing, checklist, request)
        return partial(history_card, checklist, uow.history(checklist.search, number), number)

    return _show(uow, request, card)


def _missing(checklist: Checklist, request: HiringRequest) -> Message:
    return Message(
        explain_refusal(Refusal(request.command.number, "no_such_item"), checklist.search, request.recipient)
    )


def _searches(_: HiringServices, uow: SearchUnitOfWork, request: HiringRequest) -> PendingReply:
    here = uow.open_searches_in(request.actor.channel)
    others = [each for each in uow.open_searches_of(request.actor.user) if each.channel != request.actor.channel]
    over = uow.closed_searches_in(request.actor.channel)
    return PendingReply(partial(searches_message, here, tuple(others), over), is_private=True)


HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(ITEM_VERBS, _change_items),
    "add": _add,
    "rename": _search_handler(_rename),
    "owner": _search_handler(_owner),
    "target": _set_target,
    "close": _search_handler(_close),
    "reopen-search": _search_handler(_reopen_search),
    "weekly": _search_handler(_weekly),
    "undo": _undo,
    "status": _status,
    "items": _items,
    "next": _next,
    "item": _item,
    "history": _history,
    "searches": _searches,
}
"""Verb to what it does, for every verb that Slack need not be asked for."""


def _show(uow: SearchUnitOfWork, request: HiringRequest, show: Callable[[Checklist], RenderMessage]) -> PendingReply:
    checklist = _find_search(uow, request)
    if isinstance(checklist, AmbiguousSearch):
        return _ask_which_search(checklist, request)
    return PendingReply(show(checklist), is_private=_is_other_channel(checklist.search, request))


def _find_search(uow: SearchUnitOfWork, request: HiringRequest) -> Checklist | AmbiguousSearch:
    return service.find_checklist(uow, request.actor, request.search_ref)


def _confirm(
    result: ChangeResult | AmbiguousSearch, request: HiringRequest, cautions: Cautions = NO_CAUTIONS
) -> PendingReply:
    if isinstance(result, AmbiguousSearch):
        return _ask_which_search(result, request)
    say = partial(confirmation_message, result, request.today, request.recipient, cautions)
    return PendingReply(say, result if result.entry else None, _is_other_channel(result.after.search, request))


def _ask_which_search(ambiguous: AmbiguousSearch, request: HiringRequest) -> PendingReply:
    private = any(_is_other_channel(search, request) for search in ambiguous.candidates)
    nothing = bool(ambiguous.name or not ambiguous.candidates)
    say = partial(ask_which_search, ambiguous, request.command, request.actor.channel)
    return PendingReply(say, is_private=private, is_not_found=nothing)


def _is_other_channel(search: Search, request: HiringRequest) -> bool:
    return search.channel != request.actor.channel


def _resolve_person(request: HiringRequest) -> str:
    named = request.command.person or ""
    return {"me": request.actor.user, "nobody": ""}.get(named, named)
