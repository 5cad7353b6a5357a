"""Turns a command into the input of its rule: people into user ids, date words into dates. Asks Slack where needed."""

from collections.abc import Mapping
from datetime import date

from bot.commands.catalogue import CATALOGUE, WRITING_VERBS
from bot.commands.command import Command
from bot.commands.free_text import ME, NOBODY
from bot.dates.mentions import find_dates, has_dates
from bot.dates.problems import DateProblem
from bot.dates.reader import read_date
from bot.errors import RolecallError
from bot.hiring import service
from bot.hiring.access import AmbiguousSearch
from bot.hiring.models import Checklist, Search
from bot.hiring.rules import RuleInput
from bot.slack.hiring.channels import is_member, is_not_member
from bot.slack.hiring.context import HiringServices, RequestContext

DATE_VERBS = frozenset(verb.name for verb in CATALOGUE.values() if verb.sets in ("due", "snoozes", "starts_on"))
EVIDENCE_VERBS = frozenset(("done", "accept", "evidence"))
"""Verbs whose text is evidence."""
PAUSE_VERBS = ("pause", "resume")
"""Verbs that depend on the date where the person is, without naming one."""
PLACEHOLDERS = ("", ME, NOBODY)
"""What a command may contain instead of a person, for which Slack need not be asked."""
DEFAULT_SNOOZE = "tomorrow"
REJECTIONS: Mapping[str, tuple[str, str]] = {
    "app": ("That's an app. Apps can't own items or searches.", "Name a person."),
    "unknown": ("Slack doesn't know that person here.", "Type @, then pick the name from the list."),
    "left": ("That person's account is deactivated.", "Name a person who's still here."),
}


class CannotBeAssignedError(RolecallError):
    """The person can't take an item or a search: an app, someone Slack doesn't know, or someone who has left."""


def can_answer_inline(command: Command) -> bool:
    """Whether the command, or each of several, can be answered without asking Slack for anything."""
    if command.parts:
        return all(map(can_answer_inline, command.parts))
    if command.problem is not None or command.verb not in CATALOGUE:
        return True
    return not (CATALOGUE[command.verb].needs_slack or names_person(command) or depends_on_date(command))


def names_person(command: Command) -> bool:
    """Whether the command gives something to a person about whom Slack has to be asked."""
    return command.verb != "items" and (command.person or "") not in PLACEHOLDERS


def names_date(command: Command) -> bool:
    """Whether the command sets a date, or one along with something else."""
    return command.verb in DATE_VERBS or (command.verb in WRITING_VERBS and bool(command.when))


def depends_on_date(command: Command) -> bool:
    """Whether the date where the person is decides what the command does: it sets a date, or its evidence names one."""
    is_dated = command.verb in EVIDENCE_VERBS and has_dates(command.text)
    return names_date(command) or is_dated or command.verb in PAUSE_VERBS


def check_text_length(command: Command) -> None:
    """Raise RolecallError if the text is longer than its verb allows."""
    verb = CATALOGUE.get(command.verb)
    if verb and len(command.text) > verb.max_text:
        raise RolecallError(
            f"{verb.text_name} can have up to {verb.max_text:,} characters; yours has {len(command.text):,}.",
            "Nothing changed. Please shorten it.",
        )


def resolve_input(
    services: HiringServices, ctx: RequestContext, command: Command, today: date, search_id: str = ""
) -> RuleInput:
    """The input for the rule of the command; `today` is the date where the person is.

    Raises RolecallError if the date can't be read or the person can't be assigned, and SearchNotFoundError.
    """
    if names_person(command):
        check_can_be_assigned(services, ctx, command.person or "")
    departed = find_departed_owner(services, ctx, command.search or "", search_id) if command.verb == "owner" else ""
    return RuleInput(
        by=ctx.actor.user,
        at=ctx.actor.at,
        text=command.text,
        person=resolve_person(command, ctx.actor.user),
        day=_resolve_day(command, today) if names_date(command) else None,
        outcome=command.outcome,
        enabled=command.enabled,
        departed_owner=departed,
        schedule=services.schedule_template(today) if command.verb in ("target", "resume") else None,
        today=today,
        find_dates=find_dates,
    )


def resolve_person(command: Command, user: str) -> str:
    """The user id of the person named, where `me` is this user; empty to unassign."""
    named = command.person or ""
    return {ME: user, NOBODY: ""}.get(named, named)


def _resolve_day(command: Command, today: date) -> date | None:
    """The date to be set, None to remove it; a search always has a first day, so `none` is no date for it."""
    when = command.when or DEFAULT_SNOOZE  # only `snooze` is complete without a date
    return None if when == "none" and command.verb != "target" else parse_day(when, today)


def parse_day(words: str, today: date) -> date:
    """The date that the words stand for. Raises RolecallError with what to type instead if they stand for none."""
    found = read_date(words, today)
    if isinstance(found, DateProblem):
        raise RolecallError(found.message)
    return found


def validate_day(day: date, today: date) -> date:
    """The date, chosen in a form. Raises RolecallError as for one that was typed."""
    found = read_date(day.isoformat(), today)
    if not isinstance(found, DateProblem):
        return found
    if found.kind == "far":
        raise RolecallError("That date is more than five years away.", "Choose an earlier one.")
    raise RolecallError("That date has passed.", "Choose a later one.")


def check_can_be_assigned(services: HiringServices, ctx: RequestContext, user: str) -> None:
    """Raise CannotBeAssignedError if the person could never work on what they are given."""
    if user in ("", ctx.actor.user):
        return
    membership = services.people.get_membership(ctx.client, ctx.team, user, services.now())
    if membership in REJECTIONS:
        raise CannotBeAssignedError(*REJECTIONS[membership])


def find_departed_owner(services: HiringServices, ctx: RequestContext, name: str = "", search_id: str = "") -> str:
    """The owner of the search if they have left and the person acting is in its channel; otherwise empty.

    An owner has left if their account is deactivated, or if Slack says that they aren't in the channel. Slack is only
    asked if the person acting isn't the owner. Raises SearchNotFoundError.
    """
    found: Checklist | AmbiguousSearch
    with services.units_of_work.begin(ctx.team, writable=False) as uow:
        if search_id:
            found = service.load_checklist(uow, ctx.actor, search_id)
        else:
            found = service.find_checklist(uow, ctx.actor, name)
    if isinstance(found, AmbiguousSearch) or found.search.owner in ("", ctx.actor.user) or not found.search.is_open:
        return ""
    search = found.search
    return search.owner if _is_in_channel(ctx, search) and _has_left(services, ctx, search) else ""


def _is_in_channel(ctx: RequestContext, search: Search) -> bool:
    return ctx.actor.channel == search.channel or is_member(ctx.client, search.channel, ctx.actor.user)


def _has_left(services: HiringServices, ctx: RequestContext, search: Search) -> bool:
    membership = services.people.get_membership(ctx.client, ctx.team, search.owner, services.now(), refresh=True)
    return membership == "left" or is_not_member(ctx.client, search.channel, search.owner)
