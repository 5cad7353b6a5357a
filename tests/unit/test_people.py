import pytest

from bot.understanding.people import person_in
from bot.understanding.problems import Problem


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
    person = person_in(text)
    assert (person.who, " ".join(person.rest.split()), person.problem) == (who, rest, None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem("no_person")),
        ("3 ana", Problem("no_person")),
        ("3 some@example.com", Problem("no_person")),
        ("3 mean someone", Problem("no_person")),
        ("3 @ana", Problem("raw_name", "@ana")),
        ("3 @me", Problem("raw_name", "@me")),
        ("3 @ana.b, please", Problem("raw_name", "@ana.b")),
        ("<@U1> <@U2>", Problem("several_people", "<@U1> <@U2>")),
    ],
)
def test_anything_else_names_nobody_in_particular(text: str, problem: Problem):
    person = person_in(text)
    assert (person.who, person.problem) == (None, problem)
