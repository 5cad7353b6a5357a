"""Reads the text after `/roles`: five subcommands with their arguments, and anything else as a question."""

from bot.knowledge.base import KnowledgeBase
from bot.understanding.annotation import Annotation
from bot.understanding.annotator import annotate, resolve_abbreviations, with_every_role
from bot.understanding.intents import KIT, NO_CONTEXT, ConversationContext, Intent, Option, Reading
from bot.understanding.lexicon import Lexicon, lexicon_of
from bot.understanding.normalise import normalise
from bot.understanding.phrases import ROLE
from bot.understanding.questions import clarify, read
from bot.understanding.suggestions import suggest_options

MAX_PARTNERS = 5
"""How many roles are offered to compare with when only one is named. Chosen by hand."""
ADVICE_TOPICS = ("importance", "both_or_one", "which_first")


def read_roles_command(text: str, base: KnowledgeBase, context: ConversationContext = NO_CONTEXT) -> Reading:
    """Read the text after `/roles`. Never raises.

    `compare cmo cro [topic]`, `show cmo [topic]`, `kit cro`, `ask ...`, `list` and `help` are subcommands, also with a
    typo; anything else is a question.
    """
    lexicon = lexicon_of(base)
    words = normalise(text).words
    if not words:
        return Reading(Intent("help"), 1.0, "command:empty")
    command = lexicon.match_subcommand(words[0])
    rest = "".join(text.split(maxsplit=1)[1:])
    arguments = rest.replace("_", " ")  # ids, such as reporting_line and vp_sales, are names as well
    if command == "compare":
        return _compare(arguments, text, base, lexicon, context)
    if command in ("show", "kit"):
        shown = _show(arguments, text, base, lexicon, context)
        return _kit(shown) if command == "kit" else shown
    if command == "list" and len(words) <= len(("list", "all", "roles")):
        return Reading(Intent("directory"), 1.0, "command:list")
    if command == "help" and len(words) == 1:
        return Reading(Intent("help"), 1.0, "command:help")
    return read(rest if command == "ask" else text, base, context)


def _arguments(rest: str, lexicon: Lexicon, context: ConversationContext) -> Annotation:
    """Return the annotation of the arguments, all of whose roles are asked about."""
    return resolve_abbreviations(with_every_role(annotate(rest, lexicon)), dict(context.meanings))


def _compare(rest: str, text: str, base: KnowledgeBase, lexicon: Lexicon, context: ConversationContext) -> Reading:
    annotation = _arguments(rest, lexicon, context)
    if annotation.ambiguous_entities:
        return clarify(annotation, base, context.before)
    if _has_other_words(annotation, lexicon):
        return read(text, base, context) if _is_sentence(annotation) else _unknown_argument(annotation, base, lexicon)
    if not annotation.roles:
        return Reading(Intent("unknown"), 0.0, "command:compare_nobody", reason="needs_roles")
    if len(annotation.roles) == 1 and not annotation.has_two_names:
        return _ask_comparison_partner(annotation.roles[0], base)
    intent = comparison_intent(annotation.roles, _topic(annotation, lexicon))
    return Reading(
        intent._replace(kind="compare") if annotation.has_two_names else intent,
        1.0,
        "command:compare",
        resolved_abbreviations=annotation.resolved_abbreviations,
    )


def comparison_intent(roles: tuple[str, ...], topic: str | None) -> Intent:
    """Return the question that compares these roles on a topic; on some topics, it asks for advice."""
    if topic in ADVICE_TOPICS:
        return Intent("advice", roles, topic)
    return Intent("compare", roles, None if topic == "differences" else topic)


