"""What people type, press and submit about scorecards."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple, TypeVar

from slack_bolt import App, Args

from bot.commands.command import Command
from bot.dates.mentions import find_dates
from bot.hiring import service
from bot.hiring.access import Actor, AmbiguousSearch
from bot.hiring.finalist_steps import record_step
from bot.hiring.models import Checklist, Search
from bot.hiring.rights import check_right, find_rights
from bot.hiring.rules import RuleInput
from bot.hiring.scorecards import Scorecard, ScoringError, find_missing
from bot.hiring.scoring import find_sealed_finalist, open_scores, set_up_scorecards, submit_scorecard
from bot.hiring.service import ChangeResult
from bot.hiring.unit_of_work import SearchUnitOfWork
from bot.slack.blocks import actions, button, section
from bot.slack.hiring.clicked_card import ClickedCard, put_into_form
from bot.slack.hiring.command_input import check_can_be_assigned
from bot.slack.hiring.context import HiringServices, RequestContext
from bot.slack.hiring.forms import scorecard_forms
from bot.slack.hiring.forms.submissions import handle_submission, load_for_change
from bot.slack.hiring.handlers import HiringRequest, handles
from bot.slack.hiring.membership import with_membership
from bot.slack.hiring.view_clicks import open_view
from bot.slack.hiring.views.refusals import ask_which_search
from bot.slack.hiring.views.scorecard_views import ScorecardsContent, scorecards_message
from bot.slack.hiring.views.wording import name_of
from bot.slack.message import Message
from bot.slack.modals import View

Found = TypeVar("Found")
FinalistQuery = Callable[[SearchUnitOfWork, Actor, Checklist, str], Found]
"""Finds what a form about the finalist with a letter shows."""


class OwnScorecard(NamedTuple):
    """The finalist whom a person scores, and what they submitted before, if anything."""

    search: Search
    letter: str
    submitted: Scorecard | None


def register(app: App, services: HiringServices) -> None:
    """Listen to submissions. The field is where an error is shown that belongs to no other."""
    for callback, change, error_field in (
        (scorecard_forms.SETUP_CALLBACK, _save_setup, "criteria"),
        (scorecard_forms.SCORE_CALLBACK, _save_scorecard, "remark"),
        (scorecard_forms.OPENING_CALLBACK, _save_opening, "reason"),
        (scorecard_forms.STEP_CALLBACK, _save_step, "text"),
    ):
        app.view(callback)(partial(handle_submission, services, partial(change, services), error_field))


@handles("scorecards")
def _show_scorecards(uow: SearchUnitOfWork, checklist: Checklist, request: HiringRequest) -> Message:
    """Who has scored whom, and the scores that are open."""
    search, user = checklist.search, request.actor.user
    content = ScorecardsContent(
        search,
        uow.submissions(search),
        uow.scorecards(search, user),
        user,
        "read" in find_rights(checklist, request.actor),
    )
    return scorecards_message(content, request.command.filter).as_private()


@handles("open-scores")
def _open_scores(uow: SearchUnitOfWork, checklist: Checklist, request: HiringRequest) -> ChangeResult:
    return open_scores(uow, request.actor, checklist, request.command.filter, request.command.text)


@handles("finalist")
def _record_step(uow: SearchUnitOfWork, checklist: Checklist, request: HiringRequest) -> ChangeResult:
    return record_step(uow, request.actor, checklist, request.command.filter, request.command.step, request.given)


def handle_score(
    services: HiringServices, ctx: RequestContext, command: Command, search_id: str = ""
) -> Message | None:
    """Open the person's scorecard for a finalist. A message carries no trigger id, so a button opens it there.

    Raises RolecallError, SlackApiError.
    """
    with services.units_of_work.begin(ctx.team, writable=False) as uow:
        if search_id:
            checklist = service.load_checklist(uow, ctx.actor, search_id)
        else:
            found = service.find_checklist(uow, ctx.actor, command.search or "")
            if isinstance(found, AmbiguousSearch):
                return ask_which_search(found, command, ctx.actor.channel).as_private()
            check_right(found, ctx.actor, "own_items")
            checklist = found
        own = _find_own_scorecard(uow, ctx.actor, checklist, command.filter)
    if "trigger_id" in ctx.body:
        ctx.client.views_open(trigger_id=ctx.body["trigger_id"], view=_score_view(services, ctx, own))
        return None
    letter = command.filter
    text = f"Score finalist {letter} in *{name_of(checklist.search)}*. Only you see the form."
    key = f"{checklist.search.id}:0:{letter}"
    opener = actions([button(f"Score {letter}", f"search:score:{letter}", key)])
    return Message(text, [section(text), opener]).as_private()


def open_setup_form(services: HiringServices, args: Args, search_id: str) -> None:
    """Open the form of criteria, interviewers and finalists. Raises RolecallError, SlackApiError."""
    search = load_for_change(services, RequestContext.from_args(services, args), search_id).search
    _open(args, scorecard_forms.setup_modal(search))


def open_score_form(services: HiringServices, args: Args, search_id: str, letter: str) -> None:
    """Open the person's scorecard for a finalist. Raises RolecallError, SlackApiError."""
    ctx = RequestContext.from_args(services, args)
    own = _find_for_finalist(services, ctx, _find_own_scorecard, search_id, letter)
    _open(args, _score_view(services, ctx, own))


