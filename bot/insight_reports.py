"""What readers say and ask, for curators in the terminal: disputed answers, and gaps. It never says who."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.answers.answer import answer_question
from bot.answers.models import NotKnown
from bot.answers.plain import render_plain
from bot.errors import RolecallError
from bot.insights.feedback import Tally, tally_votes
from bot.insights.gaps import GapGroup, find_group, group_questions
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import load
from bot.settings import Settings
from bot.slack.gap_views import NONE_YET, draft_entry
from bot.storage.engine import get_revision
from bot.storage.feedback import SqlVoteRepository
from bot.storage.gaps import SqlGapRepository
from bot.storage.revision import HEAD_REVISION
from bot.understanding.intents import Reading, decode

REASON_LABELS = {
    "wrong_card": "the wrong card",
    "outdated": "outdated",
    "unclear": "unclear",
    "missing": "something missing",
    "": "no reason given",
}
NO_FEEDBACK = "No one has voted against an answer in the last half year."
UNANSWERED = "Questions without an answer"
_UNKNOWN = "unknown:::"


def feedback_report(settings: Settings) -> str:
    """The answers that people found unhelpful, those with the most votes against them first.

    Raises KnowledgeError, and RolecallError if the database doesn't answer or has another schema.
    """
    require_schema(settings.database_url)
    base, repository, now = load(settings.knowledge_path), SqlVoteRepository(settings.database_url), datetime.now(UTC)
    counts = [each._replace(answer=_entry_of(each.answer)) for each in repository.counts(None, now)]
    remarks = [each._replace(answer=_entry_of(each.answer)) for each in repository.remarks(None, now)]
    tallies = tally_votes(counts, remarks)
    disputed = [each for each in tallies if each.against]
    return "\n\n".join("\n".join(_tally_lines(each, base)) for each in disputed) or NO_FEEDBACK


def resolve_feedback(settings: Settings, answer: str) -> str:
    """Delete the votes on an answer, because its entry was revised; returns what was done.

    Raises RolecallError if the database doesn't answer or has another schema.
    """
    require_schema(settings.database_url)
    count = SqlVoteRepository(settings.database_url).delete(answer)
    return f"Deleted {count} {'vote' if count == 1 else 'votes'} on {answer}."


def gap_report(settings: Settings) -> str:
    """The questions without an answer of every workspace that keeps them, in groups, the most frequent first.

    Raises RolecallError if the database doesn't answer or has another schema.
    """
    groups = _load_groups(settings)
    return "\n\n".join("\n".join(_group_lines(each)) for each in groups) or NONE_YET


def gap_draft(settings: Settings, key: str) -> str:
    """An entry in YAML that would answer the group with this key, with its ways of asking filled in.

    Raises KnowledgeError, and RolecallError if there is no such group, or as `gap_report` does.
    """
    group = find_group(_load_groups(settings), key)
    if group is None:
        raise RolecallError(f"There is no group {key}.", "`rolecall gaps` lists them.")
    return draft_entry(group, tuple(load(settings.knowledge_path).faq), f"{datetime.now(UTC):%Y-%m}").markdown


def _load_groups(settings: Settings) -> tuple[GapGroup, ...]:
    require_schema(settings.database_url)
    return group_questions(SqlGapRepository(settings.database_url).list_questions(None, datetime.now(UTC).date()))


def _group_lines(group: GapGroup) -> Iterator[str]:
    yield f"{group.times:>5}  {group.text}  (last {group.last_on}; --draft {group.key})"
    yield from (f"       {text}" for text in group.wordings[1:])


def require_schema(database_url: str) -> None:
    """Raise RolecallError unless the database has the newest schema."""
    if get_revision(database_url) != HEAD_REVISION:
        raise RolecallError("The database doesn't have this version's schema.", "Run `rolecall migrate` first.")


def entry_title(answer: str, base: KnowledgeBase) -> str:
    """The title of the answer to an encoded question; the code itself if the knowledge no longer answers it."""
    try:
        found = answer_question(Reading(decode(answer), 1.0, "report"), base, datetime.now(UTC).date())
    except (KeyError, ValueError):
        return answer
    return answer if isinstance(found, NotKnown) else render_plain(found).title or answer


def _entry_of(answer: str) -> str:
    """The encoded question. For a question without an answer, the message that said so follows it."""
    return _UNKNOWN if answer.startswith(_UNKNOWN) else answer


def _tally_lines(tally: Tally, base: KnowledgeBase) -> Iterator[str]:
    if tally.answer == _UNKNOWN:
        yield UNANSWERED
    else:
        yield f"{entry_title(tally.answer, base)}  ({tally.answer}){'  DISPUTED' if tally.is_disputed else ''}"
    reasons = ", ".join(f"{people} {REASON_LABELS.get(reason, reason)}" for reason, people in tally.unhelpful)
    yield f"  {tally.against} against ({reasons}), {tally.helpful} for"
    yield from (f"  - {text}" for text in tally.remarks)
