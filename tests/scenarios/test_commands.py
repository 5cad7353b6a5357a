import pytest
from fakes.office import Office

from bot.answers.wording import clarifying_question, refusal_text


@pytest.mark.socket_mode
def test_a_comparison_is_shown_only_to_the_member_who_asked(office: Office):
    office.founder.types("/roles compare cmo cro")
    card = office.founder.sees("CMO vs CRO", "Metrics")
    assert card.private
    assert len([line for line in card.text.splitlines() if "CMO:" in line and "CRO:" in line]) > 1
    office.board_member.sees_nothing()


@pytest.mark.parametrize("channel", ["#leadership", "DM"])
def test_the_command_works_in_channels_and_direct_messages(office: Office, channel: str):
    office.founder.types("/roles compare cmo cro", channel)
    assert office.founder.sees("CMO vs CRO").channel == channel


def test_the_command_works_in_a_channel_without_the_app(office: Office):
    office.slack.workspace.add_channel("board", bot_is_member=False)
    office.founder.types("/roles compare cmo cro", "#board")
    assert office.founder.sees("CMO vs CRO").channel == "#board"


@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        ("/roles", "Ask me about executive roles"),
        ("/roles help", "Ask me about executive roles"),
        ("/roles list", "The roles I know"),
        ("/roles show cro", "Chief Revenue Officer (CRO)"),
        ("/roles show cro metrics", "CRO: Metrics"),
        ("/roles compare cmo cro kpis", "CMO vs CRO: Metrics"),
        ("/roles ask which first, cmo or cro?", "CMO or CRO: which first?"),
        ("/roles CMO vs CRO KPIs?", "CMO vs CRO: Metrics"),
        ("/roles who owns pricing?", "Who owns pricing?"),
    ],
)
def test_every_subcommand_and_free_text_question_is_answered(office: Office, typed: str, heading: str):
    office.founder.types(typed)
    assert office.founder.seen.text.startswith(heading)


def test_a_misspelt_subcommand_is_understood(office: Office):
    office.founder.types("/roles comparr cmo cro")
    assert office.founder.seen.text.startswith("CMO vs CRO")


def test_an_unknown_role_is_reported_with_the_nearest_match_as_a_button(office: Office):
    office.founder.types("/roles compare cmo xyz")
    answer = office.founder.sees(refusal_text("unknown_role", "xyz"))
    assert answer.private
    assert answer.buttons == ["Chief Marketing Officer"]


def test_an_ambiguous_abbreviation_is_clarified_and_answered_in_place(office: Office):
    office.founder.types("/roles CPO")
    question = office.founder.sees(clarifying_question("CPO"))
    office.founder.clicks("Chief Product Officer")
    answer = office.founder.sees("Chief Product Officer")
    assert answer.message.ts == question.message.ts
    assert answer.private


def test_a_comparison_with_one_role_asks_for_the_other(office: Office):
    office.founder.types("/roles compare cmo")
    question = office.founder.sees(clarifying_question("CMO", is_ambiguous=False))
    assert "CMO vs CRO" in question.buttons


@pytest.mark.parametrize("chosen", [0, -1])
def test_the_meanings_of_two_abbreviations_can_be_chosen_from_buttons_and_menu(office: Office, chosen: int):
    office.founder.types("/roles compare cpo cco")
    question = office.founder.sees(clarifying_question("CPO, CCO"))
    label = [*question.buttons, *question.choices][chosen]
    assert (label in question.choices) == (chosen == -1)
    if label in question.choices:
        office.founder.picks(label, on=question)
    else:
        office.founder.clicks(label, on=question)
    answer = office.founder.seen
    assert answer.message.ts == question.message.ts
    assert answer.buttons.count("Undo") == 2
    for title in label.split(", "):
        assert f"now means {title}" in answer.text


def test_a_question_of_forty_thousand_characters_is_answered(office: Office):
    office.founder.types("/roles " + "x " * 20_000)
    assert office.founder.seen.private


@pytest.mark.parametrize("typed", ["/roles :tada:", "/roles \N{PARTY POPPER}\N{PARTY POPPER}", "/roles ???"])
def test_a_command_without_words_shows_the_help(office: Office, typed: str):
    office.founder.types(typed)
    office.founder.sees("Ask me about executive roles")


@pytest.mark.parametrize(
    "typed", ["<!channel>", "<@U0FOUNDER>", "@here", "*bold*", "<https://example.com|click>", "a&b"]
)
def test_echoed_user_text_has_no_pings_links_or_formatting(office: Office, typed: str):
    office.founder.types(f"/roles compare cmo {typed}")
    answer = office.founder.seen
    for shown in (answer.text, answer.words):
        assert not any(mark in shown for mark in ("<!", "<@", "@here", "*bold*", "<https://example.com", "a&b"))


def test_the_command_is_answered_without_calling_the_slack_api(office: Office):
    office.founder.types("/roles compare cmo cro")
    assert office.founder.seen.private
    assert [call.method for call in office.slack.api.calls] == []


def test_equivalent_commands_give_identical_cards(office: Office):
    office.founder.types("/roles compare cmo cro")
    first = office.founder.seen
    office.board_member.types("/roles  COMPARE   cmo, cro ")
    second = office.board_member.seen
    assert first.text == second.text
    assert first.words == second.words
