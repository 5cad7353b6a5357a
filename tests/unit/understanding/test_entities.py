import string
from itertools import combinations, permutations

import pytest
from samples.understanding import annotation_of, base, lexicon, reading_of, roles_in, typos

from bot.knowledge.models import Role

EVERY_ROLE = pytest.mark.parametrize("role", base().roles.values(), ids=base().roles)
SHARED = {short.casefold() for role in base().roles.values() for short in role.ambiguous}
AROUND = (
    "{}",
    "{}?",
    "what does a {} do",
    "<@U04ROLE> {}, please",
    "*{}*",
    "“{}”",
    "({})",
    "hi! {}: kpis?",
    "first:\n{}\nthanks",
)


def forms(text: str) -> list[str]:
    return [text, text.upper(), text.lower(), f"{text}s", f"{text}'s", f"{text}\u2019s", f"{text}s'"]


def is_found(role: Role, text: str) -> bool:
    """Whether the text names the role, or may name it where the abbreviation is shared, and nothing else."""
    found = annotation_of(text).entities
    return len(found) == 1 and role.id in found[0].roles


@EVERY_ROLE
def test_a_role_is_found_by_its_title_and_by_every_name(role: Role):
    for text in (role.title, role.short, *role.names):
        for form in forms(text):
            assert annotation_of(form).roles == (role.id,), form


@EVERY_ROLE
def test_a_role_is_found_by_every_listed_misspelling(role: Role):
    for text in role.misspellings:
        assert annotation_of(text).roles == (role.id,), text


@EVERY_ROLE
def test_a_role_is_found_by_its_abbreviations_unless_they_are_ambiguous(role: Role):
    for abbreviation in role.abbreviations:
        dotted = ".".join(abbreviation)
        for form in (*forms(abbreviation), dotted, f"{dotted}.", f"{dotted}.s"):
            mention = annotation_of(form).entities[0]
            assert role.id in mention.roles, form
            assert (len(mention.roles) > 1) == (abbreviation in role.ambiguous), form


@EVERY_ROLE
def test_a_role_is_found_anywhere_in_a_text(role: Role):
    for text in (role.title, *role.abbreviations):
        for around in AROUND:
            assert is_found(role, around.format(text)), around.format(text)


@EVERY_ROLE
def test_a_title_is_found_with_its_words_run_together(role: Role):
    first, *rest = role.title.split()
    for text in (first + "".join(rest), f"{first} {''.join(rest)}"):
        assert annotation_of(f"what does a {text} do").roles == (role.id,), text


@EVERY_ROLE
def test_a_typo_in_a_long_word_of_a_title_is_tolerated(role: Role):
    title = role.title.casefold().replace("-", " ").split()
    for at, word in enumerate(title):
        for typed in typos(word) if len(word) >= 6 else ():
            text = " ".join((*title[:at], typed, *title[at + 1 :]))
            assert annotation_of(text).roles == (role.id,) or typed in FIRST_LETTER_LOST, text


FIRST_LETTER_LOST = {
    *("ecurity", "eneral", "anaging", "ompany", "inance", "roduct", "eople", "ustomer"),
    *("irector", "anager", "uccess", "resident"),
}
"""Without their first letter these are left: shorter words could begin with any letter, and a resident is another."""


def test_two_roles_named_side_by_side_are_found_in_the_order_named():
    for one, other in combinations(base().roles.values(), 2):
        assert annotation_of(f"{one.title} vs {other.title}").roles == (one.id, other.id)
        assert annotation_of(f"{other.title} and a {one.title}").roles == (other.id, one.id)


def test_a_role_named_twice_counts_once_at_its_first_mention():
    assert annotation_of("CRO vs CMO, is the Chief Revenue Officer above the CMO?").roles == ("cro", "cmo")


def test_as_many_roles_as_are_named_are_found():
    assert annotation_of("CMO CFO CTO COO CIO").roles == ("cmo", "cfo", "cto", "coo", "cio")


# Abbreviations are matched exactly

