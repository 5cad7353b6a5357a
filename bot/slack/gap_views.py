"""How the questions without an answer look, and the draft of an entry that would answer them."""

from collections.abc import Iterator, Sequence

from bot.answers.memo import Memo
from bot.answers.wording import number_word
from bot.insights.gaps import GapGroup, suggest_id
from bot.knowledge.starter import faq_draft
from bot.slack.blocks import Block, button, context, header, section
from bot.slack.message import Message
from bot.slack.text import fit_lines, safe_mrkdwn

DRAFT_ACTION = "gap:draft"
MAX_GROUPS = 10
MAX_WORDINGS = 3
MAX_TEXT = 150
MAX_PHRASINGS = 12
MAX_CHARS = 2_900
NONE_YET = "There are no unanswered questions from the last 90 days."


def gap_message(groups: Sequence[GapGroup]) -> Message:
    """The groups asked most often, each with a button that drafts an entry."""
    if not groups:
        return Message(NONE_YET, [section(NONE_YET)])
    title = "Questions without an answer"
    rest = len(groups) - MAX_GROUPS
    more = (
        f"{number_word(rest).capitalize()} more, asked less often. `rolecall gaps` lists them all." if rest > 0 else ""
    )
    blocks = [header(title), *gap_blocks(groups, MAX_GROUPS), *([context(more)] if more else [])]
    lines = [_group_line(each) for each in groups[:MAX_GROUPS]]
    return Message(fit_lines([title, *lines, *([more] if more else [])], MAX_CHARS), blocks)


def gap_blocks(groups: Sequence[GapGroup], limit: int) -> Iterator[Block]:
    """A section for each of the groups asked most often, with a button that drafts an entry."""
    for each in groups[:limit]:
        others = [f"• {safe_mrkdwn(text, MAX_TEXT)}" for text in each.wordings[1 : 1 + MAX_WORDINGS]]
        more = len(each.wordings) - 1 - MAX_WORDINGS
        lines = [_group_line(each), *others, *([f"• {number_word(more)} more wordings"] if more > 0 else [])]
        spoken = f"Draft an entry: {each.text}"
        yield section(fit_lines(lines, MAX_CHARS), button("Draft an entry", DRAFT_ACTION, each.key, spoken=spoken))


def draft_entry(group: GapGroup, taken: Sequence[str], month: str) -> Memo:
    """The entry that would answer the group, as a YAML file with the ways of asking filled in."""
    name = suggest_id(group, taken)
    text = faq_draft(name, group.wordings[:MAX_PHRASINGS], month)
    return Memo("Draft of an entry", name, text, "yml")


def _group_line(group: GapGroup) -> str:
    times = "once" if group.times == 1 else f"{number_word(group.times)} times"
    return f"*{safe_mrkdwn(group.text, MAX_TEXT)}* · asked {times}, last on {group.last_on:%d %b}"
