"""What can be done to a search, and all the words people have for it."""

from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from typing import Literal, NamedTuple, get_args

from bot.understanding.matching import SpellingCorrector, nearest_word

Verb = Literal[
    "start",
    "status",
    "items",
    "next",
    "item",
    "done",
    "reopen",
    "assign",
    "due",
    "start-item",
    "block",
    "unblock",
    "skip",
    "note",
    "add",
    "history",
    "export",
    "rename",
    "owner",
    "target",
    "close",
    "reopen-search",
    "undo",
    "weekly",
    "snooze",
    "searches",
    "decide",
    "decisions",
    "help",
    "empty",
    "unknown",
]
"""The commands by the names that help shows; `empty` is nothing at all, `unknown` none of them."""

SYNONYMS: dict[Verb, str] = {
    "start": "start, new, create, hire, recruit, open search, open a search, new search, kick off, kickoff",
    "status": "status, stat, stats, state, progress, overview, summary, update, dashboard, card, show status,"
    " show card, how is it going, how's it going, hows it going, how are we doing, where are we, where do we stand",
    "items": "items, todo, todos, to do, to dos, tasks, steps, checklist, list items, list tasks, show items,"
    " show tasks, all items, all tasks, my items, my tasks, my todos, list mine, show mine, mine, overdue, late,"
    " show overdue, list overdue, what's overdue, whats overdue, what is overdue, what's late, open items, open"
    " tasks, show all, list open, show open, all, everything",
    "next": "next, next steps, next step, what's next, whats next, what is next, what now, up next, upcoming,"
    " show next, what's due, whats due, what is due",
    "item": "item, show, show item, view, details, detail, open, open item, see, look at, display, step, task",
    "done": "done, finish, finished, complete, completed, tick, ticked, tick off, check, checked, check off,"
    " ready, resolve, resolved, did, done with, finished with, mark done, mark as done, tick item, force, force"
    " done, override",
    "reopen": "reopen, re open, untick, uncheck, undone, not done, unfinish, redo, reopen item",
    "assign": "assign, assigned, give, delegate, hand, reassign, assign item, unassign, take, claim, i take, i'll take",
    "due": "due, deadline, date, due date, due by, due on, reschedule, postpone, move, push, set due, set"
    " deadline, change date",
    "start-item": "start item, startitem, begin, begin item, started, in progress, working on, work on, start"
    " on, start working on, begin with, doing",
    "block": "block, blocked, stuck, waiting, wait, on hold, hold, block item",
    "unblock": "unblock, unblocked, unstuck, unhold, resume, unblock item",
    "skip": "skip, skipped, n/a, na, not applicable, not needed, not relevant, irrelevant, skip item, drop, omit",
    "note": "note, notes, comment, remark, memo, annotate, add note, add a note, note on, comment on, note to",
    "add": "add, add item, add an item, add task, add a task, add step, new item, new task, new step, insert, append",
    "history": "history, log, changes, activity, audit, trail, timeline, show history, show log, what changed,"
    " who did what",
    "export": "export, download, csv, file, extract, save as, export as",
    "rename": "rename, name, retitle, call it, rename to, change name, rename search",
    "owner": "owner, owners, lead, owned by, set owner, change owner, new owner, hand over, handover, transfer,"
    " search owner",
    "target": "target, target date, new target, move target, move the target, first day, new first day, move"
    " first day, move the first day, start date, starting date, new start date, move start date, move the start date,"
    " move search, move the search, postpone search, postpone the search, push search, push the search, delay search,"
    " delay the search, reschedule search, reschedule the search, aim for, aim at",
    "close": "close, closed, end, cancel, canceled, cancelled, abandon, abort, stop, hired, filled, call off, close"
    " search, close the search, cancel search, cancel the search, abort search, abort the search, stop search, stop the"
    " search, end search, end the search, we hired, we've hired",
    "reopen-search": "reopen search, reopensearch, reopen the search, re open search, restart, restart search,"
    " resume search",
    "undo": "undo, revert, oops, undo that, undo last, undo it, take back, take that back, undo the last",
    "weekly": "weekly, weekly summary, weekly summaries, summaries, reminders, reminder, digest, mute, unmute,"
    " stop reminders, stop weekly, no weekly, turn off weekly, turn on weekly, turn off reminders, turn on"
    " reminders, turn off summary, turn on summary, stop summary, turn off the weekly, turn off the reminders,"
    " disable reminders, disable weekly, stop the weekly summary, summary off, summary on",
    "snooze": "snooze, remind, remind me, remind me of, remind me about, remind me later, later, snooze item, sleep",
    "searches": "searches, search, list, list searches, show searches, all searches, hires, list all, open"
    " searches, my searches, which searches, ls, list all searches",
    "decide": "decide, decision, which first, which one, which role, who first, help me decide, help us decide,"
    " choose, should we hire",
    "decisions": "decisions, decided, show decisions, list decisions, past decisions, all decisions",
    "help": "help, ?, h, commands, usage, how, what can you do, how does this work, man, manual, instructions",
}
"""Other words for each command, between commas."""