ABBREVIATIONS = sorted(lexicon().abbreviations)
OTHER_NAMES = [text for role in base().roles.values() for text in (*role.names, *role.misspellings)]
LISTED = {word for text in OTHER_NAMES for word in annotation_of(text).words}


def test_no_abbreviation_is_taken_for_another():
    for one, other in permutations(ABBREVIATIONS, 2):
        first, second = annotation_of(f"{one}, {other}").entities
        assert set(first.roles) <= set(lexicon().abbreviations[one])
        assert set(second.roles) <= set(lexicon().abbreviations[other])


@pytest.mark.parametrize("short", ABBREVIATIONS)
def test_an_abbreviation_with_a_wrong_or_missing_letter_names_no_role(short: str):
    wrong = {short[:at] + letter + short[at + 1 :] for at in range(len(short)) for letter in string.ascii_lowercase}
    known = {*ABBREVIATIONS, *(each + "s" for each in ABBREVIATIONS), *LISTED}
    for typed in {*wrong, *typos(short)} - known:
        assert roles_in(f"what does a {typed} do") == (), typed


# However it is put

AS_PUT = {
    "cmovscro": ("cmo", "cro"),
    "CMOvsCRO KPIs": ("cmo", "cro"),
    "cmoversuscro": ("cmo", "cro"),
    "cmoorcro": ("cmo", "cro"),
    "cmoandcro": ("cmo", "cro"),
    "cmocro": ("cmo", "cro"),
    "cfovcoo": ("cfo", "coo"),
    "cmo/cro": ("cmo", "cro"),
    "cmo-cro": ("cmo", "cro"),
    "cmo|cro": ("cmo", "cro"),
    "cmo&cro": ("cmo", "cro"),
    "cmo+cro": ("cmo", "cro"),
    "cmo,cro,cto": ("cmo", "cro", "cto"),
    "C.M.O.s vs C.R.O.s": ("cmo", "cro"),
    "*CMO* and _CRO_": ("cmo", "cro"),
    "chiefmarketingofficer": ("cmo",),
    "chief marketingofficer vs cro": ("cmo", "cro"),
    "vpsales": ("vp_sales",),
    "vpofsales or cro": ("vp_sales", "cro"),
    "chiefofstaff": ("chief_of_staff",),
    "a rev and a mktg chief": ("cro", "cmo"),
    "the marketing and revenue chiefs": ("cmo", "cro"),
    "head of marketing and head of revenue": ("cmo", "cro"),
    "so many chiefs: data, digital, tech": ("cdo", "cdo_digital", "cto"),
    "officer for revenue": ("cro",),
    "officer in charge of marketing": ("cmo",),
    "chief officer for technology": ("cto",),
    "marketing chief": ("cmo",),
    "tech boss": ("cto",),
    "our tech lead exec": ("cto",),
    "top finance executive": ("cfo",),
    "Chief M\u00e1rketing Offic\u00e9r": ("cmo",),
    "cheif marketting oficer": ("cmo",),
    "cheif reveneu oficer": ("cro",),
    "chef product oficer": ("cpo_product",),
    "chief technolgy oficer": ("cto",),
    "chif of staff": ("chief_of_staff",),
    "vp sals": ("vp_sales",),
    "vp finanse": ("vp_finance",),
    "vice presidnet of prodcut": ("vp_product",),
    "presidnet": ("president",),
    "presdent vs vice president": ("president",),
    "vice president of people or president": ("vp_people", "president"),
    "vice chair or chair": ("chair",),
    "VP Operatins": ("vp_operations",),
    "vice presidnet of sales": ("vp_sales",),
    "c f o": ("cfo",),
    "see eff oh": ("cfo",),
    "CF0": ("cfo",),
}


@pytest.mark.parametrize(("text", "roles"), AS_PUT.items())
def test_roles_are_found_in_many_wordings(text: str, roles: tuple[str, ...]):
    assert roles_in(text) == roles


