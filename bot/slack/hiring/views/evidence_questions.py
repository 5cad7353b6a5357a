"""What is said about evidence that is missing or doubtful, and the buttons that answer the question."""

from collections.abc import Iterable, Mapping, Sequence

from bot.answers.wording import join_words
from bot.commands.command import Command
from bot.hiring.models import Item, Search
from bot.hiring.rules import Refusal
from bot.knowledge.checklists import EvidenceKind
from bot.slack.blocks import Element
from bot.slack.hiring.button_values import can_fit_button, command_button
from bot.slack.hiring.views.wording import long_day, numbered
from bot.slack.text import escape, safe_mrkdwn

MISSING_KINDS: Mapping[EvidenceKind, str] = {
    "link": "web address",
    "date": "date",
    "person": "person, role or body such as the board",
    "document": "link or name of a document",
    "text": "text",
}
"""What each kind of evidence is called if it is missing."""
EXAMPLES: Mapping[EvidenceKind, str] = {
    "link": "https://...",
    "date": "on 2 November",
    "person": "approved by the board",
    "document": "https://...",
    "text": "https://...",
}
"""Each kind of evidence as it may be typed."""
MAX_WORDS = 40
CONFIRM_OR_NOTE = "If that shows it's done, press *It's done*. To keep it as a remark, press *Save as note*."


def explain_missing_evidence(refusal: Refusal, item: Item) -> str:
    """Which evidence the item needs, and what the text given doesn't have."""
    missing = refusal.problem.missing if refusal.problem else ()
    found = f" Your text has no {join_words([MISSING_KINDS[kind] for kind in missing], 'or')}." if missing else ""
    return f"{numbered(item)} needs evidence before you close it: {escape(item.evidence_wanted)}.{found}"


def evidence_example(item: Item) -> str:
    """How to type evidence of the kinds that the item needs."""
    examples = dict.fromkeys(EXAMPLES[kind] for kind in item.evidence_kinds or ("text",))
    return f"For example: `/hiring done {item.number} {' '.join(examples)}`."


def explain_doubt(refusal: Refusal, item: Item) -> str:
    """Why the evidence is doubted: it says that something isn't done, or names a date in the future."""
    unchanged = f"{numbered(item)} is unchanged" if item.is_closed else f"{numbered(item)} isn't closed"
    problem = refusal.problem
    if problem and problem.future:
        return f"Has it happened? {unchanged}, because {long_day(problem.future)} is in the future."
    words = safe_mrkdwn(problem.words if problem else "", MAX_WORDS)
    return f"Is it done? {unchanged}, because the evidence says “{words}”."


def doubt_buttons(refusals: Iterable[Refusal], search: Search) -> Sequence[Element]:
    """Buttons that close the items with the doubted evidence, or keep it as a note; none if it is too long for one."""
    doubted = [each for each in refusals if each.reason == "doubtful_evidence"]
    if not doubted:
        return ()
    numbers = tuple(each.number for each in doubted)
    answers = (("It's done", "accept"), ("Save as note", "note"))
    commands = [(label, Command(verb, numbers=numbers, text=doubted[0].text)) for label, verb in answers]
    return [
        command_button(label, command, search, place)
        for place, (label, command) in enumerate(commands)
        if can_fit_button(command, search)
    ]
