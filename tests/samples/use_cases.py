"""The use cases of a search as tests call them: in the search that a reference names, with rules by their verb."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from bot.commands.catalogue import CATALOGUE
from bot.hiring import service
from bot.hiring.access import Actor, AmbiguousSearch
from bot.hiring.models import Checklist
from bot.hiring.rules import ItemRule, RuleInput, SearchUpdate
from bot.hiring.service import ChangeResult, NothingToUndo
from bot.hiring.unit_of_work import SearchUnitOfWork

ITEM_RULES: dict[str, ItemRule] = {verb.name: verb.rule for verb in CATALOGUE.values() if verb.rule}
"""Verb to rule, for everything that can be done to an item."""
Step = tuple[str, int, RuleInput]
"""A verb, the number of an item, and the input of its rule."""


class SearchRef(NamedTuple):
    """A search by its name, which may be empty, or by its id."""

    name: str = ""
    id: str = ""
    closed_only: bool = False


def find_checklist(uow: SearchUnitOfWork, actor: Actor, ref: SearchRef) -> Checklist | AmbiguousSearch:
    if ref.id:
        return service.load_checklist(uow, actor, ref.id)
    return service.find_checklist(uow, actor, ref.name, closed_only=ref.closed_only)


def apply_steps(
    uow: SearchUnitOfWork, actor: Actor, ref: SearchRef, steps: Iterable[Step], *, all_or_nothing: bool = False
) -> ChangeResult | AmbiguousSearch:
    found = find_checklist(uow, actor, ref)
    if isinstance(found, AmbiguousSearch):
        return found
    by_rule = [(ITEM_RULES[verb], number, given) for verb, number, given in steps]
    return service.apply_steps(uow, actor, found, by_rule, all_or_nothing=all_or_nothing)


def add_item(  # noqa: PLR0913, PLR0917  as the use case itself
    uow: SearchUnitOfWork, actor: Actor, ref: SearchRef, title: str, phase: str, due: date | None = None
) -> ChangeResult | AmbiguousSearch:
    found = find_checklist(uow, actor, ref)
    return found if isinstance(found, AmbiguousSearch) else service.add_item(uow, actor, found, title, phase, due)


def change_search(
    uow: SearchUnitOfWork, actor: Actor, ref: SearchRef, update: SearchUpdate
) -> ChangeResult | AmbiguousSearch:
    found = find_checklist(uow, actor, ref)
    return found if isinstance(found, AmbiguousSearch) else service.change_search(uow, actor, found, update)


def undo(uow: SearchUnitOfWork, actor: Actor, ref: SearchRef) -> ChangeResult | AmbiguousSearch | NothingToUndo:
    found = find_checklist(uow, actor, ref)
    return found if isinstance(found, AmbiguousSearch) else service.undo(uow, actor, found)
