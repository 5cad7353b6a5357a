"""A small knowledge base and functions that ask it, for the tests of answers, cards and the terminal."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from bot.answers.answer import answer_question
from bot.answers.models import Answer
from bot.answers.remarks import NO_REMARKS, Remarks
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.considerations import Choice, Consideration
from bot.knowledge.language import Language
from bot.knowledge.loader import load
from bot.knowledge.models import Aspect, Difference, Fact, FaqEntry, Pair, Role, Similarity, Source, Stake, Thing, Topic
from bot.slack.cards import Surface, View, render_card
from bot.slack.message import Message
from bot.understanding.intents import Intent, Reading

TODAY = date(2026, 11, 20)
TOPICS = (
    Topic(id="focus", name="Focus", question="What does the role concentrate on?", of="role"),
    Topic(id="responsibilities", name="Responsibilities", question="What does the role do?", of="role"),
    Topic(id="metrics", name="Metrics", question="How is success measured?", of="role"),
    Topic(id="stakeholders", name="Key stakeholders", question="Who matters to the role?", of="role"),
    Topic(id="collaboration", name="Works with", question="Whom does the role work with?", of="role"),
    Topic(id="impact", name="Impact", question="What changes?", of="role"),
    Topic(id="reporting_line", name="Reports to", question="Whom does the role report to?", of="role"),
    Topic(id="first_hire", name="First hired", question="When is the first one hired?", of="role"),
    Topic(id="differences", name="Differences", question="How do the two differ?", of="pair"),
    Topic(id="similarities", name="Similarities", question="What do the two share?", of="pair"),
    Topic(id="importance", name="Which matters more", question="Which matters more?", of="pair"),
    Topic(id="both_or_one", name="Both or one", question="Both, or one?", of="pair"),
    Topic(id="which_first", name="Which first", question="Which comes first?", of="pair"),
)


def fact(text: str, *sources: str, **more: Any) -> Fact:
    return Fact(text=text, sources=sources, **more)


def aspect(brief: str, *facts: Fact, answer: Fact | None = None) -> Aspect:
    return Aspect(brief=brief, answer=answer, facts=facts or (fact(f"In full: {brief}.", "S1"),))


def role(name: str, topics: dict[str, Aspect] | None = None, **more: Any) -> Role:
    defaults: dict[str, Any] = {
        "id": name.lower(),
        "title": f"Chief {name} Officer",
        "short": name,
        "level": "c_level",
        "summary": f"The {name} leads.",
        "reviewed": "2026-11",
        "topics": topics or {},
    }
    return Role(**{**defaults, **more})


def pair(*ids: str, **more: Any) -> Pair:
    return Pair(**{"roles": ids, "headline": "They differ in this.", "reviewed": "2026-11", **more})


def difference(title: str, one: str, other: str, topic: str | None = None, **more: Any) -> Difference:
    return Difference(title=title, topic=topic, sides={"aaa": one, "bbb": other}, sources=("S2",), **more)


def similarity(title: str, text: str) -> Similarity:
    return Similarity(title=title, text=text, sources=("S2",))


def choice(label: str, verdict: Any, *roles: str, because: str = "It fits.", **more: Any) -> Choice:
    return Choice(id=label, label=label, verdict=verdict, roles=roles, because=because, sources=("S1",), **more)


def consideration(title: str, *choices: Choice, **more: Any) -> Consideration:
    defaults: dict[str, Any] = {"question": f"{title}?", "text": "Why it matters.", "sources": ("S1",)}
    return Consideration(**{"id": title, "title": title, "choices": choices, "reviewed": "2026-11", **defaults, **more})


def thing(name: str, *stakes: Stake, **more: Any) -> Thing:
    return Thing(**{"id": name.lower(), "name": name, "stakes": stakes, "reviewed": "2026-11", **more})


def stake(role: str, part: Any, text: str, **more: Any) -> Stake:
    return Stake(role=role, part=part, text=text, sources=("S1",), **more)


def faq(name: str, *facts: Fact, **more: Any) -> FaqEntry:
    return FaqEntry(**{"id": name, "ask": (f"{name}?",), "answer": facts, "reviewed": "2026-11", **more})


def source(name: str, publisher: str = "", **more: Any) -> Source:
    defaults: dict[str, Any] = {"title": f"Title of {name}", "publisher": publisher or f"Publisher {name}"}
    return Source(
        **{"id": name, "strength": "practitioner", "address": f"https://example.com/{name}", **defaults, **more}
    )


SOURCES = (source("S1"), source("S2"), source("S3"))


def base(*roles: Role, **more: Iterable[Any]) -> KnowledgeBase:
    """A base with these roles; keywords are `pairs`, `topics`, `considerations`, `entries`, `things`, `sources`."""
    contents = {"topics": TOPICS, "sources": SOURCES, **more}
    topics, considerations, faqs, things, sources = (
        {each.id: each for each in contents.get(name, ())}
        for name in ("topics", "considerations", "entries", "things", "sources")
    )
    return KnowledgeBase(
        roles={each.id: each for each in roles},
        pairs={frozenset(each.roles): each for each in contents.get("pairs", ())},
        topics=topics,
        considerations=considerations,
        faq=faqs,
        things=things,
        sources=sources,
        language=Language(),
    )


@cache
def shipped() -> KnowledgeBase:
    """The knowledge base that Rolecall ships with."""
    return load()


def ask(knowledge: KnowledgeBase, kind: Any, *roles: str, on: str | None = None, of: str | None = None) -> Answer:
    """The answer to a question that was read with full confidence."""
    return answer_question(Reading(Intent(kind, roles, on, of), 1.0, "test"), knowledge, TODAY)


def show(
    knowledge: KnowledgeBase,
    kind: Any,
    *roles: str,
    surface: Surface = "command",
    view: View = "short",
    remarks: Remarks = NO_REMARKS,
    **more: Any,
) -> Message:
    """The card with the answer to this question."""
    return render_card(ask(knowledge, kind, *roles, **more), surface=surface, view=view, remarks=remarks)


def visible_text(message: Message) -> str:
    """All texts in the blocks of a message, one per line."""
    return "\n".join(_texts(message.blocks))


def controls(message: Message) -> dict[str, dict[str, Any]]:
    """The interactive elements of a message, by action id."""
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return {element["action_id"]: element for row in rows for element in row}


def buttons(message: Message) -> list[str]:
    """The labels of the buttons under a message, in order."""
    return [element["text"]["text"] for element in controls(message).values() if element["type"] == "button"]


def menu(message: Message) -> dict[str, str]:
    """The labels of the options in the menus under a message, with their values."""
    menus = [element for element in controls(message).values() if element["type"] == "static_select"]
    groups = [group for each in menus for group in each.get("option_groups", [each])]
    return {option["text"]["text"]: option["value"] for group in groups for option in group["options"]}


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        return own + [text for inner in value.values() for text in _texts(inner)]
    return [text for inner in value for text in _texts(inner)] if isinstance(value, list | tuple) else []
