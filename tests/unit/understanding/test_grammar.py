from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples.understanding import base, lexicon, reading_of

from bot.knowledge.models import Topic
from bot.understanding.grammar import MAX_PARTNERS, read_roles_command
from bot.understanding.intents import ConversationContext, Intent, Reading


def commanded(text: str) -> Reading:
    return read_roles_command(text, base())


def meant(text: str) -> tuple[str, str, str | None]:
    intent = commanded(text).intent
    return intent.kind, " ".join(intent.roles), intent.topic


COMMANDS = {
    # Compare
    "compare cmo cro": ("compare", "cmo cro", None),
    "compare CRO CMO": ("compare", "cro cmo", None),
    "Compare CMO CRO": ("compare", "cmo cro", None),
    "COMPARE cmo CRO STAKEHOLDERS": ("compare", "cmo cro", "stakeholders"),
    "compare cmo cro cto": ("compare", "cmo cro cto", None),
    "compare cmo,cro,cto": ("compare", "cmo cro cto", None),
    "compare cmo/cro": ("compare", "cmo cro", None),
    "compare cmo and cro": ("compare", "cmo cro", None),
    "compare cmo vs cro": ("compare", "cmo cro", None),
    "compare the cmo to the cro": ("compare", "cmo cro", None),
    "compare cmo cro metrics": ("compare", "cmo cro", "metrics"),
    "compare cmo cro kpis": ("compare", "cmo cro", "metrics"),
    "compare metrics cmo cro": ("compare", "cmo cro", "metrics"),
    "compare cmo vs cro on kpis": ("compare", "cmo cro", "metrics"),
    "compare cmo cro reporting_line": ("compare", "cmo cro", "reporting_line"),
    "compare cmo cro reports to": ("compare", "cmo cro", "reporting_line"),
    "compare cmo cro time horizon": ("compare", "cmo cro", "horizon"),
    "compare cmo cro differences": ("compare", "cmo cro", None),
    "compare cmo cro similarities": ("compare", "cmo cro", "similarities"),
    "compare cmo cro in common": ("compare", "cmo cro", "similarities"),
    "compare cmo cro importance": ("advice", "cmo cro", "importance"),
    "compare cmo cro which_first": ("advice", "cmo cro", "which_first"),
    "compare cmo cro which first": ("advice", "cmo cro", "which_first"),
    "compare cmo cro both or one": ("advice", "cmo cro", "both_or_one"),
    "compare cmo cro, which one should we hire first?": ("advice", "cmo cro", "which_first"),
    "compare chief marketing officer chief revenue officer": ("compare", "cmo cro", None),
    "compare cheif marketing oficer cro": ("compare", "cmo cro", None),
    "compare chief of staff coo": ("compare", "chief_of_staff coo", None),
    "compare vp of sales and cro": ("compare", "vp_sales cro", None),
    "compare vp_sales cro": ("compare", "vp_sales cro", None),
    "compare cpo_product cto": ("compare", "cpo_product cto", None),
    "compare cdo_digital cdo (data)": ("compare", "cdo_digital cdo", None),
    "compare CPO CTO": ("compare", "cpo_product cto", None),
    "compare what a cmo and a cro are measured on": ("compare", "cmo cro", "metrics"),
    "compare :eyes: cmo cro": ("compare", "cmo cro", None),
    "compare\tcmo\ncro": ("compare", "cmo cro", None),
    "  compare   cmo   cro  ": ("compare", "cmo cro", None),
    # Compare, misspelt
    "compar cmo cro": ("compare", "cmo cro", None),
    "comapre cmo cro": ("compare", "cmo cro", None),
    "copmare cmo cro kpis": ("compare", "cmo cro", "metrics"),
    "comparee cmo cro": ("compare", "cmo cro", None),
    "compares cmo cro": ("compare", "cmo cro", None),
    # Show
    "show cmo": ("role", "cmo", None),
    "show CMO": ("role", "cmo", None),
    "show me the cmo": ("role", "cmo", None),
    "show cmo kpis": ("role", "cmo", "metrics"),
    "show cmo reporting_line": ("role", "cmo", "reporting_line"),
    "show vp_sales first_hire": ("role", "vp_sales", "first_hire"),
    "show chief of staff": ("role", "chief_of_staff", None),
    "show cmo cro": ("compare", "cmo cro", None),
    "show cmo cro kpis": ("compare", "cmo cro", "metrics"),
    "show what a cmo does": ("role", "cmo", None),
    "shwo cmo kpis": ("role", "cmo", "metrics"),
    "show": ("directory", "", None),
    # List and help
    "list": ("directory", "", None),
    "LIST": ("directory", "", None),
    "list roles": ("directory", "", None),
    "list all roles": ("directory", "", None),
    "lsit": ("directory", "", None),
    "help": ("help", "", None),
    "Help!": ("help", "", None),
    "hlep": ("help", "", None),
    "": ("help", "", None),
    "   ": ("help", "", None),
    ":wave:": ("help", "", None),
    # Ask, and everything else as a question
    "ask CMO vs CRO KPIs?": ("compare", "cmo cro", "metrics"),
    "ask who owns pricing": ("who_owns", "", None),
    "ask do we need both a cmo and a cro": ("advice", "cmo cro", "both_or_one"),
    "CMO vs CRO KPIs?": ("compare", "cmo cro", "metrics"),
    "cmo cro": ("compare", "cmo cro", None),
    "cmo": ("role", "cmo", None),
    "who owns churn": ("who_owns", "", None),
    "what is a cro": ("role", "cro", None),
    "comparison of cmo and cro": ("compare", "cmo cro", None),
    "list the KPIs of a CMO": ("role", "cmo", "metrics"),
    "diff cmo cro": ("compare", "cmo cro", None),
    "what can you do": ("help", "", None),
}


