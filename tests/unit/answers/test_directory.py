from samples.answers import TODAY, ask, aspect, base, pair, role, shipped, stake, thing

from bot.answers.answer import answer_question
from bot.answers.directory import example_questions
from bot.answers.models import Directory, Help, NotKnown
from bot.understanding.intents import Intent, Reading


def test_the_directory_lists_all_roles_by_level():
    knowledge = base(role("VPX", level="vp"), role("AAA"), role("AID", level="staff"))
    found = ask(knowledge, "directory")
    assert isinstance(found, Directory)
    assert [each.id for each in found.roles] == ["vpx", "aaa", "aid"]
    assert [(name, [option.intent.roles for option in options]) for name, options in found.menu] == [
        ("C-level", [("aaa",)]),
        ("Vice presidents", [("vpx",)]),
        ("Leadership staff", [("aid",)]),
    ]


def test_help_gives_six_examples_of_different_kinds():
    found = ask(shipped(), "help")
    assert isinstance(found, Help)
    assert len(found.examples) == 6
    assert {option.intent.kind for option in found.examples} == {"compare", "advice", "role", "who_owns", "directory"}


def test_every_example_question_is_answered():
    small = base(role("AAA", {"focus": aspect("Brand")}), role("BBB"), pairs=[pair("aaa", "bbb")], topics=())
    for knowledge in (shipped(), small, base()):
        for option in example_questions(knowledge):
            found = answer_question(Reading(option.intent, 1.0, "test"), knowledge, TODAY)
            assert not isinstance(found, NotKnown), option


def test_the_examples_are_about_the_entries_with_the_most_content():
    rich = pair("bbb", "ccc", importance=({"any": "fact"},))
    knowledge = base(
        role("AAA"),
        role("BBB", {"focus": aspect("Brand")}),
        role("CCC"),
        pairs=[pair("aaa", "bbb"), rich],
        things=[thing("Brand", stake("aaa", "decides", "Keeps it."))],
    )
    assert [option.label for option in example_questions(knowledge)] == [
        "BBB vs CCC",
        "BBB vs CCC KPIs?",
        "BBB or CCC first?",
        "What does a BBB do?",
        "Who owns brand?",
        "Which roles do you know?",
    ]


def test_an_empty_base_offers_only_the_list_of_roles():
    assert [option.intent for option in example_questions(base())] == [Intent("directory")]
