"""The search use cases for tests: the search is given as a reference, and each rule by its verb."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from bot.commands.catalogue import CATALOGUE
from bot.hiring import service
from bot.hiring.access import Actor, AmbiguousSearch
from bot.hiring.models import Checklist
from bot.hiring.rules import ItemRule, RuleInput
from bot.hiring.search_rules import SearchUpdate
from bot.hiring.service import ChangeResult, NothingToUndo
from bot.hiring.unit_of_work import SearchUnitOfWork

ITEM_RULES: dict[str, ItemRule] = {verb.name: verb.rule for verb in CATALOGUE.values() if verb.rule}
"""The rule of each item verb."""
Step = tuple[str, int, RuleInput]
"""A verb, an item number, and the input of the rule."""


class SearchRef(NamedTuple):
    """A reference to a search by name, by id, or by neither for the search of the channel."""

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
    rule_steps = [(ITEM_RULES[verb], number, rule_input) for verb, number, rule_input in steps]
    return service.apply_steps(uow, actor, found, rule_steps, all_or_nothing=all_or_nothing)


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
