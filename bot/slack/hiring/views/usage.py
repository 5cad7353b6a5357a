"""The help page, and what is said about a command that can't be carried out: what is missing, and how to type it."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from bot.commands.catalogue import CATALOGUE
from bot.commands.command import Command, CommandProblem
from bot.knowledge.base import KnowledgeBase
from bot.slack.blocks import MAX_OPTIONS, Element, actions, button, header, option, section, static_select
from bot.slack.hiring.button_values import StartRequest
from bot.slack.hiring.views.command_text import DOUBTS, command_code, suggested_commands, suggestion_buttons
from bot.slack.message import Message
from bot.slack.text import escape, safe_mrkdwn

SELF_EXPLANATORY = frozenset(("which_reminders", "people"))
"""Problems whose sentence says what to type."""
MAX_LINE = 200
QUOTED_NAME = ('start cro "Ready by summer"',)
MAX_ROLES = 5
HELP_INTRO = "Run an executive hire in this channel, step by step. Type `/hiring`, then:"
MOST_USED = (
    "*Start with*\n• `start cro by 1 march` opens the checklist, `decide cmo cro` helps you choose the role first\n"
    "• `next` shows what you can work on, `done 3` closes an item, `assign 3 @name` hands it over\n"
    "• `status` shows how far the search is"
)
HELP_SEVERAL = "If a channel has several searches, add the short name: `/hiring done cro 3`, `/hiring status cmo`."

FIXED_SENTENCES: Mapping[str, str] = {
    "no_person": "Who should own it? Type @ and a name, `me` or `unassigned`.",
    "several_people": "An item can only have one owner. Name one person.",
    "no_reason": "Add a reason. It goes in the history.",
    "no_text": "The text is missing.",
    "no_role": "Which role is the search for?",
    "several_roles": "A search is for one role. Choose one, then start another search for the other.",
    "no_outcome": "How did it end? Type `hired` or `cancelled`.",
    "no_setting": "Type `on` or `off`.",
    "which_reminders": "Which reminders? `/hiring snooze 3 monday` pauses those of one item; `/hiring weekly off` "
    "stops the Monday summary.",
    "people": "I can't add people to a search. Invite them to its channel with `/invite`; "
    "`/hiring assign 3 @name` gives them an item.",
    "no_step": "What should I record? Type `consent`, `references`, `check` or `withdrew`, then what shows it.",
    "no_guest_access": "What may guests do? Type `own`, `read` or `change`.",
}
"""Kind of problem to its sentence, where that doesn't depend on what was typed."""


def help_message() -> Message:
    """Every verb that can be typed, with an example, in the groups and the order of the catalogue."""
    typed = [verb for verb in CATALOGUE.values() if verb.group]
    parts = [
        "\n".join((f"*{group}*", *(f"• {verb.help}" for verb in verbs)))
        for group, verbs in groupby(typed, key=lambda verb: verb.group)
    ]
    lines = (HELP_INTRO, MOST_USED, *parts, HELP_SEVERAL)
    return Message("\n".join(lines), [header("Running a hire"), *map(section, lines)])


def problem_message(command: Command, base: KnowledgeBase) -> Message:
    """What is wrong with the command; with buttons if it could be one of several, or has to be confirmed."""
    if command.problem and command.verb == "start" and (choices := _role_choices(command, command.problem, base)):
        text = _sentence(command.problem)
        return Message(text, [section(text), actions(choices)])
    text, buttons = explain_problem(command), suggestion_buttons(command)
    return Message(text, [section(text), actions(buttons)] if buttons else ())


def _role_choices(command: Command, problem: CommandProblem, base: KnowledgeBase) -> list[Element]:
    """A menu of all roles if none was named; a button for each role that may have been meant."""
    if problem.kind == "no_role":
        options = [option(role.title, role.id) for role in base.roles.values()]
        return [static_select("hiring:start", "Which role?", [("Roles", options[:MAX_OPTIONS])])]
    ids = {
        "which_role": command.candidates,
        "several_roles": command.roles,
        "unknown_role": problem.suggestions,
    }.get(problem.kind, ())
    name = command.text if problem.kind == "which_role" else ""
    requests = [StartRequest(each, name, command.when) for each in ids if each in base.roles][:MAX_ROLES]
    return [
        button(base.roles[request.role].title, f"hiring:start:{place}", request.encoded())
        for place, request in enumerate(requests)
    ]