MIN_CORRECTABLE_SYNONYM = 6
"""Shorter other words are never mended into: they are too near to each other, and to everyday words."""
NEVER_CORRECTED = frozenset(("decided", "decision", "unmute"))
"""Nor are these, which are one slip from a command that does something else, or change something by themselves."""
NEVER_SUGGESTED = frozenset(("stop", "abort"))
"""Nor do these stand for the command they give where a word that is none comes near to them."""
INTERCHANGEABLE_VERBS: tuple[frozenset[Verb], ...] = (frozenset(("item", "items")), frozenset(("start", "start-item")))
"""Commands that are told apart by what follows them, so that their names need not be."""
MIN_LENGTH_FOR_TWO_TYPOS = 8
"""From this length on a word with two slips is mended."""
LONGEST_PHRASE = 4
MAX_SUGGESTIONS = 3
LONGEST_WORD = 30


class VerbMatch(NamedTuple):
    """A verb, how many words it was called with, and these words, mended."""

    verb: Verb
    word_count: int
    words: tuple[str, ...]


def match_verb(words: Sequence[str]) -> VerbMatch | None:
    """The verb that the words (in lower case) begin with, by the longest name it has; exact before mended."""
    exact = _match_longest_phrase(words)
    if exact and exact.word_count == len(words):
        return exact
    mended = _match_longest_phrase([_correct_typo(word) or word for word in words[:LONGEST_PHRASE]])
    return mended if not exact or (mended and mended.word_count > exact.word_count) else exact


def suggest_verbs(word: str) -> tuple[Verb, ...]:
    """The verbs that a word which is none comes near to, nearest first."""
    names = {phrase[0]: verb for phrase, verb in _verbs_by_phrase().items() if len(phrase) == 1}
    near = get_close_matches(word[:LONGEST_WORD], names.keys() - NEVER_SUGGESTED, MAX_SUGGESTIONS)
    return tuple(dict.fromkeys(names[name] for name in near))


def _match_longest_phrase(words: Sequence[str]) -> VerbMatch | None:
    for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        phrase = tuple(words[:length])
        if phrase in _verbs_by_phrase():
            return VerbMatch(_verbs_by_phrase()[phrase], length, phrase)
    return None


def _correct_typo(word: str) -> str | None:
    """The word of ours that is meant: one slip away, or two where both are long, with no other command as near."""
    mended = _spelling_corrector().correct(word)
    if mended is None and word not in _spelling_corrector() and len(word) >= MIN_LENGTH_FOR_TWO_TYPOS:
        far = nearest_word(word, sorted(_correctable_words()))
        return far if far and far[0] == word[0] else None
    if mended is None or sorted(mended) == sorted(word):  # letters in another order are the likeliest slip
        return mended
    return None if any(nearest_word(word, [other]) for other in _competing_words(mended)) else mended


@cache
def _competing_words(word: str) -> tuple[str, ...]:
    """The words for other commands that might be meant as well."""
    verb = _verbs_by_phrase().get((word,))
    alike = next((verbs for verbs in INTERCHANGEABLE_VERBS if verb in verbs), {verb})
    return tuple(other for other in sorted(_correctable_words()) if _verbs_by_phrase().get((other,), verb) not in alike)


@cache
def _verbs_by_phrase() -> dict[tuple[str, ...], Verb]:
    named = {(verb,): verb for verb in get_args(Verb) if verb.isalpha() and verb not in ("empty", "unknown")}
    said = {tuple(text.split()): verb for verb, texts in SYNONYMS.items() for text in texts.split(", ")}
    return named | said


@cache
def _correctable_words() -> frozenset[str]:
    words = {word for phrase in _verbs_by_phrase() for word in phrase}
    own = {word for verb in SYNONYMS for word in verb.split("-")}
    return frozenset(own | {word for word in words if len(word) >= MIN_CORRECTABLE_SYNONYM}) - NEVER_CORRECTED


@cache
def _spelling_corrector() -> SpellingCorrector:
    return SpellingCorrector(_correctable_words(), {word for phrase in _verbs_by_phrase() for word in phrase})
