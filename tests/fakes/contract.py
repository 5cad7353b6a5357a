"""The contract between a card and the person who presses one of its elements; see test_reading_contract."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from fakes.office import Office
from fakes.presses import Press, Record, close_forms, fill_in_forms, press_once, presses_of, record
from fakes.seen import Seen
from fakes.slack import Member

POSTING = ("share", "topic share=")
"""Actions that post a message without recording anything else."""
FAILURES = ("This button has expired", "Something went wrong")
"""What the app says if it can't do what an element of its own cards asks for."""


class Case(NamedTuple):
    """A card, the person who presses its elements, and a function that asks for the card again, if that shows it."""

    office: Office
    database_url: str
    card: Seen
    member: Member
    again: Callable[[], Seen] | None = None

    def ask(self) -> Seen:
        """Ask for the card again."""
        assert self.again
        return self.again()

    def record(self) -> Record:
        """How things are now."""
        return record(self.office, self.member, self.database_url)


def check_every_element(make: Callable[[], Case], *, every_topic: bool = False) -> None:
    """Press every element of a card, each on a new one, and list what breaks the contract.

    Of the options of a menu that ask the same kind of question about different topics, the first and the last are
    pressed, unless `every_topic`: they take the same path through the app.
    """
    elements = presses_of(make().card)
    chosen = elements if every_topic else _one_of_each_kind(elements)
    problems = [problem for each in chosen for problem in _problems(make(), elements.index(each), each.label)]
    assert elements, "the card has no elements"
    assert not problems, "\n".join(problems)


def _one_of_each_kind(elements: list[Press]) -> list[Press]:
    """Without the options between the first and the last that ask the same kind of question in the same menu."""
    kinds = [(each.spot, each.action.partition(":")[0]) for each in elements]
    last = {kind: place for place, kind in enumerate(kinds)}
    return [
        each
        for place, (each, kind) in enumerate(zip(elements, kinds, strict=True))
        if place in (kinds.index(kind), last[kind])
    ]


def _problems(case: Case, place: int, label: str) -> list[str]:
    """What is wrong after pressing this element, filling in its forms, and pressing it again."""
    pressed = presses_of(case.card)[place]
    assert pressed.label == label, "the card is not the same each time"
    problems = [*_press_problems(case, pressed), *_repeat_problems(case, pressed), *case.office.slack.faults]
    return [f"{pressed.label} ({pressed.action}): {problem}" for problem in problems]


def _press_problems(case: Case, pressed: Press) -> list[str]:
    """What is wrong after pressing the element, and after its forms."""
    before = case.record()
    press_once(case.member, case.card, pressed)
    opened = case.record()
    fill_in_forms(case.member)
    after = case.record()
    close_forms(case.member)
    return [
        *_silence(before, opened),
        *(_silence(replace(opened, forms=()), replace(after, forms=())) if after.facts != opened.facts else ()),
        *_failures(opened),
        *_changes_of_reading(case, pressed, before, after),
        *_repeats(before, after),
        *(_staleness(case) if after.facts != before.facts else ()),
    ]


def _repeat_problems(case: Case, pressed: Press) -> list[str]:
    """What pressing the same element once more has done."""
    before = case.record()
    press_once(case.member, case.card, pressed)
    close_forms(case.member)
    return [f"again: {problem}" for problem in _repeats(before, case.record(), allowed=0)]


def _silence(before: Record, after: Record) -> Iterator[str]:
    """Whether the person sees nothing new: no message, no changed one and no form."""
    if (before.visible, before.forms) == (after.visible, after.forms):
        yield "no response"


def _failures(after: Record) -> Iterator[str]:
    for text, _ in after.visible.values():
        if any(each in text for each in FAILURES):
            yield f"answered {text!r}"


def _changes_of_reading(case: Case, pressed: Press, before: Record, after: Record) -> Iterator[str]:
    """Messages that others see and that changed although nothing was done; if something was, only the card may."""
    is_reading = before.facts == after.facts
    clicked = (case.card.message.channel, case.card.message.ts)
    for key, content in before.public.items():
        may_change = not is_reading and (key == clicked or key in before.cards)
        if after.public.get(key) != content and not may_change:
            yield f"changed a public message: {content[0][:60]!r}"
    posted = [content[0][:60] for key, content in after.public.items() if key not in before.public]
    if is_reading and posted and not pressed.action.startswith(POSTING):
        yield f"posted {posted}"


def _repeats(before: Record, after: Record, allowed: int = 1) -> Iterator[str]:
    """What was posted or recorded more often than allowed."""
    if len(after.posts) - len(before.posts) > allowed:
        yield f"{len(after.posts) - len(before.posts)} posts"
    if after.entries - before.entries > allowed:
        yield f"{after.entries - before.entries} changes"


def _staleness(case: Case) -> Iterator[str]:
    """How the card differs from what is shown if one asks again. A private card may be replaced by the response."""
    now = case.member.now(case.card)
    is_replaced = now is not None and (now.private or now.channel == "DM") and now.words != case.card.words
    if now is None or is_replaced or case.again is None:
        return
    again = case.ask()
    if again.words != now.words:
        yield f"the card shows {now.words!r}, asking again {again.words!r}"
