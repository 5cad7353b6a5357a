import pytest

from bot import errors
from bot.errors import KnowledgeError, MessageError, RolecallError, SettingsError, UsageError

FAMILY = [each for each in vars(errors).values() if isinstance(each, type)]


@pytest.mark.parametrize("error", FAMILY, ids=lambda error: error.__name__)
def test_every_deliberate_error_has_one_base_class(error: type[Exception]):
    assert issubclass(error, RolecallError)


@pytest.mark.parametrize("error", [RolecallError, SettingsError, UsageError, MessageError], ids=lambda e: e.__name__)
def test_an_error_says_what_happened_and_what_to_do_next(error: type[RolecallError]):
    raised = error("The file is empty.", "Write something in it.")
    assert str(raised) == "The file is empty. Write something in it."
    assert (raised.what, raised.next_step) == ("The file is empty.", "Write something in it.")


def test_an_error_with_nothing_to_do_says_what_happened():
    assert str(UsageError("The file is empty.")) == "The file is empty."


def test_broken_knowledge_lists_every_problem_on_a_line_of_its_own():
    problems = ("cmo.yml:3: no title; add one", "cro.yml:9: no summary; add one")
    lines = str(KnowledgeError(problems)).splitlines()
    assert lines[0] == "The knowledge has 2 problems:"
    assert tuple(line.strip() for line in lines[1:3]) == problems
    assert lines[-1] == "Fix them and run `rolecall check` again."
    assert KnowledgeError(problems).problems == problems


def test_one_problem_is_counted_as_one():
    assert str(KnowledgeError(("cmo.yml:3: no title; add one",))).startswith("The knowledge has 1 problem:\n")
