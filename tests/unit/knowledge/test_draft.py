from bot.knowledge.draft import Draft, Entry
from bot.knowledge.models import Aspect, Fact, Figure, Pair, Role, Topic
from bot.knowledge.nodes import FileLocation, Scalar, Section

FIGURE = Figure(year="2025", of="Companies", measure="mean")
FACT = Fact(text="Four of ten.", sources=("S1",), figure=FIGURE)
ROLE = Role(
    id="cmo",
    title="Chief Marketing Officer",
    short="CMO",
    level="c_level",
    summary="Leads marketing.",
    reviewed="2026-11",
    topics={"metrics": Aspect(brief="Four of ten", facts=(FACT,))},
)
SECTION = Section(FileLocation("roles/cmo.yml", 1), {"title": Scalar(FileLocation("roles/cmo.yml", 2), "x", "x")})
ENTRY = Entry("cmo", ROLE, SECTION)


def test_the_parts_of_an_entry_come_with_their_paths():
    metrics = ("topics", "metrics")
    assert list(ENTRY.parts()) == [
        ((), ROLE),
        (metrics, ROLE.topics["metrics"]),
        ((*metrics, "facts", 0), FACT),
        ((*metrics, "facts", 0, "figure"), FIGURE),
    ]


def test_an_entry_knows_the_lines_of_its_parts():
    assert ENTRY.location("title") == FileLocation("roles/cmo.yml", 2)
    assert ENTRY.location("topics", "metrics") == FileLocation("roles/cmo.yml", 1)


def test_a_draft_returns_entries_keys_and_layers_by_model():
    draft = Draft({"role": {"cmo": ENTRY}}, {"role": ("cmo", "broken")}, frozenset({"topics"}), {"roles/cmo.yml": 2})
    assert list(draft.entries_of(Role)) == [ENTRY]
    assert list(draft.entries_of(Topic)) == []
    assert list(draft.all_entries()) == [ENTRY]
    assert draft.known_keys(Role) == ("cmo", "broken")
    assert draft.known_keys(Topic) is None
    assert draft.layer(ENTRY.location()) == 2
    assert draft.layer(FileLocation("elsewhere.yml", 1)) < 0


def test_a_draft_knows_complete_kinds_hidden_entries_and_the_last_layer():
    hide = FileLocation("ours/topics.yml", 3)
    draft = Draft(
        {"role": {"cmo": ENTRY}},
        {"role": ("cmo", "broken"), "topics": ()},
        frozenset({"pair"}),
        {"roles/cmo.yml": 0, "ours/topics.yml": 1},
        {("topics", "metrics"): hide},
    )
    assert [draft.is_complete(model) for model in (Role, Topic, Pair)] == [False, True, False]
    assert (draft.hiding_line(Topic, "metrics"), draft.hiding_line(Role, "metrics")) == (hide, None)
    assert draft.is_in_newest_layer(hide)
    assert not draft.is_in_newest_layer(ENTRY.location())
