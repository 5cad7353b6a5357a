"""What is said of a command that cannot be carried out as it stands: what is missing, and how to write it."""

from collections.abc import Sequence

from bot.knowledge.base import KnowledgeBase
from bot.slack.blocks import OPTIONS, Element, actions, button, option, section, static_select
from bot.slack.hiring.retyping import choices, shown, ways
from bot.slack.hiring.wish import Wish
from bot.slack.message import Message
from bot.slack.text import echo, escape
from bot.understanding.order import Order
from bot.understanding.problems import Problem

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


def problem_message(order: Order, base: KnowledgeBase) -> Message:
    """What is wrong with the order; where it could be one of several, or has to be certain, with what to press."""
    if order.verb == "start" and (choice := _roles(order, base)):
        text = _sentence(order.problem) if order.problem else ""
        return Message(text, [section(text), actions(choice)])
    text, pressed = explained(order), choices(order)
    return Message(text, [section(text), actions(pressed)] if pressed else ())


def _roles(order: Order, base: KnowledgeBase) -> list[Element]:
    kind = order.problem.kind if order.problem else ""
    if kind == "no_role":
        options = [option(role.title, role.id) for role in base.roles.values()]
        return [static_select("hiring:start", "Which role?", [("Roles", options[:OPTIONS])])]
    near = order.problem.near if order.problem else ()
    ids = {"which_role": order.candidates, "several_roles": order.roles, "unknown_role": near}.get(kind, ())
    name = order.text if kind == "which_role" else ""
    wishes = [Wish(each, name, order.when) for each in ids if each in base.roles][:MOST_ROLES]
    return [
        button(base.roles[wish.role].title, f"hiring:start:{place}", wish.encoded())
        for place, wish in enumerate(wishes)
    ]


def explained(order: Order) -> str:
    """What is wrong with the order, in mrkdwn, with an example of how to write it."""
    if order.problem is None:
        return ""
    examples = USAGE.get("override" if order.override else order.verb)
    tail = f" For example: {_code(examples)}." if examples else ""
    if retyped := ways(order):
        tail = f" Type {' or '.join(map(shown, retyped))}, or press what you mean."
    no_owner = order.verb == "owner" and order.problem.kind == "no_person"
    said = "To whom? Name a person with @, or write `me`." if no_owner else _sentence(order.problem)
    return f"{said}{tail}{_otherwise(order)}"


def _otherwise(order: Order) -> str:
    """What to type where something else may be meant: the day of the whole search, or a part of its name."""
    kind = order.problem.kind if order.problem else ""
    if order.verb == "due" and order.when and kind == "no_number":
        return f" {_code(USAGE['target'][:1])} moves the first day of the whole search."
    if order.verb == "start" and kind == "no_date":
        return f" A name that holds such words goes in quotes: {_code(QUOTED)}."
    return ""


def _sentence(problem: Problem) -> str:
    words = echo(problem.words, 60)
    near = f"Did you mean {_code(problem.near)}? " if problem.near else ""
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
