import pytest
from samples.answers import ask, base, fact, faq, role, stake, thing

from bot.answers.titles import title

KNOWN = base(
    role("AAA"),
    role("BBB", short="BBB (people)"),
    role("CCC", short="CCC Officer", title="CCC Officer"),
    things=[
        thing("Pricing", stake("aaa", "decides", "Sets it.")),
        thing("Budget", stake("aaa", "decides", "Sets it."), definite=True),
    ],
    entries=[faq("fees", fact("A third."))],
)


@pytest.mark.parametrize(
    ("kind", "roles", "more", "called"),
    [
        ("compare", ("aaa", "bbb"), {}, "AAA vs BBB (people)"),
        ("compare", ("aaa", "bbb"), {"on": "metrics"}, "AAA vs BBB (people): Metrics"),
        ("compare", ("aaa", "bbb"), {"on": "similarities"}, "What AAA and BBB (people) share"),
        ("role", ("aaa",), {}, "Chief AAA Officer (AAA)"),
        ("role", ("bbb",), {}, "Chief BBB Officer (BBB)"),
        ("role", ("ccc",), {}, "CCC Officer"),
        ("role", ("aaa",), {"on": "metrics"}, "AAA: Metrics"),
        ("advice", ("aaa", "bbb"), {"on": "importance"}, "AAA or BBB (people): which matters more?"),
        ("advice", ("aaa", "bbb"), {"on": "which_first"}, "AAA or BBB (people): which first?"),
        ("advice", ("aaa", "bbb"), {"on": "both_or_one"}, "AAA and BBB (people): both, or one?"),
        (
            "advice",
            ("aaa", "bbb", "ccc"),
            {"on": "both_or_one"},
            "AAA, BBB (people) and CCC Officer: all, or one?",
        ),
        ("advice", ("aaa",), {"on": "first_hire"}, "When to hire the first AAA"),
        ("advice", (), {"on": "which_first"}, "Hiring an executive: what to weigh"),
        ("who_owns", (), {"of": "pricing"}, "Who owns pricing?"),
        ("who_owns", (), {"of": "budget"}, "Who owns the budget?"),
        ("faq", (), {"of": "fees"}, "fees?"),
        ("directory", (), {}, "The roles I know"),
        ("help", (), {}, "Ask me about executive roles"),
        ("unknown", (), {}, ""),
    ],
)
def test_every_kind_of_answer_has_its_title(kind: str, roles: tuple[str, ...], more: dict, called: str):
    assert title(ask(KNOWN, kind, *roles, **more)) == called
