"""What readers say, for curators in the terminal: disputed answers by entry. It never says who."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.answers.answer import answer_question
from bot.answers.models import NotKnown
from bot.answers.plain import render_plain
from bot.errors import RolecallError
from bot.insights.feedback import Tally, tally_votes
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import load
from bot.settings import Settings
from bot.storage.engine import get_revision
from bot.storage.feedback import SqlVoteRepository
from bot.storage.startup import HEAD_REVISION
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
