"""Free text against labelled questions that nothing was tuned on: the right roles, the right card, or none."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from samples.understanding import base

from bot.understanding.intents import Intent, Reading
from bot.understanding.questions import read

TABLE = Path(__file__).parents[2] / "data" / "unseen_questions.yml"
RIGHT_ROLES = 0.96
RIGHT_CARD = 0.905
IN_REACH = 0.955
RIGHT_THING = 0.95
OTHER_WORDS = {"topics": (0.22, 0.62), "roles": (0.87, 0.94)}
"""The least shares of questions on new topics and roles that get the right card, and have it in reach."""
ANSWERED_NEGATIVES = 0.09


@dataclass(frozen=True)
class Row:
    """A labelled question beside what was understood."""

    label: dict[str, Any]
    reading: Reading

    @property
    def roles_are_right(self) -> bool:
        # A curated answer stands in for its roles where the label accepts one.
        if self.reading.intent.kind == "faq" and ("faq", None) in self.cards:
            return True
        return list(self.reading.intent.roles) == self.label["roles"]

    @property
    def cards(self) -> set[tuple[str, str | None]]:
        accepted = {(kind, topic) for kind, topic in self.label.get("accept", [])}
        return accepted | {(self.label["intent"], self.label["topic"])}

    @property
    def card_is_right(self) -> bool:
        return self.reading.status == "answered" and self.is_right(self.reading.intent)

    @property
    def is_in_reach(self) -> bool:
        """Whether the right card is shown or a button leads to it."""
        return self.card_is_right or any(self.is_right(option.intent) for option in self.reading.options)

    def is_right(self, intent: Intent) -> bool:
        topic = None if intent.kind == "faq" else intent.topic
        roles_are_right = intent.kind == "faq" or list(intent.roles) == self.label["roles"]
        return roles_are_right and (intent.kind, topic) in self.cards

    def __str__(self) -> str:
        intent = self.reading.intent
        got = f"{self.reading.status} {intent.kind} {','.join(intent.roles) or '-'} {intent.topic or '-'}"
        label = self.label
        want = f"{label['status']} {label['intent']} {','.join(label['roles']) or '-'} {label['topic'] or '-'}"
        return f"{label['q']!r}\n    want {want}\n    got  {got} ({self.reading.decided_by})"


@cache
def rows() -> tuple[Row, ...]:
    labels = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return tuple(Row(label, read(label["q"], base())) for label in labels)


def labelled(status: str, new: str | None = None) -> list[Row]:
    """The rows with this status: those in usual words, or those on new topics or roles in other words than theirs."""
    return [row for row in rows() if row.label["status"] == status and row.label.get("new") == new]


def listed(failing: list[Row], of: list[Row]) -> str:
    share = 1 - len(failing) / len(of)
    return f"{share:.1%} of {len(of)} are right; the other {len(failing)}:\n" + "\n".join(map(str, failing))


def test_the_roles_of_a_question_are_those_named_in_the_order_asked():
    asked = labelled("answered")
    failing = [row for row in asked if not row.roles_are_right]
    assert len(failing) <= (1 - RIGHT_ROLES) * len(asked), listed(failing, asked)


def test_a_question_gets_the_card_that_answers_it():
    asked = labelled("answered")
    failing = [row for row in asked if not row.card_is_right]
    assert len(failing) <= (1 - RIGHT_CARD) * len(asked), listed(failing, asked)


def test_the_card_that_answers_a_question_is_shown_or_one_click_away():
    asked = labelled("answered")
    failing = [row for row in asked if not row.is_in_reach]
    assert len(failing) <= (1 - IN_REACH) * len(asked), listed(failing, asked)


@pytest.mark.parametrize("new", OTHER_WORDS)
def test_new_topics_and_roles_are_asked_about_in_other_words_than_their_names(new: str):
    asked = labelled("answered", new)
    wrong, out_of_reach = [r for r in asked if not r.card_is_right], [r for r in asked if not r.is_in_reach]
    right_card, in_reach = OTHER_WORDS[new]
    assert len(wrong) <= (1 - right_card) * len(asked), listed(wrong, asked)
    assert len(out_of_reach) <= (1 - in_reach) * len(asked), listed(out_of_reach, asked)


def test_a_text_out_of_scope_gets_no_card():
    unasked = labelled("unknown")
    failing = [row for row in unasked if row.reading.status == "answered"]
    assert len(failing) <= ANSWERED_NEGATIVES * len(unasked), listed(failing, unasked)


def test_the_thing_asked_about_is_the_one_named():
    asked = [row for row in labelled("answered") if "subject" in row.label and row.reading.intent.kind == "who_owns"]
    failing = [row for row in asked if row.reading.intent.subject != row.label["subject"]]
    assert len(failing) <= (1 - RIGHT_THING) * len(asked), listed(failing, asked)


@pytest.mark.parametrize("field", ["roles", "subject"])
def test_the_labels_name_only_entries_of_the_knowledge(field: str):
    known = {"roles": set(base().roles), "subject": set(base().things)}[field]
    named = {name for row in rows() for name in _as_list(row.label.get(field))}
    assert named <= known


def _as_list(value: str | list[str] | None) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else value


def test_every_role_is_asked_about_in_the_table():
    asked = {role for row in rows() for role in row.label["roles"]}
    assert asked == set(base().roles)


def test_every_topic_is_asked_about_in_the_table():
    asked = {topic for row in rows() if row.label["status"] == "answered" for _, topic in row.cards}
    assert asked >= set(base().topics) - {WHOLE_COMPARISON}


WHOLE_COMPARISON = "differences"
"""The topic that a comparison on no other topic is about."""


@pytest.mark.parametrize("one", base().roles)
def test_every_pair_of_roles_is_compared_in_the_order_named(one: str):
    roles = base().roles
    for other in set(roles) - {one}:
        reading = read(f"{roles[one].short} vs {roles[other].short}", base())
        assert (reading.status, reading.intent) == ("answered", Intent("compare", (one, other))), other
