"""What an answer says about its question: parts that it leaves out, facts that were read, and other readings."""

from typing import NamedTuple

from bot.answers.wording import join_words
from bot.understanding.intents import Option, Reading

SEVERAL = "several"
"""How `decided_by` begins if a message asks several questions."""


class Remarks(NamedTuple):
    """Remarks on one reading.

    - `unknown_sides`: what was asked about and is not covered, as typed.
    - `further_questions`: the other questions in the same message.
    - `facts`: what the message says about the company, as typed.
    - `alternatives`: the questions to offer beside the answer: the further ones, then other readings.
    """

    unknown_sides: tuple[str, ...] = ()
    further_questions: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    alternatives: tuple[Option, ...] = ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """Every part of the message that was not answered."""
        return (*self.unknown_sides, *self.further_questions)


NO_REMARKS = Remarks()


def remark_on(reading: Reading) -> Remarks:
    """Return the remarks on a reading that was answered; none for a question back or a refusal."""
    if reading.status != "answered":
        return NO_REMARKS
    asks_more = reading.decided_by.startswith(SEVERAL)
    further = tuple(option.label for option in reading.options) if asks_more else ()
    facts = tuple((fact.kind, fact.text) for fact in reading.facts)
    return Remarks(reading.unknown_sides, further, facts, reading.options)


def remark_lines(remarks: Remarks) -> tuple[str, ...]:
    """Return the remarks as unescaped sentences, one for each kind; they quote what the person typed."""
    lines = []
    if remarks.unknown_sides:
        lines.append(f"I don't cover {_quoted(remarks.unknown_sides)}, so that part isn't answered.")
    if remarks.further_questions:
        lines.append(f"You also asked: {'; '.join(remarks.further_questions)}")
    if remarks.facts:
        lines.append(f"Noted about your company: {join_words([text for _, text in remarks.facts])}.")
    return tuple(lines)


def _quoted(texts: tuple[str, ...]) -> str:
    return join_words([f"“{text}”" for text in texts], "or")
