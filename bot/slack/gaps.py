"""`/roles gaps`: the questions without an answer, for curators, and drafts of the entries that would answer them."""

import json
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from slack_bolt import App, Args, BoltRequest

from bot.answers.memo import Memo
from bot.errors import RolecallError
from bot.insights.gaps import GapGroup, GapRepository, clean_text, find_group, group_questions
from bot.logs import log_event, safe_traceback
from bot.slack import memo_form
from bot.slack.answer_cache import KnowledgeSource
from bot.slack.cards.controls import selected_value
from bot.slack.delivery import acknowledge
from bot.slack.errors import with_error_reply
from bot.slack.gap_views import DRAFT_ACTION, draft_entry, gap_message
from bot.slack.message import Message
from bot.slack.repeats import Repeats
from bot.slack.slash_commands import COMMAND, CommandMiddleware
from bot.understanding.intents import Reading
from bot.understanding.normalise import normalise

DRAFT_FORM = "gap:file"
WORD = "gaps"
NOT_KEPT = frozenset(("nothing_said", "thanks", "other_language", "running_hire", "a_person"))
"""Reasons for no answer that don't ask for an entry, or name a person."""
WHAT_IS_KEPT = (
    "When I can't answer a question, I keep its text, without people, addresses and links, how often it was asked, and "
    "on which first and last day. I don't keep who asked, or where. It's deleted 90 days after it was last asked."
)
IS_OFF = f"Unanswered questions aren't kept here. `/roles gaps on` turns that on. {WHAT_IS_KEPT}"
TURNED_ON = f"From now on, unanswered questions are kept. {WHAT_IS_KEPT} `/roles gaps off` stops it and deletes them."
TURNED_OFF = "Unanswered questions are no longer kept, and those that were kept are deleted."
NO_CURATORS = "No one is set up as a curator. The person who runs Rolecall can set CURATORS."
CURATORS_ONLY = "Only curators can see the unanswered questions. The person who runs Rolecall sets them with CURATORS."
USAGE = "Type `/roles gaps`, `/roles gaps on` or `/roles gaps off`."

log = logging.getLogger("rolecall.insights")


@dataclass(frozen=True, slots=True)
class GapServices:
    """The store of unanswered questions, the ids of the curators, what runs in the background, and the clock."""

    open_gaps: Callable[[], GapRepository]
    curators: frozenset[str]
    executor: Executor
    clock: Callable[[], datetime]

    def keep(self, team: str, text: str, reading: Reading) -> None:
        """Keep a question that was not answered, in the background, if the workspace wants that."""
        if reading.reason not in NOT_KEPT:
            self.executor.submit(self._keep, team, clean_text(text))

    def groups(self, team: str) -> tuple[GapGroup, ...]:
        """The groups of a workspace. Raises what the database raises."""
        return group_questions(self.open_gaps().list_questions(team, self.clock().date()))

    def groups_for(self, team: str, user: str) -> tuple[GapGroup, ...]:
        """The groups of a workspace for a curator; none for anyone else. Raises what the database raises."""
        return self.groups(team) if user in self.curators else ()

    def _keep(self, team: str, text: str) -> None:
        try:
            if words := " ".join(normalise(text).words):
                self.open_gaps().record(team, words, text, self.clock().date())
        except Exception as error:  # noqa: BLE001  the question was answered with a no already
            log_event(log, "could not keep a question", logging.WARNING, trace=safe_traceback(error))


def register(app: App, services: GapServices, library: KnowledgeSource, repeats: Repeats) -> None:
    """Answer `/roles gaps`, and open drafts. Has to be registered before the other `/roles` commands."""
    app.use(CommandMiddleware(COMMAND, partial(_answer_command, services)))
    open_draft = with_error_reply(partial(_open_draft, services, library))
    app.action(DRAFT_ACTION)(ack=acknowledge, lazy=[open_draft])
    memo_form.register(app, DRAFT_FORM, partial(_draft_for, services, library), repeats)


def _answer_command(services: GapServices, request: BoltRequest) -> str | None:
    """The body of the acknowledgement; None for every other command."""
    words = request.body.get("text", "").casefold().split()
    if words[:1] != [WORD]:
        return None
    message = _carry_out(services, str(request.body.get("team_id")), str(request.body.get("user_id")), words[1:])
    return json.dumps({"response_type": "ephemeral", "text": message.text, "blocks": list(message.blocks)})


def _carry_out(services: GapServices, team: str, user: str, words: Sequence[str]) -> Message:
    if user not in services.curators:
        return Message(CURATORS_ONLY if services.curators else NO_CURATORS)
    if words in (["on"], ["off"]):
        services.open_gaps().switch(team, on=words == ["on"])
        return Message(TURNED_ON if words == ["on"] else TURNED_OFF)
    if words:
        return Message(USAGE)
    return gap_message(services.groups(team)) if services.open_gaps().is_on(team) else Message(IS_OFF)


def _open_draft(services: GapServices, library: KnowledgeSource, args: Args) -> None:
    """Open the draft as a text to copy. Raises RolecallError, SlackApiError."""
    key = selected_value(args.action)
    view = memo_form.memo_modal(_draft_for(services, library, args, key), DRAFT_FORM, key)
    args.client.views_open(trigger_id=args.body["trigger_id"], view=view)


def _draft_for(services: GapServices, library: KnowledgeSource, args: Args, key: str) -> Memo:
    """The draft for the group with this key. Raises RolecallError if it is gone, or the person is no curator."""
    if args.body["user"]["id"] not in services.curators:
        raise RolecallError(CURATORS_ONLY)
    group = find_group(services.groups(args.context.team_id or ""), key)
    if group is None:
        raise RolecallError("That group of questions no longer exists.", "Type /roles gaps for the current ones.")
    month = f"{services.clock():%Y-%m}"
    return draft_entry(group, tuple(library.base.faq), month)
