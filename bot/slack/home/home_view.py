"""How the Home tab looks. Every list in it is limited, so that it stays within Slack's 100 blocks."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from bot.answers.wording import number_word
from bot.hiring.decisions import Decision
from bot.hiring.evidence_check import is_missing_evidence
from bot.hiring.models import Checklist
from bot.hiring.progress import compute_progress
from bot.hiring.scoring_reminders import ScoringProgress, UnscoredFinalists
from bot.hiring.workload import WorkItem, Workload
from bot.insights.gaps import GapGroup
from bot.knowledge.base import KnowledgeBase
from bot.slack.blocks import Block, Element, actions, button, context, divider, header, option, section, static_select
from bot.slack.gap_views import MAX_GROUPS, gap_blocks
from bot.slack.hiring.views.decision_cards import review_buttons, review_summary
from bot.slack.hiring.views.digest import MAX_SCORECARDS, SNOOZES, count_unlisted, unlisted_text, unscored_blocks
from bot.slack.hiring.views.first_day_forecast import forecast_lines
from bot.slack.hiring.views.scorecard_views import scoring_lines
from bot.slack.hiring.views.wording import (
    OUTCOME_LABELS,
    due_in_words,
    name_of,
    numbered,
    plain_name,
    plain_title,
    progress_bar,
)
from bot.slack.home_tabs import OVERVIEW, HomeState
from bot.slack.modals import View, input_block, text_input
from bot.slack.text import fit_lines

ASK_BOX = "home:ask"
PAGE_ACTION = "home:page"
COMPARE_BUTTON, START_BUTTON, HELP_BUTTON = "home:compare", "home:start", "home:help"
HOME_CALLBACK = "home"
MAX_WORK = 10
"""Work items on the overview."""
PAGE_SIZE = 20
"""Work items on each page of the list of all of them."""
MAX_FOLLOWED = 10
MAX_REVIEWS = 5
MAX_GAPS = 5
MAX_QUESTION = 500
MAX_LINES = 1_500
NOTICE_BLOCKS = 12
"""Enough for the answer to a change with its legal notes, and the button after them that takes it back."""
NO_WORK = "Nothing is waiting for you. `/hiring start cro` in a private channel opens the checklist for a hire."
ALL_BLOCKED = "Nothing you have can be worked on right now."


class FollowedSearch(NamedTuple):
    """A search that a person follows: the whole of it, or their own items only.

    `scoring` is how far the scoring of its finalists is, for a person who sees the whole search.
    """

    checklist: Checklist
    is_whole: bool = True
    scoring: tuple[ScoringProgress, ...] = ()


class HomeContent(NamedTuple):
    """What is stored about a person: what they can work on, the searches they follow, and decisions due for review.

    `gaps` are the questions without an answer, for a curator. `scorecards` are those that they haven't submitted as an
    interviewer. `unread` is how many searches were not looked at, since the person has so many.
    """

    today: date
    work: Workload
    followed: tuple[FollowedSearch, ...] = ()
    unread: int = 0
    reviews: tuple[Decision, ...] = ()
    gaps: tuple[GapGroup, ...] = ()
    scorecards: tuple[UnscoredFinalists, ...] = ()


def home_view(content: HomeContent, state: HomeState, base: KnowledgeBase) -> View:
    """Return the Home tab: everything on one page, or a page of the list of all work items."""
    body = _overview(content, state, base) if state.page == OVERVIEW else _all_work(content, state.page)
    blocks = [*state.notice[:NOTICE_BLOCKS], *body]
    return {"type": "home", "callback_id": HOME_CALLBACK, "private_metadata": str(state.page), "blocks": blocks}


def _overview(content: HomeContent, state: HomeState, base: KnowledgeBase) -> Iterator[Block]:
    yield from _question_box(state)
    yield header("What you can work on now")
    yield from _work_blocks(content, content.work.items[:MAX_WORK])
    yield from _work_footer(content)
    for each in content.scorecards[:MAX_SCORECARDS]:
        yield from unscored_blocks(each)
    if omitted := unlisted_text(*count_unlisted(content.scorecards)):
        yield context(omitted)
    if content.followed:
        yield divider()
        yield header("Searches you follow")
        yield from _search_blocks(content)
    if content.reviews:
        yield divider()
        yield header("Decisions to review")
        yield from _review_blocks(content.reviews, base)
    if content.gaps:
        yield divider()
        yield header("Questions without an answer")
        yield from gap_blocks(content.gaps, MAX_GAPS)
        if (rest := len(content.gaps) - MAX_GAPS) > 0:
            yield context(f"{number_word(rest).capitalize()} more. `/roles gaps` lists up to {MAX_GROUPS}.")


def _question_box(state: HomeState) -> Iterator[Block]:
    field = text_input(placeholder="CMO vs CRO KPIs?", max_length=MAX_QUESTION)
    field |= {"dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]}}
    hint = "Press Enter. The answer comes as a direct message."
    box = input_block(f"{ASK_BOX}:{state.box}", "Ask about leadership roles", field, hint=hint)
    box["element"]["action_id"] = ASK_BOX
    yield box | {"dispatch_action": True}
    yield actions(
        [
            button("Compare roles", COMPARE_BUTTON, "-"),
            button("Start a search", START_BUTTON, "-"),
            button("What can I ask?", HELP_BUTTON, "help"),
        ]
    )


def _work_blocks(content: HomeContent, items: Sequence[WorkItem]) -> Iterator[Block]:
    for each in items:
        lines = (numbered(each.item), _about_item(each, content.today))
        yield section("\n".join(lines))
        yield actions(_controls(each))


def _about_item(work: WorkItem, today: date) -> str:
    """`2 days overdue · CRO search in #exec-search · unassigned; you own the search`."""
    where = f"in <#{work.search.channel}>" if work.search.channel.startswith(("C", "G")) else ""
    parts = (
        due_in_words(work.item, today),
        " ".join(filter(None, (name_of(work.search), where))),
        "in progress" if work.item.state == "started" else "",
        "" if work.is_assigned else "unassigned; you own the search",
    )
    return " · ".join(filter(None, parts))


def _controls(work: WorkItem) -> list[Element]:
    """Mark it done, unless evidence has to be given first; take it; snooze it; open it."""
    key, name = f"{work.search.id}:{work.item.number}", f"{work.item.number}. {plain_title(work.item)}"
    done = [button("Mark done", "item:done", key, spoken=f"Mark done: {name}")]
    take = [] if work.is_assigned else [button("Assign to me", "item:take", key, spoken=f"Assign to me: {name}")]
    days = [option(label, f"{key}:{when}") for label, when in SNOOZES]
    return [
        *([] if is_missing_evidence(work.item) else done),
        *take,
        static_select("item:snooze", "Remind me later", [("", days)]),
        button("Open", "item:open", key, spoken=f"Open {name}"),
    ]


def _work_footer(content: HomeContent) -> Iterator[Block]:
    """How many items there are in all, and how many are waiting or put off."""
    work = content.work
    if not work.items and (work.waiting or work.snoozed):
        yield section(ALL_BLOCKED)
    elif not work.items and not content.scorecards:
        yield section(NO_WORK)
    elif len(work.items) > MAX_WORK:
        yield actions([button(f"Show all {len(work.items)}", PAGE_ACTION, "1")])
    counts = ((work.waiting, "blocked or waiting for other items"), (work.snoozed, "snoozed by you"))
    parts = [f"{number_word(count)} {words}" for count, words in counts if count]
    if content.unread:
        parts.append(f"nothing of {number_word(content.unread)} further search{'' if content.unread == 1 else 'es'}")
    if parts:
        yield context(f"{', '.join(parts).capitalize()}.")


def _all_work(content: HomeContent, page: int) -> Iterator[Block]:
    """A page of all work items; the last one if there are no longer so many."""
    items = content.work.items
    pages = max(1, -(-len(items) // PAGE_SIZE))
    page = min(page, pages)
    first = (page - 1) * PAGE_SIZE
    shown = items[first : first + PAGE_SIZE]
    numbers = f"{first + 1} to {first + len(shown)} of {len(items)}" if shown else "nothing left"
    yield header(f"What you can work on now: {numbers}")
    yield from _work_blocks(content, shown)
    yield actions(
        [
            button("Back to overview", f"{PAGE_ACTION}:overview", str(OVERVIEW)),
            *([button("Previous", f"{PAGE_ACTION}:previous", str(page - 1))] if page > 1 else []),
            *([button("Next", f"{PAGE_ACTION}:next", str(page + 1))] if page < pages else []),
        ]
    )


def _search_blocks(content: HomeContent) -> Iterator[Block]:
    for each in content.followed[:MAX_FOLLOWED]:
        yield section(
            fit_lines(_search_lines(each, content.today), MAX_LINES),
            _open_button(each),
        )
    rest = len(content.followed) - MAX_FOLLOWED + content.unread
    if rest > 0:
        yield context(f"{number_word(rest).capitalize()} more. `/hiring searches` lists them.")


def _open_button(followed: FollowedSearch) -> Element:
    search = followed.checklist.search
    action = "search:status" if followed.is_whole else "search:items"
    return button("Open", action, search.id, spoken=f"Open the search {plain_name(search)}")


def _search_lines(followed: FollowedSearch, today: date) -> Iterator[str]:
    checklist, search = followed.checklist, followed.checklist.search
    where = f" in <#{search.channel}>" if search.channel.startswith(("C", "G")) else ""
    yield f"*{name_of(search)}*{where}"
    state = "" if search.state == "open" else f" · {OUTCOME_LABELS[search.state]}"
    whose = "" if followed.is_whole else " · your items"
    yield f"{progress_bar(compute_progress(checklist.visible_items))}{whose}{state}"
    if followed.is_whole:
        yield from forecast_lines(checklist, today)
        yield from scoring_lines(followed.scoring)


def _review_blocks(reviews: Sequence[Decision], base: KnowledgeBase) -> Iterator[Block]:
    for each in reviews[:MAX_REVIEWS]:
        yield section(fit_lines(review_summary(each, base), MAX_LINES))
        yield actions(review_buttons(each, base))
    if (rest := len(reviews) - MAX_REVIEWS) > 0:
        yield context(f"{number_word(rest).capitalize()} more {'is' if rest == 1 else 'are'} due for review.")