@pytest.mark.parametrize(("text", "card"), COMMANDS.items())
def test_a_subcommand_is_read_literally(text: str, card: tuple[str, str, str | None]):
    reading = commanded(text)
    assert reading.status == "answered"
    assert meant(text) == card


@pytest.mark.parametrize("text", [text for text in COMMANDS if text.startswith(("compare ", "show ", "help"))])
def test_a_subcommand_is_certain(text: str):
    assert commanded(text).confidence >= 0.9
    assert commanded(text).decided_by.startswith("command:")


CLEAR = [role for role in base().roles if len(lexicon().abbreviations.get(role, ())) < 2]
"""The ids that are not a shared abbreviation at the same time, as cdo is."""


def test_any_two_roles_are_compared_by_their_ids():
    for one, other in set(combinations(CLEAR, 2)) - {("ceo", "chief_of_staff")}:  # one role: the CEO chief of staff
        assert meant(f"compare {one} {other}") == ("compare", f"{one} {other}", None)


@pytest.mark.parametrize("topic", base().topics.values(), ids=base().topics)
def test_a_topic_is_recognised_by_its_id_and_every_name(topic: Topic):
    for name in (topic.id, topic.name, *topic.names):
        kind, roles, of = meant(f"compare cmo cro {name}")
        assert roles == "cmo cro", name
        assert of == (None if topic.id == "differences" else topic.id), name
        assert kind == ("advice" if topic.id in ("importance", "both_or_one", "which_first") else "compare"), name


# What is missing, unknown or shared


@pytest.mark.parametrize("role", CLEAR)
def test_one_role_alone_is_offered_others_to_compare_with(role: str):
    reading = commanded(f"compare {role}")
    assert reading.status == "clarify"
    assert 1 <= len(reading.options) <= MAX_PARTNERS
    for option in reading.options:
        assert option.intent.kind == "compare"
        assert option.intent.roles[0] == role
        assert len(set(option.intent.roles)) == 2


def test_those_it_has_a_curated_pair_with_are_offered():
    offered = {option.intent.roles[1] for option in commanded("compare cmo").options}
    assert offered <= {other for pair in base().pairs if "cmo" in pair for other in pair}


@pytest.mark.parametrize("text", ["compare cmo cmo", "compare cmo with the CMO", "compare the cmo"])
def test_a_role_is_not_compared_with_itself(text: str):
    reading = commanded(text)
    assert reading.status == "clarify"
    assert reading.about == "CMO"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("compare cmo with the chief marketing officer", None),
        ("compare cfo finance chief", None),
        ("compare coo, head of operations kpis", "metrics"),
    ],
)
def test_two_names_of_one_role_are_compared_as_in_a_question(text: str, topic: str | None):
    reading = read_roles_command(text, base())
    assert (reading.intent.kind, len(reading.intent.roles), reading.intent.topic) == ("compare", 1, topic)


@pytest.mark.parametrize("text", ["compare", "compare kpis", "compare :eyes:", "Compare..."])
def test_comparing_no_roles_says_that_roles_are_needed(text: str):
    reading = commanded(text)
    assert (reading.status, reading.reason) == ("unknown", "needs_roles")


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("compare cmo xyz", "xyz"),
        ("compare cmo ctoo", "ctoo"),
        ("compare foo bar", "foo, bar"),
        ("compare cmo chief happiness officer", "chief happiness officer"),
        ("show xyz", "xyz"),
        ("show plumber", "plumber"),
    ],
)
def test_an_unknown_argument_is_named(text: str, about: str):
    reading = commanded(text)
    assert (reading.status, reading.reason, reading.about) == ("unknown", "unknown_role", about)


