"""Tailoring: which items of the template a search has, and how they differ, given what is known about the search."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from bot.hiring.models import Decider, Listing, Search, Vacancy, Visibility
from bot.knowledge.checklists import ChecklistItem, Condition, ItemVariant
from bot.knowledge.jurisdictions import can_apply, does_apply

BOARD_LED_ROLES = frozenset(("ceo",))
"""Roles whose search the board leads unless it is answered otherwise."""
REPORTS_TO_BOARD = frozenset(("ceo", "chair", "managing_director", "ned", "president"))
"""Roles that report to the board: their searches have no CEO who owns items. The board may decide about others too."""
SIGNATURE = "signed_offer"
"""The key of the item whose distance from the first day is the notice period."""
USUAL_NOTICE = 30
"""The notice period, in days, that the due dates of the template allow for. Chosen by hand: a month."""
AFTER_SIGNATURE = 14
"""Items that are due within so many days of the signature keep their distance from it."""
_CEO = re.compile(r"\bCEO\b")
_FIELD_OF_CONDITION: Mapping[Condition, str] = {
    "listed": "listing",
    "private": "listing",
    "replacement": "vacancy",
    "new": "vacancy",
    "confidential": "visibility",
    "open": "visibility",
    "board": "decided_by",
    "ceo": "decided_by",
}


class Circumstances(NamedTuple):
    """What is known about a search, as in `Search`: empty, or 0, if it isn't known."""

    country: str = ""
    region: str = ""
    listing: Listing = ""
    vacancy: Vacancy = ""
    visibility: Visibility = ""
    decided_by: Decider = ""
    notice_days: int = 0

    @classmethod
    def from_search(cls, search: Search) -> "Circumstances":
        """The circumstances of a search, with who decides as usual for its role if that isn't answered."""
        return cls(*(getattr(search, name) for name in cls._fields)).for_role(search.role)

    def for_role(self, role: str) -> "Circumstances":
        """The same, with who decides as usual for the role if that isn't answered."""
        usual: Decider = "board" if role in BOARD_LED_ROLES else "ceo"
        return self if self.decided_by else self._replace(decided_by=usual)


def tailor(template: Iterable[ChecklistItem], role: str, known: Circumstances) -> tuple[ChecklistItem, ...]:
    """The items of the template that a search for this role has, each as it is in these circumstances."""
    known = known.for_role(role)
    chosen = (each for each in template if (not each.roles or role in each.roles) and _fits(each, known))
    adapted = [_adapt(each, known, reports_to_board=role in REPORTS_TO_BOARD) for each in chosen]
    return tuple(_in_order(_allow_for_notice(adapted, known.notice_days)))


def find_offsets(template: Iterable[ChecklistItem], search: Search) -> dict[str, int]:
    """The days on which the items of a search are due, counted from the first day, by their keys."""
    return {each.key: each.due for each in tailor(template, search.role, Circumstances.from_search(search))}


def _fits(item: ChecklistItem, known: Circumstances) -> bool:
    """Whether the search has the item: nothing that is known speaks against it."""
    is_here = not item.where or can_apply(item.where, known.country, known.region)
    return is_here and all(answer in ("", *wanted) for answer, wanted in _answers(item.only_if, known))


def _applies(variant: ItemVariant, known: Circumstances) -> bool:
    """Whether all conditions of the variant are known to be met."""
    is_here = not variant.where or does_apply(variant.where, known.country, known.region)
    return is_here and all(answer in wanted for answer, wanted in _answers(variant.only_if, known))


def _answers(conditions: Iterable[Condition], known: Circumstances) -> list[tuple[str, list[str]]]:
    """For each question that the conditions are about, what was answered and the answers that they name."""
    wanted: dict[str, list[str]] = {}
    for condition in conditions:
        wanted.setdefault(_FIELD_OF_CONDITION[condition], []).append(condition)
    return [(getattr(known, name), answers) for name, answers in wanted.items()]


def _adapt(item: ChecklistItem, known: Circumstances, *, reports_to_board: bool) -> ChecklistItem:
    """The item with its first variant that applies. If the board is the boss, its chair stands in for the CEO."""
    variant = next((each for each in item.variants if _applies(each, known)), None)
    fields = ("title", "done", "owner", "due", "needs")
    values: dict[str, Any] = {name: getattr(variant, name) for name in fields if variant}
    adapted = replace(item, **{name: value for name, value in values.items() if value is not None})
    is_board_led = known.decided_by == "board" and reports_to_board
    return replace(adapted, owner=_CEO.sub("Chair", adapted.owner)) if is_board_led else adapted


def _allow_for_notice(items: list[ChecklistItem], notice_days: int) -> list[ChecklistItem]:
    """The items with the signature, and all that comes before it or soon after, as early as the notice period asks."""
    signature = next((each.due for each in items if each.key == SIGNATURE), None)
    if not notice_days or signature is None:
        return items
    earlier = notice_days - USUAL_NOTICE
    last = signature + AFTER_SIGNATURE
    return [replace(each, due=min(each.due - earlier, -1)) if each.due <= last else each for each in items]


def _in_order(items: Iterable[ChecklistItem]) -> list[ChecklistItem]:
    """The items in the order given, none of them due before an item that it needs."""
    items = list(items)
    due = {each.key: each.due for each in items}
    for _ in items:
        late = {
            each.key: max(due[each.key], *(due.get(need, due[each.key]) for need in each.needs))
            for each in items
            if each.needs
        }
        if late.items() <= due.items():
            break
        due |= late
    return [each if due[each.key] == each.due else replace(each, due=due[each.key]) for each in items]
