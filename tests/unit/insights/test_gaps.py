from datetime import date

from bot.insights.gaps import UnansweredQuestion, clean_text, find_group, group_questions, suggest_id

DAY = date(2026, 11, 2)


def question(words: str, count: int = 1, last: date = DAY) -> UnansweredQuestion:
    return UnansweredQuestion(words, f"{words}?", count, DAY, last)


def test_what_leads_to_a_person_is_not_kept():
    typed = (
        "does <@U0ANNA> in <#C1|exec> get\n more than jo.doe@example.com, see https://x.example/a or +49 170 1234567"
    )
    assert clean_text(typed) == "does (person) in (channel) get more than (address), see (link) or (number)"
    assert len(clean_text("why " * 400)) <= 300


def test_similar_questions_are_one_group_and_the_most_frequent_wording_leads():
    groups = group_questions(
        [
            question("who runs the works council"),
            question("how do we set up a works council in germany", 4),
            question("setting up works councils in germany", 2, date(2026, 11, 5)),
            question("what is the parking policy", 3),
        ]
    )
    assert [(group.text, group.times) for group in groups] == [
        ("how do we set up a works council in germany?", 6),
        ("what is the parking policy?", 3),
        ("who runs the works council?", 1),
    ]
    assert groups[0].last_on == date(2026, 11, 5)
    assert find_group(groups, groups[1].key) == groups[1]
    assert find_group(groups, "0") is None


def test_an_id_is_made_of_the_words_and_never_taken():
    [group] = group_questions([question("what is the parking policy for 2026")])
    assert suggest_id(group, ()) == "parking_policy_2026"
    assert suggest_id(group, ("parking_policy_2026",)) == f"parking_policy_2026_{group.key}"
    [numeric] = group_questions([question("401k")])
    assert suggest_id(numeric, ()) == "about_401k"
    [foreign] = group_questions([question("был")])
    assert suggest_id(foreign, ()) == "question"
