from dataclasses import replace
from datetime import date

import pytest
from fakes.library import FragileLibrary
from samples.answers import buttons

from bot.errors import RolecallError
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import load
from bot.slack.answer_cache import CACHE_SIZE, MAX_CACHED_LENGTH
from bot.slack.cards import Surface  # noqa: TC001
from bot.slack.replies import AnswerService
from bot.understanding.intents import Intent, Reading, encode, encode_choice
from bot.understanding.questions import read

METRICS = encode(Intent("compare", ("cmo", "cro"), "metrics"))


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return load()


@pytest.fixture
def library(base: KnowledgeBase) -> FragileLibrary:
    return FragileLibrary(base)


@pytest.fixture
def replies(library: FragileLibrary) -> AnswerService:
    return AnswerService(library)


def test_a_question_a_command_and_a_button_that_ask_the_same_get_the_same_card(replies: AnswerService):
    by_text = replies.answer_text("CMO vs CRO KPIs?", "command").message
    by_command = replies.answer_command("compare cmo cro metrics").message
    by_choice = replies.answer_button(METRICS, "command").message
    assert by_text == by_command == by_choice


def test_the_body_of_an_acknowledgement_is_private_and_ascii(replies: AnswerService):
    body = replies.answer_command("compare cmo cro").body
    assert body.startswith('{"response_type":"ephemeral","text":"CMO vs CRO')
    assert body.isascii()


def test_a_card_is_cached(replies: AnswerService):
    assert replies.answer_command("compare cmo cro") is replies.answer_command("compare  CMO  CRO")


def test_a_reply_that_quotes_the_person_is_not_cached(replies: AnswerService):
    first, second = (replies.answer_command("compare cmo xyz") for _ in range(2))
    assert first is not second
    assert first.message == second.message


def test_the_reading_of_a_long_text_is_not_cached(replies: AnswerService):
    long = "CMO vs CRO KPIs? " + "please " * MAX_CACHED_LENGTH
    assert replies.answer_text(long, "dm").message.text.startswith("CMO vs CRO: Metrics")
    assert replies._own.get()._readings.cache_info().currsize == 0


def test_the_number_of_cached_readings_is_limited(replies: AnswerService):
    for number in range(CACHE_SIZE + 50):
        replies.answer_text(f"what about {number}?", "dm")
    assert replies._own.get()._readings.cache_info().currsize == CACHE_SIZE


def test_changed_knowledge_is_used_at_once(replies: AnswerService, library: FragileLibrary):
    before = replies.answer_command("show cro").message
    role = replace(library.now.roles["cro"], title="Chief Revenue Wizard")
    library.now = replace(library.now, roles={**library.now.roles, "cro": role}, version="with another CRO")
    after = replies.answer_command("show cro").message
    assert "Wizard" in after.text
    assert "Wizard" not in before.text


def test_a_new_day_starts_a_new_cache(library: FragileLibrary):
    today = date(2026, 11, 2)
    replies = AnswerService(library, today=lambda: today)
    first = replies.answer_command("show cro")
    today = date(2036, 11, 2)
    assert replies.answer_command("show cro").message != first.message


@pytest.mark.parametrize("text", ["", "  ", "<@U0ROLECALL>", ":wave:", "???"])
def test_free_text_without_words_asks_for_help(replies: AnswerService, text: str):
    assert replies.answer_text(text, "mention").message.text.startswith("Ask me about executive roles")


@pytest.mark.parametrize("line", ["", "compare", "dance:cmo::", "a:b:c:d:e"])
def test_an_unknown_button_value_is_explained(replies: AnswerService, line: str):
    with pytest.raises(RolecallError, match=r"This button has expired\. Ask the question again\."):
        replies.answer_button(line, "command")


def test_a_button_for_a_removed_role_gets_no_answer(replies: AnswerService):
    assert "gone" in replies.answer_button(encode(Intent("role", ("gone",))), "dm").message.text


def test_a_shared_card_names_who_shared_it_in_text_and_blocks(replies: AnswerService):
    shared = replies.share(METRICS, "U1")
    assert shared.text.endswith("Shared by <@U1>")
    assert shared.blocks[-1] == {"type": "context", "elements": [{"type": "mrkdwn", "text": "Shared by <@U1>"}]}