def open_opening_form(services: HiringServices, args: Args, search_id: str, letter: str) -> None:
    """Open the form in which the owner opens scores early. Raises RolecallError, SlackApiError."""
    ctx = RequestContext.from_args(services, args)
    _open(args, _find_for_finalist(services, ctx, _opening_view, search_id, letter))


def open_step_form(services: HiringServices, args: Args, search_id: str, letter: str) -> None:
    """Open the form that records a step of a finalist. Raises RolecallError, SlackApiError."""
    search = load_for_change(services, RequestContext.from_args(services, args), search_id).search
    _open(args, scorecard_forms.step_modal(search, letter))


def _find_for_finalist(
    services: HiringServices, ctx: RequestContext, find: FinalistQuery[Found], search_id: str, letter: str
) -> Found:
    def find_for(ctx: RequestContext) -> Found:
        with services.units_of_work.begin(ctx.team, writable=False) as uow:
            checklist = service.load_checklist(uow, ctx.actor, search_id)
            return find(uow, ctx.actor, checklist, letter)

    return with_membership(ctx, find_for)


def _open(args: Args, view: View) -> None:
    open_view(args, put_into_form(ClickedCard.from_body(args.body), view))


def _score_view(services: HiringServices, ctx: RequestContext, own: OwnScorecard) -> View:
    """The scorecard, with the questions that may be shown where it is opened. May ask Slack."""
    return scorecard_forms.score_modal(
        own.search, own.letter, ctx.get_base_for_form(services, own.search), own.submitted
    )


def _find_own_scorecard(uow: SearchUnitOfWork, actor: Actor, checklist: Checklist, letter: str) -> OwnScorecard:
    """The scorecard of this person, with what they submitted before. Raises ScoringError."""
    search, finalist = checklist.search, find_sealed_finalist(checklist, letter)
    if actor.user not in search.panel:
        raise ScoringError("Only the interviewers score finalists.", "/hiring scorecards shows who they are.")
    own = (card for card in uow.scorecards(search, actor.user) if card.by == actor.user)
    return OwnScorecard(search, finalist.letter, next((card for card in own if card.letter == finalist.letter), None))


def _opening_view(uow: SearchUnitOfWork, actor: Actor, checklist: Checklist, letter: str) -> View:
    check_right(checklist, actor, "change")
    finalist = find_sealed_finalist(checklist, letter)
    missing = find_missing(checklist.search, finalist.letter, uow.submissions(checklist.search))
    return scorecard_forms.opening_modal(checklist.search, finalist.letter, missing)


def _save_setup(services: HiringServices, view: View, ctx: RequestContext) -> ChangeResult:
    search_id, setup = scorecard_forms.read_search_id(view), scorecard_forms.read_setup(view)
    before = load_for_change(services, ctx, search_id).search.panel
    for user in setup.panel:
        if user not in before:  # whoever left since must not keep the others from changing the rest
            check_can_be_assigned(services, ctx, user)
    with services.units_of_work.begin(ctx.team) as uow:
        checklist = service.load_checklist(uow, ctx.actor, search_id, "change")
        return set_up_scorecards(uow, ctx.actor, checklist, setup)


def _save_scorecard(services: HiringServices, view: View, ctx: RequestContext) -> ChangeResult:
    form, actor = scorecard_forms.read_finalist_form(view), ctx.actor
    with services.units_of_work.begin(ctx.team) as uow:
        checklist = service.load_checklist(uow, actor, form.search)
        card = scorecard_forms.read_scorecard(view, checklist.search, actor.user, actor.at)
        return submit_scorecard(uow, actor, checklist, card)


def _save_opening(services: HiringServices, view: View, ctx: RequestContext) -> ChangeResult:
    form = scorecard_forms.read_finalist_form(view)
    reason = scorecard_forms.read_reason(view)
    with services.units_of_work.begin(ctx.team) as uow:
        checklist = service.load_checklist(uow, ctx.actor, form.search, "change")
        return open_scores(uow, ctx.actor, checklist, form.letter, reason)


def _save_step(services: HiringServices, view: View, ctx: RequestContext) -> ChangeResult:
    form, (step, text) = scorecard_forms.read_finalist_form(view), scorecard_forms.read_step(view)
    today = ctx.get_known_local_date(services)
    given = RuleInput(ctx.actor.user, ctx.actor.at, text, today=today, find_dates=find_dates)
    with services.units_of_work.begin(ctx.team) as uow:
        checklist = service.load_checklist(uow, ctx.actor, form.search, "change")
        return record_step(uow, ctx.actor, checklist, form.letter, step, given)
