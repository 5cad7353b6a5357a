import pytest

from bot.knowledge.nodes import (
    FileLocation,
    KnowledgeProblem,
    Scalar,
    Section,
    Series,
    did_you_mean,
    find_node,
    get_text,
    get_texts,
    scalars,
    to_python,
)


def scalar(value: object, line: int = 1) -> Scalar:
    return Scalar(FileLocation("f.yml", line), value, str(value))


TREE = Section(
    FileLocation("f.yml", 1),
    {
        "title": scalar("CMO", 2),
        "names": Series(FileLocation("f.yml", 3), (scalar("a", 4), scalar(value=True, line=5), scalar("b", 6))),
        "topics": Section(
            FileLocation("f.yml", 7), {"metrics": Section(FileLocation("f.yml", 8), {"brief": scalar("x", 9)})}
        ),
    },
)


def test_a_problem_is_printed_as_file_line_and_text():
    assert (
        str(KnowledgeProblem(FileLocation("roles/cmo.yml", 12), "is wrong; fix it"))
        == "roles/cmo.yml:12: is wrong; fix it"
    )


def test_nodes_are_converted_to_plain_values():
    assert to_python(TREE) == {"title": "CMO", "names": ["a", True, "b"], "topics": {"metrics": {"brief": "x"}}}


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("title",), 2),
        (("names", 1), 5),
        (("topics", "metrics", "brief"), 9),
        (("topics", "metrics", "facts", 0), 8),
        (("names", 7), 3),
        (("title", "further"), 2),
        ((0,), 1),
    ],
)
def test_a_path_leads_to_the_deepest_node_that_exists(path: tuple[str | int, ...], line: int):
    assert find_node(TREE, path).location.line == line


def test_scalars_come_in_the_order_of_the_file():
    assert [found.location.line for found in scalars(TREE)] == [2, 4, 5, 6, 9]


def test_only_texts_are_taken_from_nodes():
    assert get_text(TREE.values["title"]) == "CMO"
    assert get_text(TREE.values["names"]) is None
    assert get_text(None) is None
    assert get_texts(TREE.values["names"]) == ("a", "b")
    assert get_texts(TREE.values["title"]) == ()


def test_the_most_similar_word_is_suggested_or_else_the_known_words():
    assert did_you_mean("metrcs", ("metrics", "scope")) == '; did you mean "metrics"?'
    assert did_you_mean("zzz", ("metrics", "scope")) == "; expected one of: metrics, scope"
    assert did_you_mean("zzz", ()) == ""
    assert did_you_mean("zzz", tuple(f"word{n}" for n in range(30))).endswith("word19 ...")
