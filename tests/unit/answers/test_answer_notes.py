"""What a reader must know about the short answer is in brackets after it, in both views."""

import pytest
from samples.answers import ask, base, fact, faq, show, visible_text

from bot.answers.models import FaqAnswer
from bot.answers.plain import render_plain
from bot.answers.summary import summarise
from bot.knowledge.models import Fact, Figure
from bot.slack.cards import render_card

FIGURE = Figure(year="2025", of="US companies", measure="share")
NOTED: dict[str, tuple[Fact, str]] = {
    "a figure": (
        fact("About 40% have one.", "S1", figure=FIGURE),
        "About 40% have one (Publisher S1, 2025, US companies).",
    ),
    "a company's own": (fact("The CEO signs.", own=True), "The CEO signs (your company's own)."),
    "disputed": (fact("It takes four months.", "S1", disputed=True), "It takes four months (disputed)."),
    "concluded": (fact("Usually not.", "S1", basis="inference"), "Usually not."),
    "plain": (fact("Usually not.", "S1"), "Usually not."),
}


@pytest.mark.parametrize(("short", "shown"), NOTED.values(), ids=NOTED)
def test_the_first_view_and_the_full_view_say_what_the_short_answer_rests_on(short: Fact, shown: str):
    known = base(entries=[faq("asked", short, fact("A reason.", "S2"))])
    answer = ask(known, "faq", of="asked")
    assert isinstance(answer, FaqAnswer)
    assert summarise(answer).answer == shown
    assert render_plain(answer).body[0] == shown
    assert f"*{shown}*" in visible_text(show(known, "faq", of="asked"))
    assert f"*{shown}*" in visible_text(render_card(answer, surface="command", view="full"))
