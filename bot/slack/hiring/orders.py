"""What `/hiring` answers: an order in, what came of it out. Nothing here asks Slack for anything."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from bot.errors import RolecallError
from bot.hiring import service
from bot.hiring.access import Unclear, meant
from bot.hiring.models import Checklist, Search
from bot.hiring.rules import Deed, Refusal
from bot.hiring.service import ChangedMeanwhileError, Desk, NothingToUndo, Turn, Worked
from bot.slack.hiring.errands import Came, Done, Errand, Say
from bot.slack.hiring.history_card import history_card
from bot.slack.hiring.item_card import item_card
from bot.slack.hiring.law import Cautions
from bot.slack.hiring.lengths import fitting
from bot.slack.hiring.lists import items_message, next_message, phase_called
from bot.slack.hiring.means import Hiring
from bot.slack.hiring.modals import certain
from bot.slack.hiring.problems import problem_message
from bot.slack.hiring.refusals import not_the_last, not_undone, refused, which_search
from bot.slack.hiring.rereading import read_again
from bot.slack.hiring.results import NO_CAUTIONS, searches_message, worked_message
from bot.slack.hiring.search_card import search_card
from bot.slack.hiring.steps import steps, told_once, verbs
from bot.slack.message import Message
from bot.slack.text import echo

ON_ITEMS = frozenset(
    ("done", "reopen", "assign", "due", "start-item", "block", "unblock", "skip", "note", "snooze", "override")
)
CHANGES = ON_ITEMS | {"add", "rename", "owner", "target", "close", "reopen-search", "undo", "weekly"}
QUICK = 2
"""How often a step is tried without holding the search."""

Use = Callable[[Hiring, Desk, Errand], Done]


def carry_out(hiring: Hiring, team: str, errand: Errand) -> Came:
    """Do what is ordered, in one transaction. Raises RolecallError where it cannot be, and what the database raises."""
    done = _carried_out(hiring, team, errand)
    return Came(done.say(), *done[1:])


def _carried_out(hiring: Hiring, team: str, errand: Errand) -> Done:
    order = fitting(errand.order)
    if order.verb in ON_ITEMS and len(order.numbers) == len(verbs(order)) == 1:
        for _ in range(QUICK):
            with suppress(ChangedMeanwhileError), hiring.desks.quick_desk(team, errand.asker.channel) as desk:
                return _at_desk(hiring, desk, errand)
    with hiring.desks.desk(team, to_change=order.verb in CHANGES) as desk:
        return _at_desk(hiring, desk, errand)


def _at_desk(hiring: Hiring, desk: Desk, errand: Errand) -> Done:
    if errand.order.search is not None and not errand.id:
        errand = errand._replace(order=read_again(desk, errand.asker, errand.order))
    if errand.order.problem:
        return Done(partial(problem_message, errand.order, hiring.base))
    use = USES[errand.order.verb]
    done = use(hiring, desk, errand)
    over = meant(desk, errand.asker, errand.target.ref, over=True) if done.unclear else None
    return use(hiring, desk, errand._replace(id=over.id)) if isinstance(over, Search) else done


def _on_items(hiring: Hiring, desk: Desk, errand: Errand) -> Done:
    order, asker = errand.order, errand.asker
    deed = Deed(asker.user, asker.at, order.text, _person(errand), errand.day)
    worked = service.work(desk, asker, errand.target, steps(order, deed))
    told = worked if isinstance(worked, Unclear) else told_once(worked)
    return _worked(told, errand, hiring.base.cautions)


def _add(_: Hiring, desk: Desk, errand: Errand) -> Done:
    checklist = _found(desk, errand)
    if isinstance(checklist, Unclear):
        return _unclear(checklist, errand)
    phase = phase_called(checklist, errand.order.filter) if errand.order.filter else _current_phase(checklist)
    if phase is None:
        raise RolecallError(
            f"“{echo(errand.order.filter, 40)}” is no phase of this search.", "`/hiring status` shows the phases."
        )
    return _worked(service.add_item(desk, errand.asker, errand.target, errand.order.text, phase[0], errand.day), errand)


def _current_phase(checklist: Checklist) -> tuple[str, str]:
    """The first phase in which something is left to do; the last where nothing is."""
    names = dict(checklist.search.phases)
    phase = next((item.phase for item in checklist.listed if not item.closed), checklist.search.phases[-1][0])
    return phase, names.get(phase, phase)


def _turned(turn: Callable[[Errand], Turn]) -> Use:
    def use(_: Hiring, desk: Desk, errand: Errand) -> Done:
        return _worked(service.change_search(desk, errand.asker, errand.target, turn(errand)), errand)

    return use


def _rename(errand: Errand) -> Turn:
    return Turn("rename", {"name": errand.order.text})


def _owner(errand: Errand) -> Turn:
    return Turn("owner", {"owner": _person(errand)}, left=errand.left)


def _target(hiring: Hiring, desk: Desk, errand: Errand) -> Done:
    values = {"starts_on": errand.day, "targeted": True}
    turn = Turn("target", values, errand.order.text, hiring.course(errand.today))
    return _worked(service.change_search(desk, errand.asker, errand.target, turn), errand)


def _close(errand: Errand) -> Turn:
    order = errand.order
    return Turn("close", {"state": order.outcome, "reason": order.text, "closed_at": errand.asker.at}, order.text)


def _reopen_search(_: Errand) -> Turn:
    return Turn("reopen-search", {"state": "open", "reason": "", "closed_at": None})


def _weekly(errand: Errand) -> Turn:
    return Turn("weekly", {"weekly": errand.order.on is not False})


def _undo(_: Hiring, desk: Desk, errand: Errand) -> Done:
    if errand.order.text and (another := _not_the_last(desk, errand)):
        return another
    undone = service.undo(desk, errand.asker, errand.target)
    if isinstance(undone, NothingToUndo):
        return Done(lambda: Message(not_undone(undone)), private=_is_elsewhere(undone.checklist.search, errand))
    return _worked(undone, errand)


def _not_the_last(desk: Desk, errand: Errand) -> Done | None:
    """What is said where the act that a button names is not what the person did last; None where it is."""
    search = certain(_found(desk, errand)).search
    last = desk.last_act(search, errand.asker.user)
    if last and last.id == errand.order.text:
        return None
    return Done(lambda: Message(not_the_last(search)), private=_is_elsewhere(search, errand))


def _status(_: Hiring, desk: Desk, errand: Errand) -> Done:
    return _shown(desk, errand, lambda checklist: partial(search_card, checklist, errand.today))


def _items(_: Hiring, desk: Desk, errand: Errand) -> Done:
    order, user, today = errand.order, errand.asker.user, errand.today
    whose = None if order.person is None else _person(errand)
    return _shown(
        desk, errand, lambda checklist: partial(items_message, checklist, order.filter, user, today, whose=whose)
    )


def _next(_: Hiring, desk: Desk, errand: Errand) -> Done:
    return _shown(desk, errand, lambda checklist: partial(next_message, checklist, errand.asker.user, errand.today))


def _item(hiring: Hiring, desk: Desk, errand: Errand) -> Done:
    def card(checklist: Checklist) -> Say:
        item = checklist.item(errand.order.number)
        if item is None:
            return partial(_missing, checklist, errand)
        return partial(item_card, checklist, item, hiring.base, errand.today, errand.asker.user)

    return _shown(desk, errand, card)


def _history(_: Hiring, desk: Desk, errand: Errand) -> Done:
    number = errand.order.number or None

    def card(checklist: Checklist) -> Say:
        if number and not checklist.item(number):
            return partial(_missing, checklist, errand)
        return partial(history_card, checklist, desk.history(checklist.search, number), number)

    return _shown(desk, errand, card)


def _missing(checklist: Checklist, errand: Errand) -> Message:
    return Message(refused(Refusal(errand.order.number, "no_such_item"), checklist.search, errand.hearer))


def _searches(_: Hiring, desk: Desk, errand: Errand) -> Done:
    here = desk.searches_in(errand.asker.channel)
    others = [each for each in desk.searches_of(errand.asker.user) if each.channel != errand.asker.channel]
    over = desk.closed_in(errand.asker.channel)
    return Done(partial(searches_message, here, tuple(others), over), private=True)


USES: dict[str, Use] = {
    **dict.fromkeys(ON_ITEMS, _on_items),
    "add": _add,
    "rename": _turned(_rename),
    "owner": _turned(_owner),
    "target": _target,
    "close": _turned(_close),
    "reopen-search": _turned(_reopen_search),
    "weekly": _turned(_weekly),
    "undo": _undo,
    "status": _status,
    "items": _items,
    "next": _next,
    "item": _item,
    "history": _history,
    "searches": _searches,
}
"""Verb to what it does, for every verb that Slack need not be asked for."""


def _shown(desk: Desk, errand: Errand, show: Callable[[Checklist], Say]) -> Done:
    checklist = _found(desk, errand)
    if isinstance(checklist, Unclear):
        return _unclear(checklist, errand)
    return Done(show(checklist), private=_is_elsewhere(checklist.search, errand))


def _found(desk: Desk, errand: Errand) -> Checklist | Unclear:
    return service.find(desk, errand.asker, errand.target)


def _worked(worked: Worked | Unclear, errand: Errand, cautions: Cautions = NO_CAUTIONS) -> Done:
    if isinstance(worked, Unclear):
        return _unclear(worked, errand)
    say = partial(worked_message, worked, errand.today, errand.hearer, cautions)
    return Done(say, worked if worked.act else None, _is_elsewhere(worked.after.search, errand))


def _unclear(unclear: Unclear, errand: Errand) -> Done:
    private = any(_is_elsewhere(search, errand) for search in unclear.candidates)
    nothing = bool(unclear.ref or not unclear.candidates)
    say = partial(which_search, unclear, errand.order, errand.asker.channel)
    return Done(say, private=private, unclear=nothing)


def _is_elsewhere(search: Search, errand: Errand) -> bool:
    return search.channel != errand.asker.channel


def _person(errand: Errand) -> str:
    named = errand.order.person or ""
    return {"me": errand.asker.user, "nobody": ""}.get(named, named)
