"""What is said of a command that cannot be carried out as it stands: what is missing, and how to write it."""

from collections.abc import Sequence

from bot.commands.command import Command, CommandProblem
from bot.knowledge.base import KnowledgeBase
from bot.slack.blocks import MAX_OPTIONS, Element, actions, button, header, option, section, static_select
from bot.slack.hiring.button_values import StartRequest
from bot.slack.hiring.views.command_text import command_code, suggested_commands, suggestion_buttons
from bot.slack.message import Message
from bot.slack.text import escape, safe_mrkdwn

USAGE = {
    "start": ("start cro", "start cro by 2027-03-31"),
    "item": ("item 3",),
    "done": ("done 3", "done 3 https://...", "done 3 4 7-9"),
    "override": ("override 3 the board insists",),
    "reopen": ("reopen 3",),
    "assign": ("assign 3 @somebody", "assign 3 me by friday"),
    "due": ("due 3 friday", "due 3 2026-12-01", "due 3 +2w"),
    "start-item": ("start-item 3",),
    "block": ("block 3 waiting for the board",),
    "unblock": ("unblock 3",),
    "skip": ("skip 3 no outside candidates",),
    "note": ("note 3 the first call went well",),
    "add": ('add "Meet the founders" assess', 'add "Meet the founders" by friday'),
    "items": ("items @somebody", "items nobody", "items mine"),
    "rename": ("rename Head of revenue, EMEA",),
    "owner": ("owner @somebody",),
    "target": ("target 2027-04-30", "target cro 30 june 2027"),
    "close": ("close hired", "close cancelled the plan has changed"),
    "weekly": ("weekly off", "weekly on"),
    "snooze": ("snooze 3 friday",),
    "export": ("export csv", "export md"),
    "decide": ("decide cmo cro",),
}
"""Verb to ways of writing it, for people who left something out."""

QUOTED = ('start cro "Ready by summer"',)
MOST_ROLES = 5


def problem_message(command: Command, base: KnowledgeBase) -> Message:
    """What is wrong with the order; where it could be one of several, or has to be certain, with what to press."""
    if command.verb == "start" and (choice := _roles(command, base)):
        text = _sentence(command.problem) if command.problem else ""
        return Message(text, [section(text), actions(choice)])
    text, pressed = explain_problem(command), suggestion_buttons(command)
    return Message(text, [section(text), actions(pressed)] if pressed else ())


def _roles(command: Command, base: KnowledgeBase) -> list[Element]:
    kind = command.problem.kind if command.problem else ""
    if kind == "no_role":
        options = [option(role.title, role.id) for role in base.roles.values()]
        return [static_select("hiring:start", "Which role?", [("Roles", options[:MAX_OPTIONS])])]
    near = command.problem.suggestions if command.problem else ()
    ids = {"which_role": command.candidates, "several_roles": command.roles, "unknown_role": near}.get(kind, ())
    name = command.text if kind == "which_role" else ""
    wishes = [StartRequest(each, name, command.when) for each in ids if each in base.roles][:MOST_ROLES]
    return [
        button(base.roles[wish.role].title, f"hiring:start:{place}", wish.encoded())
        for place, wish in enumerate(wishes)
    ]


def explain_problem(command: Command) -> str:
    """What is wrong with the order, in mrkdwn, with an example of how to write it."""
    if command.problem is None:
        return ""
    examples = USAGE.get("override" if command.override else command.verb)
    tail = f" For example: {_code(examples)}." if examples else ""
    if retyped := suggested_commands(command):
        tail = f" Type {' or '.join(map(command_code, retyped))}, or press what you mean."
    no_owner = command.verb == "owner" and command.problem.kind == "no_person"
    said = "To whom? Name a person with @, or write `me`." if no_owner else _sentence(command.problem)
    return f"{said}{tail}{_otherwise(command)}"


def _otherwise(command: Command) -> str:
    """What to type where something else may be meant: the day of the whole search, or a part of its name."""
    kind = command.problem.kind if command.problem else ""
    if command.verb == "due" and command.when and kind == "no_number":
        return f" {_code(USAGE['target'][:1])} moves the first day of the whole search."
    if command.verb == "start" and kind == "no_date":
        return f" A name that holds such words goes in quotes: {_code(QUOTED)}."
    return ""