@pytest.mark.parametrize(
    "text",
    [
        "our office chief makes a chief point",
        "the head of the queue",
        "officer on duty",
        "the chef cooks lunch",
        "launch the lunch",
        "staff meeting",
        "scipy.sparse.coo_matrix",
        "`cmo = 1`",
        "https://example.com/cmo",
        "chief happiness officer",
        "chief privacy officer",
        "treasurer",
        "vp growth",
        "vice president",
        "vice president of happiness",
        "vise president of happiness",
        "executive vice president",
        "vice chair",
        "vice-chairman of the board",
        "resident doctor",
        "choir practice",
        "she chaired the session",
        "cmoo",
        "most saas cos are late with this",
        "cos we are small",
        "we ned both of them",
        "gm everyone",
        "",
    ],
)
def test_other_titles_are_not_taken_for_roles(text: str):
    assert roles_in(text) == ()


# Shared abbreviations

BY_CONTEXT = {
    "CPO vs CTO roadmap": ("cpo_product", "cto"),
    "CPO and culture": ("chro",),
    "does the CPO own the backlog": ("cpo_product",),
    "CPO or CHRO for payroll and benefits": ("chro", "chro"),
    "CPO (product) vs CTO": ("cpo_product", "cto"),
    "CPO (people) vs CTO": ("chro", "cto"),
    "CPO product": ("cpo_product",),
    "Chief Customer Officer (CCO)": ("cco_customer", "cco_customer"),
    "CCO (Chief Customer Officer) kpis": ("cco_customer", "cco_customer"),
    "Chief Commercial Officer (CCO) vs CFO": ("cco_commercial", "cco_commercial", "cfo"),
    "CCO (commercial)": ("cco_commercial",),
    "who does onboarding and renewals, the CCO?": ("cco_customer",),
    "CCO and distribution": ("cco_commercial",),
    "CDO (digital) vs CDO (data)": ("cdo_digital", "cdo"),
    "CDO for analytics and data governance": ("cdo",),
    "CDO for our e-commerce": ("cdo_digital",),
    "CSO quota": ("cso_sales",),
    "CSO for corporate development": ("cso_strategy",),
    "commercial CCO or CRO for the client call": ("cco_commercial", "cro"),
    "sales CSO or CRO": ("cso_sales", "cro"),
}


@pytest.mark.parametrize(("text", "roles"), BY_CONTEXT.items())
def test_the_words_around_an_ambiguous_abbreviation_resolve_it(text: str, roles: tuple[str, ...]):
    assert roles_in(text) == roles


def test_the_function_before_an_abbreviation_belongs_to_its_name():
    assert annotation_of("sales CSO or CRO?").things == ()


def test_an_abbreviation_that_is_a_slip_of_an_everyday_word_is_no_role():
    assert roles_in("do we ned both a cmo and a cro") == ("cmo", "cro")
    assert roles_in("do we need a NED") == ("ned",)


@pytest.mark.parametrize("short", sorted(SHARED))
@pytest.mark.parametrize("text", ["{}", "what does a {} do", "{} kpis", "{} vs CFO", "who is a {}?", "do we need a {}"])
def test_an_ambiguous_abbreviation_alone_stays_ambiguous(short: str, text: str):
    reading = reading_of(text.format(short.upper()))
    assert reading.status == "clarify"
    assert reading.about == short.upper()
    assert {role for option in reading.options for role in option.intent.roles} >= set(lexicon().abbreviations[short])


@pytest.mark.parametrize("text", ["Is a CPO there for culture or for the roadmap?", "CPO, sales or legal?"])
def test_words_that_fit_several_meanings_or_none_do_not_decide(text: str):
    assert len(annotation_of(text).ambiguous_entities) == 1


@pytest.mark.parametrize("text", ["everyone other than the CFO", "not a CFO"])
def test_a_role_that_is_ruled_out_alone_is_asked_about(text: str):
    assert annotation_of(text).roles == ("cfo",)


def test_the_chair_of_another_role_is_a_post_and_no_role():
    assert roles_in("what is missing for that CFO chair?") == ("cfo",)


@pytest.mark.parametrize("text", ["CEO, chair", "CEO and chair", "CEO/chair split", "chair vs CEO"])
def test_a_chair_beside_another_role_is_a_role(text: str):
    assert set(roles_in(text)) == {"ceo", "chair"}