def explain_problem(command: Command) -> str:
    """What is wrong with the command, in mrkdwn, with an example of how to type it. Empty if nothing is."""
    if command.problem is None:
        return ""
    examples = CATALOGUE[command.verb].usage if command.verb in CATALOGUE else ()
    tail = f" For example: {_code(examples)}." if examples else ""
    if command.problem.kind in DOUBTS:
        return f"{_sentence(command.problem)}{_doubt_tail(command)}"
    if command.problem.kind in SELF_EXPLANATORY:
        return _sentence(command.problem)
    if instead := suggested_commands(command):
        tail = f" Type {' or '.join(map(command_code, instead))}, or press a button."
    needs_owner = command.verb == "owner" and command.problem.kind == "no_person"
    sentence = "Who should own the search? Type @ and a name, or `me`." if needs_owner else _sentence(command.problem)
    return f"{sentence}{tail}{_alternative(command, command.problem)}"


def _doubt_tail(command: Command) -> str:
    """What may have been meant, as it would be carried out, or where to find the commands."""
    instead = suggested_commands(command)
    if not instead:
        return " `/hiring help` lists all commands."
    if len(instead) > 1:
        return " Which one do you mean?"
    lines = "".join(f"\n• {safe_mrkdwn(line, MAX_LINE)}" for line in instead[0].split("\n"))
    return f" Did you mean this?{lines}"


def _alternative(command: Command, problem: CommandProblem) -> str:
    """What to type if something else was meant: the start date of the search, or date words in its name."""
    if command.verb == "due" and command.when and problem.kind == "no_number":
        return f" {_code(CATALOGUE['target'].usage[:1])} moves the target start date of the whole search."
    if command.verb == "start" and problem.kind == "no_date":
        return f" If that's part of the name, put the name in quotes: {_code(QUOTED_NAME)}."
    return ""


def _sentence(problem: CommandProblem) -> str:
    if problem.kind in FIXED_SENTENCES:
        return FIXED_SENTENCES[problem.kind]
    words = safe_mrkdwn(problem.words, 60)
    near = f"Did you mean {_code(problem.suggestions)}? " if problem.suggestions else ""
    quoted = f"“{words}”" if words else "That"
    return {
        "unknown_verb": f"{quoted} isn't a command I know. {near}`/hiring help` lists all commands.",
        "no_number": f"{quoted} isn't an item number." if words else "Which item? Give its number.",
        "bad_number": f"{quoted} isn't an item number.",
        "backwards": f"{quoted} is the wrong way round. Type the smaller number first.",
        "too_many": f"{quoted} is more items than a search has. Type fewer numbers.",
        "which_numbers": f"{quoted} can mean two things, so nothing changed.",
        "group": f"{quoted} is a group. An item has one owner, so name one person.",
        "raw_name": f"Slack didn't turn {quoted} into a mention. Type @, then pick the name from the list.",
        "no_date": f"I can't read {quoted} as a date." if words else "Which date?",
        "unknown_role": f"I don't know the role {quoted}. `/roles list` shows the ones I know.",
        "which_role": f"{quoted} can mean several roles. Which one?",
        "question": f"{quoted} reads like a question, so nothing changed.",
        "negation": f"{quoted} says what isn't done or wanted, so nothing changed.",
        "condition": f"{quoted} depends on something I can't see, so nothing changed. Tell me once it has happened.",
        "plan": f"{quoted} reads like a plan, so nothing changed.",
        "report": f"{quoted} reads like a report, so nothing changed.",
        "hedge": f"{quoted} sounds unfinished, so nothing changed. To close the item anyway, leave that wording out.",
        "choice": f"{quoted} names more than one possibility, so nothing changed.",
        "unexplained": f"I don't understand every word of {quoted}, so nothing changed.",
        "text_or_command": f"{quoted} could be part of the text or a command of its own, so nothing changed.",
        "no_finalist": f"{quoted} isn't a finalist's letter." if words else "Which finalist? Give the letter.",
        "unknown_format": f"I can't export as {quoted}. Type `csv`, `md` or `ics`.",
    }[problem.kind].strip()


def _code(examples: Sequence[str]) -> str:
    return ", ".join(f"`/hiring {escape(each)}`" for each in examples)
