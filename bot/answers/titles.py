"""The title of each kind of answer: the heading of its card, and the first line of its text."""

from collections.abc import Callable
from typing import Any

from bot.answers.models import (
    Advice,
    Answer,
    Comparison,
    Directory,
    FaqAnswer,
    Help,
    Ownership,
    RoleProfile,
    Similarities,
)
from bot.answers.wording import join_words, short_names
from bot.knowledge.letter_case import ask_for_owner
from bot.knowledge.models import Role


def title(answer: Answer) -> str:
    """Return the title of an answer; empty for Clarification and NotKnown, which are a single sentence."""
    make_title = TITLES.get(type(answer))
    return make_title(answer) if make_title else ""


def _comparison(answer: Comparison) -> str:
    return " vs ".join(short_names(answer.roles)) + (f": {answer.topic.name}" if answer.topic else "")


def _similarities(answer: Similarities) -> str:
    return f"What {join_words(short_names(answer.roles))} share"


def _profile(answer: RoleProfile) -> str:
    if answer.is_kit:
        return f"Hiring kit: {in_full(answer.role)}"
    return f"{answer.role.short}: {answer.topic.name}" if answer.topic else in_full(answer.role)


def in_full(role: Role) -> str:
    """Return the full title of the role, with the short name in brackets unless they are the same."""
    # The first word only: "Chief Product Officer (CPO)" rather than "... (CPO (product))".
    return role.title if role.short == role.title else f"{role.title} ({role.short.split(' ')[0]})"


def _advice(answer: Advice) -> str:
    names = short_names(answer.roles)
    if not names:
        return "Hiring an executive: what to weigh"
    match answer.question.id:
        case "importance":
            return f"{join_words(names, 'or')}: which matters more?"
        case "which_first":
            return f"{join_words(names, 'or')}: which first?"
        case "both_or_one":
            every = "both" if len(names) == 2 else "all"  # noqa: PLR2004  both are two
            return f"{join_words(names)}: {every}, or one?"
    return f"When to hire the first {join_words(names, 'or')}"


TITLES: dict[type[Any], Callable[[Any], str]] = {
    Comparison: _comparison,
    Similarities: _similarities,
    RoleProfile: _profile,
    Advice: _advice,
    Ownership: lambda answer: f"{ask_for_owner(answer.thing)}?",
    FaqAnswer: lambda answer: answer.title,
    Directory: lambda _: "The roles I know",
    Help: lambda _: "Ask me about executive roles",
}
"""Kind of answer to the function that makes its title."""