@pytest.mark.parametrize(
    ("text", "offered"), [("compare cmo ctoo", "cto"), ("show cfoo", "cfo"), ("compare cmo xyz", "cmo")]
)
def test_roles_similar_to_an_unknown_argument_are_suggested(text: str, offered: str):
    assert (offered,) in [option.intent.roles for option in commanded(text).options]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("show cmo pay", Intent("role", ("cmo",), "pay")),
        ("show cfo salary", Intent("role", ("cfo",), "pay")),
        ("show cfo compensaton", Intent("role", ("cfo",), "pay")),
        ("show vp_finance equity", Intent("role", ("vp_finance",), "equity")),
        ("compare cmo cro salary", Intent("compare", ("cmo", "cro"), "pay")),
        ("compare cro cmo pay", Intent("compare", ("cro", "cmo"), "pay")),
    ],
)
def test_pay_is_a_topic_of_a_subcommand(text: str, asked: Intent):
    reading = commanded(text)
    assert (reading.status, reading.intent) == ("answered", asked)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("show general_manager", Intent("role", ("general_manager",))),
        ("show general manager skills", Intent("role", ("general_manager",), "skills")),
        ("compare general_manager ned", Intent("compare", ("general_manager", "ned"))),
    ],
)
def test_a_word_in_the_name_of_a_role_is_no_topic(text: str, asked: Intent):
    assert commanded(text).intent == asked


@pytest.mark.parametrize("text", ["compare cmo. cro", "compare cmo\ncro", "show cmo\ncro", "compare CMO; CRO"])
def test_every_role_among_the_arguments_counts(text: str):
    assert commanded(text).intent == Intent("compare", ("cmo", "cro"))


@pytest.mark.parametrize("text", ["show treasurer pay", "compare cmo treasurer pay"])
def test_the_pay_of_a_title_that_the_knowledge_lacks_is_not_covered(text: str):
    reading = commanded(text)
    assert (reading.status, reading.reason, reading.about) == ("unknown", "unknown_role", "treasurer")


@pytest.mark.parametrize("short", ["cpo", "cco", "cdo", "cso"])
@pytest.mark.parametrize("command", ["compare {} cfo kpis", "compare cfo {}", "show {}", "show {} kpis"])
def test_an_ambiguous_abbreviation_is_asked_back(command: str, short: str):
    reading = commanded(command.format(short))
    assert reading.status == "clarify"
    for option in reading.options:
        assert set(option.intent.roles) & set(lexicon().abbreviations[short])
        assert ("cfo" in option.intent.roles) == ("cfo" in command)


def test_a_meaning_in_the_channel_is_used():
    context = ConversationContext(meanings=(("cpo", "chro"),))
    assert read_roles_command("compare cpo cfo", base(), context).intent == Intent("compare", ("chro", "cfo"))
    assert read_roles_command("show cpo", base(), context).intent == Intent("role", ("chro",))
    assert read_roles_command("cpo vs cfo", base(), context).intent == Intent("compare", ("chro", "cfo"))


# A sentence is a question whatever its first word


@pytest.mark.parametrize(
    "text",
    [
        "compare notes with me about the weather",
        "show me what you had for lunch?",
        "help me find a restaurant",
        "list everything that is wrong with zebras",
        "ask my brother about lunch",
    ],
)
def test_a_sentence_about_something_else_gets_no_card(text: str):
    assert commanded(text).status == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "what is the difference between a CMO and a CRO",
        "who is higher the cfo or the coo",
        "how long do CMOs last",
        "what's for lunch",
        "which first, CMO or CRO",
    ],
)
def test_a_question_after_the_command_is_read_like_any_other(text: str):
    assert commanded(text) == reading_of(text)
    assert commanded(f"ask {text}") == reading_of(text)


@settings(deadline=timedelta(milliseconds=500))
@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from([*" ".join(COMMANDS).split(), "zebra", "cpo"]), max_size=30).map(" ".join)
)
def test_any_command_is_read_the_same_way_twice(text: str):
    reading = commanded(text)
    assert reading == commanded(text)
    assert 0 <= reading.confidence <= 1
    assert reading.status != "clarify" or len(reading.options) > 0
