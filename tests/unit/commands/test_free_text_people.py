import pytest

from bot.commands.command import CommandProblem
from bot.commands.free_text import find_person


@pytest.mark.parametrize(
    ("text", "who", "rest"),
    [
        ("3 <@U1>", "U1", "3"),
        ("<@U1> 3 <@U1>", "U1", "3"),
        ("3 me", "me", "3"),
        ("3 to ME", "me", "3"),
        ("3 myself", "me", "3"),
        ("3 nobody", "nobody", "3"),
        ("3 to no one", "nobody", "3"),
        ("me <@U1>", "U1", "me"),
        ("3 me or nobody", "me", "3 or nobody"),
    ],
)
def test_one_person_is_named(text: str, who: str, rest: str):
    person = find_person(text)
    assert (person.person, " ".join(person.rest.split()), person.problem) == (who, rest, None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", CommandProblem("no_person")),
        ("3 ana", CommandProblem("no_person")),
        ("3 some@example.com", CommandProblem("no_person")),
        ("3 mean someone", CommandProblem("no_person")),
        ("3 @ana", CommandProblem("raw_name", "@ana")),
        ("3 @me", CommandProblem("raw_name", "@me")),
        ("3 @ana.b, please", CommandProblem("raw_name", "@ana.b")),
        ("<@U1> <@U2>", CommandProblem("several_people", "<@U1> <@U2>")),
    ],
)
def test_anything_else_names_nobody_in_particular(text: str, problem: CommandProblem):
    person = find_person(text)
    assert (person.person, person.problem) == (None, problem)