def _show(rest: str, text: str, base: KnowledgeBase, lexicon: Lexicon, context: ConversationContext) -> Reading:
    annotation = _arguments(rest, lexicon, context)
    if annotation.ambiguous_entities:
        return clarify(annotation, base, context.before)
    if _has_other_words(annotation, lexicon):
        return read(text, base, context) if _is_sentence(annotation) else _unknown_argument(annotation, base, lexicon)
    if not annotation.roles:
        return (
            read(text, base, context)
            if _is_sentence(annotation)
            else Reading(Intent("directory"), 0.9, "command:show_nobody")
        )
    if len(annotation.roles) > 1:
        return Reading(
            Intent("compare", annotation.roles, _topic(annotation, lexicon)),
            1.0,
            "command:show_several",
            resolved_abbreviations=annotation.resolved_abbreviations,
        )
    topic = _topic(annotation, lexicon)
    of_role = topic if topic in {t.id for t in base.role_topics} else None
    return Reading(
        Intent("role", annotation.roles, of_role),
        1.0,
        "command:show",
        resolved_abbreviations=annotation.resolved_abbreviations,
    )


def _kit(shown: Reading) -> Reading:
    """Return the reading of `show` as one of `kit`, if it names one role and no topic."""
    asked = shown.intent
    if asked.kind != "role" or asked.topic:
        return shown
    return shown._replace(intent=asked._replace(subject=KIT), decided_by="command:kit")


def _topic(annotation: Annotation, lexicon: Lexicon) -> str | None:
    """Return the topic that the arguments name besides the roles: the manager in a general manager is none."""
    inside = {at for mention in annotation.entities for at in range(mention.start, mention.end)}
    words = correct_topics(annotation, lexicon)
    return lexicon.find_topic(tuple("" if at in inside else word for at, word in enumerate(words)))


def correct_topics(annotation: Annotation, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words with the spelling of topics corrected."""
    return tuple(lexicon.wide_spelling.correct(word) or word for word in annotation.words)


def _leftover(annotation: Annotation, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the arguments that are neither roles nor topics nor connecting words."""
    words = correct_topics(annotation, lexicon)
    topics = {w for span in lexicon.named_topics.longest(words) for w in annotation.words[span.start : span.end]}
    known = topics | lexicon.small_words | lexicon.connectors | {ROLE}
    return tuple(word for word in annotation.masked if word not in known and not word.isdigit())


def _has_other_words(annotation: Annotation, lexicon: Lexicon) -> bool:
    """Return whether the arguments have anything but roles and topics in them."""
    topics = lexicon.named_topics.longest(annotation.words)
    titles = [t for t in annotation.titles if not any(s.start <= t.start and t.end <= s.end for s in topics)]
    return bool(titles or _leftover(annotation, lexicon))


def _is_sentence(annotation: Annotation) -> bool:
    """Return whether the arguments are to be read as a question rather than refused as unknown."""
    return annotation.utterance.has_question_mark or len(annotation.words) > len(annotation.roles) + 3


def _unknown_argument(annotation: Annotation, base: KnowledgeBase, lexicon: Lexicon) -> Reading:
    """Say that an argument is not a known role, and suggest similar ones."""
    unknown = tuple(title.text for title in annotation.titles) or _leftover(annotation, lexicon)
    near = [Option(base.roles[r].title, Intent("role", (r,))) for word in unknown for r in lexicon.nearest_roles(word)]
    options = tuple(dict.fromkeys((*suggest_options(annotation, base, lexicon), *near)))[:MAX_PARTNERS]
    return Reading(
        Intent("unknown"), 0.0, "command:stranger", options, reason="unknown_role", about=", ".join(unknown[:3])
    )


def _ask_comparison_partner(role: str, base: KnowledgeBase) -> Reading:
    """Ask which role to compare with. Roles with a curated pair come first."""
    curated = [other for pair in base.pairs for other in pair if role in pair and other != role]
    partners = sorted(curated, key=list(base.roles).index) or [other for other in base.roles if other != role]
    options = tuple(
        Option(f"{base.roles[role].short} vs {base.roles[other].short}", Intent("compare", (role, other)))
        for other in partners[:MAX_PARTNERS]
    )
    return Reading(Intent("unknown"), 0.5, "command:compare_one", options, clarify=True, about=base.roles[role].short)
