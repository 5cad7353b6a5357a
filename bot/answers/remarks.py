"""What an answer says about its question: parts that it leaves out, facts that were read, and other readings."""

from collections.abc import Callable
from typing import NamedTuple

from bot.answers.models import Advice, Answer, FullAnswer
from bot.answers.plain import render_plain
from bot.answers.wording import join_words
from bot.understanding.intents import Option, Reading

ENGAGEMENT = "engagement"
"""The kind of the facts about a contract, such as an interim one; they say nothing about the company."""
NARROWING = ("sector", "country", ENGAGEMENT)
"""The kinds of facts that may make a general answer wrong for this company."""
SEVERAL = "several"
"""How `decided_by` begins if a message asks several questions."""


class Remarks(NamedTuple):
    """Remarks on one reading.

    - `unknown_sides`: what was asked about and is not covered, as typed.
    - `further_questions`: the other questions in the same message.
    - `facts`: what the message says about the company, as pairs of kind and text.
    - `uncovered`: the country, the sector and the kind of contract, if the answer says nothing about them.
    - `alternatives`: the questions to offer beside the answer: the further ones, then other readings.
    - `used`: the texts of the facts that the answer takes into account.
    """

    unknown_sides: tuple[str, ...] = ()
    further_questions: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    uncovered: tuple[str, ...] = ()
    alternatives: tuple[Option, ...] = ()
    used: tuple[str, ...] = ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """Every part of the message that was not answered."""
        return (*self.unknown_sides, *self.further_questions, *self.uncovered)


NO_REMARKS = Remarks()


def remark_on(reading: Reading, answer: Answer) -> Remarks:
    """Return the remarks on a reading and its answer; none on a question back, a refusal, the help or the directory."""
    if not isinstance(answer, FullAnswer):
        return NO_REMARKS
    asks_more = reading.decided_by.startswith(SEVERAL)
    further = tuple(option.label for option in reading.options) if asks_more else ()
    of_company = tuple((fact.kind, fact.usual_name) for fact in reading.facts if fact.kind != ENGAGEMENT)
    uncovered = _uncovered(reading, answer)
    return Remarks(reading.unknown_sides, further, of_company, uncovered, reading.options, _used(of_company, answer))


def _uncovered(reading: Reading, answer: FullAnswer) -> tuple[str, ...]:
    """Return the country, the sector and the kind of contract that the answer, in full, does not mention."""
    named = [fact for fact in reading.facts if fact.kind in NARROWING]
    if not named:
        return ()
    said = " ".join(render_plain(answer).body)
    unsaid = [fact for fact in named if not fact.is_named_in(said)]
    return tuple(f"{fact.text.casefold()} hires" if fact.kind == ENGAGEMENT else fact.usual_name for fact in unsaid)


def _used(facts: tuple[tuple[str, str], ...], answer: FullAnswer) -> tuple[str, ...]:
    """Return the facts that the answer is for: those it was chosen by, and a stage that its first sentence names."""
    kinds = answer.taken_in if isinstance(answer, Advice) else ()
    said = answer.short.text.casefold()
    return tuple(text for kind, text in facts if kind in kinds or (kind == "stage" and text.casefold() in said))


def remark_lines(remarks: Remarks, clean: Callable[[str], str] = str) -> tuple[str, ...]:
    """Return the remarks as sentences, one for each kind. `clean` makes what the person typed safe to show."""
    lines = []
    if remarks.unknown_sides:
        quoted = join_words([f"“{clean(text)}”" for text in remarks.unknown_sides], "or")
        lines.append(f"I don't cover {quoted}, so that part isn't answered.")
    if remarks.further_questions:
        lines.append(f"You also asked: {'; '.join(remarks.further_questions)}")
    if known := [clean(text) for _, text in remarks.facts if text not in (*remarks.uncovered, *remarks.used)]:
        lines.append(f"You said: {join_words(known)}. The answer doesn't take that into account.")
    if remarks.uncovered:
        named = join_words([clean(text) for text in remarks.uncovered], "or")
        lines.append(f"Nothing here is specific to {named}.")
    return tuple(lines)
