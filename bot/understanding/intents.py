"""The values of understanding: what was asked (an intent, made of ids only), and how a text was read (a reading)."""

from typing import Literal, NamedTuple

from bot.understanding.facts import CompanyFact

IntentKind = Literal["compare", "role", "who_owns", "advice", "faq", "directory", "help", "unknown"]
Status = Literal["answered", "clarify", "unknown"]
Reason = Literal[
    "nothing_said",  # empty, emoji only, a greeting
    "thanks",
    "not_our_subject",  # lunch
    "unknown_role",  # a role that the knowledge does not have
    "other_sense",  # CRO as conversion rate optimisation
    "a_person",  # who is the CTO of some company
    "below_executive",  # what does a project manager do
    "needs_roles",  # a follow-up or a comparison without roles
    "not_covered",  # a leadership question that the knowledge does not answer
    "running_hire",  # the status of a search, which is not part of the knowledge
    "other_language",  # not in English
    "unclear",  # known words, but no question
]


KIT = "kit"
"""The subject of a question for everything that it takes to hire for a role."""


class Intent(NamedTuple):
    """What was asked: the kind of question, the roles in the order asked, and at most one topic.

    `subject` is the id of the thing (`who_owns`) or of the curated question (`faq`), or KIT for the kit of one role.
    For a question back (`unknown`) it may encode the options.
    """

    kind: IntentKind
    roles: tuple[str, ...] = ()
    topic: str | None = None
    subject: str | None = None


Meaning = tuple[str, str]
"""An ambiguous abbreviation in lower case, and the id of the role that it means."""


class Option(NamedTuple):
    """A question offered to the person, with the label of its button.

    `meanings` are the meanings of ambiguous abbreviations that choosing it implies.
    """

    label: str
    intent: Intent
    meanings: tuple[Meaning, ...] = ()


class Reading(NamedTuple):
    """How a text was understood.

    - `confidence`: from 0 to 1.
    - `decided_by`: the name of the rule that decided.
    - `clarify`: the person is asked to choose from the `options`; otherwise they are suggestions.
    - `reason`, `about`: why an unknown intent has no answer, and the words in question.
    - `resolved_abbreviations`: ambiguous abbreviations that were read with their meaning in the channel.
    - `bystanders`: roles that are mentioned without being asked about, such as the writer's own.
    - `unknown_sides`: what is asked about and the knowledge doesn't hold, as typed.
    - `facts`: what the text says about the company.
    """

    intent: Intent
    confidence: float
    decided_by: str
    options: tuple[Option, ...] = ()
    clarify: bool = False
    reason: Reason | None = None
    about: str = ""
    resolved_abbreviations: tuple[Meaning, ...] = ()
    bystanders: tuple[str, ...] = ()
    unknown_sides: tuple[str, ...] = ()
    facts: tuple[CompanyFact, ...] = ()

    @property
    def asks_for_meaning(self) -> bool:
        """Whether the person is asked which role an ambiguous abbreviation means."""
        return self.clarify and any(option.meanings for option in self.options)

    @property
    def status(self) -> Status:
        """`answered`, `clarify` or `unknown`, as in the output of `rolecall ask --json`."""
        if self.clarify:
            return "clarify"
        return "unknown" if self.intent.kind == "unknown" else "answered"


class ConversationContext(NamedTuple):
    """The last question answered in the thread, and the meanings of abbreviations in the channel."""

    before: Intent | None = None
    meanings: tuple[Meaning, ...] = ()


NO_CONTEXT = ConversationContext()


def encode(intent: Intent) -> str:
    """Encode an intent as one line, for the value of a button.

    >>> encode(Intent("compare", ("cmo", "cro"), "metrics"))
    'compare:cmo,cro:metrics:'
    """
    return ":".join((intent.kind, ",".join(intent.roles), intent.topic or "", intent.subject or ""))


def decode(line: str) -> Intent:
    """Decode a line made by `encode`. Raises ValueError if it is not one."""
    kind, roles, topic, subject = line.split(":")
    if kind not in IntentKind.__args__:  # type: ignore[attr-defined]  # what a Literal is made of
        message = f"unknown kind of question: {kind}"
        raise ValueError(message)
    named = tuple(filter(None, roles.split(",")))
    return Intent(kind, named, topic or None, subject or None)  # type: ignore[arg-type]  # the kind is checked above


def encode_choice(intent: Intent, meanings: tuple[Meaning, ...]) -> str:
    """Encode a question and the meanings of its abbreviations as one line.

    >>> encode_choice(Intent("role", ("cpo_product",), "metrics"), (("cpo", "cpo_product"),))
    'cpo=cpo_product;role:cpo_product:metrics:'
    """
    return f"{','.join(f'{abbreviation}={role}' for abbreviation, role in meanings)};{encode(intent)}"


def decode_choice(line: str) -> tuple[Intent, tuple[Meaning, ...]]:
    """Decode a line made by `encode_choice`. Raises ValueError if it is not one."""
    pairs, question = line.split(";")
    meanings = [pair.split("=") for pair in pairs.split(",")]
    return decode(question), tuple((abbreviation, role) for abbreviation, role in meanings)