def _sentence(problem: CommandProblem) -> str:
    words = safe_mrkdwn(problem.words, 60)
    near = f"Did you mean {_code(problem.suggestions)}? " if problem.suggestions else ""
    quoted = f"“{words}”" if words else "That"
    return {
        "unknown_verb": f"{quoted} is no command of mine. {near}`/hiring help` lists them.",
        "no_number": f"Which item? {quoted + ' is no number. ' if words else ''}Give its number.",
        "bad_number": f"{quoted} cannot be the number of an item.",
        "backwards": f"{quoted} runs backwards; write the smaller number first.",
        "too_many": f"{quoted} is more items than a search has.",
        "which_numbers": f"{quoted} can be read in two ways, so nothing was changed.",
        "no_person": "To whom? Name a person with @, or write `me` or `nobody`.",
        "raw_name": f"Slack did not turn {quoted} into a person. Choose the name from the list that opens after the @.",
        "several_people": "An item has one person. Name one.",
        "no_date": f"Which day? {quoted + ' is no day that I can read. ' if words else ''}",
        "no_reason": "Say why, so that the history has it.",
        "no_text": "The words are missing.",
        "no_role": "For which role?",
        "unknown_role": f"{quoted} is no role that I know. `/roles list` shows those that I do.",
        "which_role": f"{quoted} stands for several roles. Which one is it?",
        "several_roles": "A search is for one role. Choose one, and start another search for the other.",
        "certain": "That would close the whole search as cancelled, so nothing was changed yet. `/hiring undo` takes"
        " back your last change, `/hiring skip 3 reason` leaves an item out.",
        "no_outcome": "How did it end? Write `hired` or `cancelled`.",
        "no_setting": "Write `on` or `off`.",
        "unknown_format": f"I cannot write {quoted}, only `csv` and `md`.",
    }[problem.kind].strip()


def _code(examples: Sequence[str]) -> str:
    return ", ".join(f"`/hiring {escape(each)}`" for each in examples)


OPENING = "A leadership hire, step by step, in the channel. After `/hiring`:"
BEGIN = (
    "`start cro` opens a search in this channel with every step of an executive hire, dated",
    "`start cro Head of revenue, EMEA by 2027-03-31` with a name and the first day you aim at",
    "`decide cmo cro` weighs which of two roles to hire and keeps the decision; `decisions` shows them",
)
LOOK = (
    "`status` the card · `next` what can be done now · `item 3` one item in full",
    "`items` what is left, or `items mine`, `overdue`, `all`, `done`, or a phase: `items offer`",
    "`items @somebody` or `items nobody` what one person has to do, or what nobody has",
    "`searches` every search you have a part in · `history` or `history 3` who did what, when and why",
)
WORK = (
    "`done 3` or `done 3 4 7-9`, with a note or link: `done 3 https://...` · `reopen 3` · `undo` your last change",
    "`assign 3 @somebody by friday`, `me` or `nobody` · `due 3 friday`, `2026-12-01` or `+2w` · `snooze 3 monday`",
    "`start-item 3` · `block 3 no budget yet` · `unblock 3` · `skip 3 not needed here` · `note 3 your words`",
    "`override 3 the board insists` closes what is held up; only the owner of the search may",
    '`add "Meet the founders" assess by friday` one more item, in a phase, with a day',
)
SEARCH = (
    "`rename New name` · `owner @somebody` · `weekly off` no summary on Mondays · `export csv` or `md`, for you",
    "`target 2027-04-30` moves the first day, and with it every day that was laid out from it",
    "`close hired` or `close cancelled reason` · `reopen-search`",
)
PARTS = (("Begin", BEGIN), ("Look", LOOK), ("Work", WORK), ("The search itself", SEARCH))
SEVERAL = "With several searches in a channel, name one by its short name: `/hiring done cro 3`, `/hiring status cmo`."


def help_message(_: Command) -> Message:
    """Every command with an example."""
    parts = ["\n".join((f"*{title}*", *lines)) for title, lines in PARTS]
    said = (OPENING, *parts, SEVERAL)
    return Message("\n".join(said), [header("Working a search"), *map(section, said)])