def test_a_shared_card_is_the_one_that_a_mention_would_get(replies: AnswerService):
    shared, asked = replies.share(METRICS, "U1"), replies.answer_button(METRICS, "mention").message
    assert shared.blocks[:-1] == asked.blocks
    assert "Share" not in buttons(asked)


@pytest.mark.parametrize("view", ["answer_button", "show_in_full"])
def test_both_views_of_a_question_begin_with_the_same_title_and_answer(replies: AnswerService, view: str):
    message = getattr(replies, view)(METRICS, "command").message
    memo = replies.write_memo(METRICS)
    title, answer, *_ = message.text.split("\n")
    assert title == memo.title
    assert memo.markdown.split("\n")[:3] == [f"# {title}", "", answer]


def test_the_full_view_says_more_than_the_card(replies: AnswerService):
    short, full = replies.answer_button(METRICS, "command").message, replies.show_in_full(METRICS, "command").message
    assert len(full.text) > 2 * len(short.text)


def test_a_memo_is_dated_on_the_day_it_is_written(library: FragileLibrary):
    replies = AnswerService(library, today=lambda: date(2027, 1, 2))
    assert replies.write_memo(METRICS).markdown.endswith("2 January 2027")


@pytest.mark.parametrize("line", ["", "dance:cmo::", "help:::", "directory:::", "role:gone::"])
def test_there_is_no_memo_of_what_has_no_evidence(replies: AnswerService, line: str):
    with pytest.raises(RolecallError, match="expired"):
        replies.write_memo(line)


@pytest.mark.parametrize("line", ["", "dance:cmo::"])
def test_an_unknown_question_is_not_shown_in_full(replies: AnswerService, line: str):
    with pytest.raises(RolecallError, match="expired"):
        replies.show_in_full(line, "command")


def test_a_reply_with_remarks_on_the_question_is_not_given_to_the_next_person(replies: AnswerService):
    with_facts = replies.answer_text("CMO vs CRO for a 30-person B2B SaaS", "dm").message
    without = replies.answer_text("CMO vs CRO", "dm").message
    assert "30-person" in with_facts.text
    assert "30-person" not in without.text
    assert replies.answer_text("CMO vs CRO for a 30-person B2B SaaS", "dm").message == with_facts


def test_the_facts_of_a_question_do_not_change_which_question_is_remembered(replies: AnswerService):
    asked = replies.answer_text("CMO vs CRO for a 30-person B2B SaaS", "dm").intent
    assert asked == Intent("compare", ("cmo", "cro"))


def test_every_answer_is_observed_with_its_reading_surface_and_time(library: FragileLibrary):
    seen: list[tuple[Reading, Surface, float]] = []
    replies = AnswerService(library, observe=lambda *what: seen.append(what))
    replies.answer_text("CMO vs CRO KPIs?", "mention")
    [(reading, surface, seconds)] = seen
    assert (reading.intent, surface) == (Intent("compare", ("cmo", "cro"), "metrics"), "mention")
    assert 0 < seconds < 5


def test_every_suggested_question_is_answered(replies: AnswerService, base: KnowledgeBase):
    assert replies.suggest_questions()
    assert {read(question, base).status for question in replies.suggest_questions()} == {"answered"}


def test_a_reply_has_the_question_that_it_answers(replies: AnswerService):
    assert replies.answer_text("CMO KPIs?", "dm").intent == Intent("role", ("cmo",), "metrics")
    assert replies.answer_text("what's for lunch", "dm").intent is None


def test_a_reply_that_asks_back_has_its_options(replies: AnswerService):
    asked = replies.answer_text("CPO?", "dm").intent
    assert asked
    assert asked.kind == "unknown"
    assert asked.subject == "|cpo=chro;role/chro//|cpo=cpo_product;role/cpo_product//"


def test_a_reply_about_a_removed_role_has_no_question(replies: AnswerService):
    assert replies.answer_button("role:gone::", "dm").intent is None


def test_a_choice_says_what_was_remembered_only_if_it_was(replies: AnswerService):
    choice = replies.decode_choice(encode_choice(Intent("role", ("cpo_product",)), (("cpo", "cpo_product"),)))
    said = "In this channel CPO now means Chief Product Officer."
    assert replies.answer_meaning(choice, "mention", remembered=True).message.text.endswith(said)
    assert said not in replies.answer_meaning(choice, "mention", remembered=False).message.text
    asked = replies.ask_again(choice, "mention")
    assert "“CPO”" in asked.message.text
    assert asked.intent
    assert asked.intent.kind == "unknown"
