"""What can be asked, as values made of ids only, and what reading a text gives."""

from typing import Literal, NamedTuple

IntentKind = Literal["compare", "role", "who_owns", "advice", "faq", "directory", "help", "unknown"]
Status = Literal["answered", "clarify", "unknown"]
Reason = Literal[
    "nothing_said",  # empty, emoji only, a greeting
    "not_our_subject",  # lunch
    "unknown_role",  # a role the base does not hold
    "other_sense",  # CRO as conversion rate optimisation
    "a_person",  # who is the CTO of some company
    "below_executive",  # what does a project manager do
    "needs_roles",  # a follow-up or a comparison with nobody named
    "not_covered",  # a leadership question outside the base
    "running_hire",  # how far a search is, which the searches know and the base does not
    "unclear",  # words of ours, but no question in them
]


class Intent(NamedTuple):
    """What was asked: one kind, the roles in the order asked, at most one topic.

    `subject` is the id of the thing (`who_owns`) or of the curated question (`faq`); where it was asked back
    (`unknown`), it may hold the ids of what was offered.
    """

    kind: IntentKind
    roles: tuple[str, ...] = ()
    topic: str | None = None
    subject: str | None = None


Meaning = tuple[str, str]
"""A shared abbreviation in lower case, and the id of the role that it stands for."""


class Option(NamedTuple):
    """One reading offered to the person: what the button says and what it asks.

    `meanings` are what choosing it says of the shared abbreviations in the text.
    """

    label: str
    intent: Intent
    meanings: tuple[Meaning, ...] = ()


class Reading(NamedTuple):
    """A text as understood.

    `confidence` runs from 0 to 1; `decided_by` names the rule that decided. With `clarify` set the
    options are to choose from; otherwise they are the nearest things known. `reason` and `about`
    (the words in question) say why nothing fits when the intent is unknown. `trace` holds the steps
    for `--explain`, one line each. `resolved_abbreviations` are the shared abbreviations read as what they mean in the
    channel.
    """

    intent: Intent
    confidence: float
    decided_by: str
    options: tuple[Option, ...] = ()
    clarify: bool = False
    reason: Reason | None = None
    about: str = ""
    trace: tuple[str, ...] = ()
    resolved_abbreviations: tuple[Meaning, ...] = ()

    @property
    def asks_for_meaning(self) -> bool:
        """Whether it asks back which role a shared abbreviation stands for."""
        return self.clarify and any(option.meanings for option in self.options)

    @property
    def status(self) -> Status:
        """`answered`, `clarify` or `unknown`, as the JSON contract names them."""
        if self.clarify:
            return "clarify"
        return "unknown" if self.intent.kind == "unknown" else "answered"


class ConversationContext(NamedTuple):
    """What was said before: the last question answered in the thread, and what abbreviations mean in the channel."""

    before: Intent | None = None
    meanings: tuple[Meaning, ...] = ()


NO_CONTEXT = ConversationContext()


def encode(intent: Intent) -> str:
    """One line that `decode` turns back into the intent; fits a button's value.

    >>> encode(Intent("compare", ("cmo", "cro"), "metrics"))
    'compare:cmo,cro:metrics:'
    """
    return ":".join((intent.kind, ",".join(intent.roles), intent.topic or "", intent.subject or ""))


def decode(line: str) -> Intent:
    """The intent behind a button's value. Raises ValueError where the line was not made by `encode`."""
    kind, roles, topic, subject = line.split(":")
    if kind not in IntentKind.__args__:  # type: ignore[attr-defined]  # what a Literal is made of
        message = f"no such kind of question: {kind}"
        raise ValueError(message)
    named = tuple(filter(None, roles.split(",")))
    return Intent(kind, named, topic or None, subject or None)  # type: ignore[arg-type]  # the kind is checked above


def encode_choice(intent: Intent, meanings: tuple[Meaning, ...]) -> str:
    """One line for a question together with what its abbreviations mean.

    >>> encode_choice(Intent("role", ("cpo_product",), "metrics"), (("cpo", "cpo_product"),))
    'cpo=cpo_product;role:cpo_product:metrics:'
    """
    return f"{','.join(f'{abbreviation}={role}' for abbreviation, role in meanings)};{encode(intent)}"


def decode_choice(line: str) -> tuple[Intent, tuple[Meaning, ...]]:
    """What `encode_choice` made the line of. Raises ValueError where it was made by nothing of ours."""
    pairs, question = line.split(";")
    meanings = [pair.split("=") for pair in pairs.split(",")]
    return decode(question), tuple((abbreviation, role) for abbreviation, role in meanings)
