"""Composes the short answer on several roles from their profiles, where nothing about them together is curated.

Each function returns one sentence as a fact with `basis="inference"`: we conclude it from the profiles. The sources are
those of the aspects that the sentence uses.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.answers.models import Cell
from bot.answers.wording import join_words, list_items, number_word, with_article, with_indefinite_article
from bot.knowledge.letter_case import as_phrase
from bot.knowledge.models import Fact, Role, Similarity, Stake, Topic

STAGES: Mapping[str, str] = {
    "founding": "at the founding",
    "seed": "at seed",
    "series_a": "around Series A",
    "series_b": "around Series B",
    "series_c": "around Series C",
    "late": "late, often before going public",
}
"""Stage of a company to the words for it, from early to late."""
ON_TOPIC: Mapping[str, tuple[str, str]] = {
    "focus": ("focuses", "on"),
    "responsibilities": ("is responsible", "for"),
    "metrics": ("is measured", "on"),
    "stakeholders": ("deals most", "with"),
    "collaboration": ("works", "with"),
    "skills": ("needs", ""),
}
"""Topic to the verb and preposition between a role and its brief."""
PAIR = 2
MAX_LISTED = 3
"""How many things that roles share are named in a sentence. Chosen by hand."""
MAX_ANSWER_WORDS = 38
"""Of two answers that are given one after the other. Chosen by hand."""
_FIRST_ABBREVIATION = re.compile(r"(?:usually )?(?:the )?(?-i:([A-Z]{2,}))\b", re.IGNORECASE)
_MANAGER = re.compile(
    r"(?P<usually>(?:usually |mostly )?)(?P<article>(?:the |an? )?)"
    r"(?P<manager>(?:(?-i:[A-Z]{2,})|(?-i:Chief)|board|technology executive)\b.*)",
    re.IGNORECASE,
)
"""To whom a role reports, as briefs say it: "CEO most often", "Usually a technology executive", "The board, ..."."""
_FIRST_PART = re.compile(r"[;,:(]| and | or ")


def compare_roles(roles: Sequence[Role]) -> Fact:
    """Return what each role is accountable for, in one sentence; without that, what each focuses on, or is."""
    duties = [role.accountable_for for role in roles if role.accountable_for]
    if len(duties) < len(roles):
        return _compare_focus(roles)
    duties = [_first_items(duty, PAIR) if len(roles) == PAIR else _head(duty) for duty in duties]
    first, *others = [f"{with_article(role)} {{}}{duty}" for role, duty in zip(roles, duties, strict=True)]
    clauses = [first.format("is accountable for "), *(each.format("for ") for each in others)]
    return _concluded(_sentence(_join_clauses(clauses)), _sources(roles, "focus"))


def _compare_focus(roles: Sequence[Role]) -> Fact:
    """Return what each role focuses on; their summaries if one of the profiles doesn't say."""
    cells = [Cell(role, aspect.brief, aspect.facts) for role in roles if (aspect := role.topics.get("focus"))]
    if len(cells) < len(roles):
        return _concluded(" ".join(role.summary for role in roles))
    return _concluded(_sentence(_side_by_side("focus", cells)), _sources(roles, "focus"))


def compare_on_topic(topic: Topic, cells: Sequence[Cell]) -> Fact:
    """Return what the topic is for each role, in one sentence."""
    known = [cell for cell in cells if cell.text]
    sources = tuple(dict.fromkeys(source for cell in known for source in _cell_sources(topic, cell)))
    if not known:
        named = join_words([with_article(cell.role) for cell in cells], "or")
        return Fact(text=f"I don't cover “{topic.name}” for {named} yet.", basis="suggestion")
    missing = [with_article(cell.role) for cell in cells if not cell.text]
    gap = f" I don't cover it for {join_words(missing, 'or')}." if missing else ""
    return _concluded(f"{_known_sides(topic, known)}{gap}", sources)


def _cell_sources(topic: Topic, cell: Cell) -> Sequence[str]:
    """Return the sources of a curated side, or those of the profile: of its short answer and of its statements."""
    aspect = cell.role.topics.get(topic.id)
    answer = aspect.answer if aspect else None
    return cell.sources or [*(answer.sources if answer else ()), *_cited(cell.facts)]


def _known_sides(topic: Topic, cells: Sequence[Cell]) -> str:
    if topic.id == "reporting_line" and (manager := _common_manager(cells)):
        return _sentence(f"{_everyone([cell.role for cell in cells])} usually report to the {manager}")
    if topic.id == "reporting_line" and (managers := _managers(cells)):
        return _sentence(managers)
    if topic.id not in ON_TOPIC and (answers := _answers(topic, cells)):
        return answers
    return _sentence(_side_by_side(topic.id, cells))


def advise_which_first(roles: Sequence[Role]) -> Fact:
    """Return the order in which companies usually hire these roles, or what decides it if that is the same stage."""
    sources = _sources(roles, "first_hire")
    by_stage = [found for stage in STAGES if (found := [role for role in roles if role.hired_at == stage])]
    if all(role.hired_at for role in roles) and len(by_stage) > 1:
        return _concluded(_in_order(by_stage), sources)
    needs = [f"{with_article(role)} when {role.hire_when}" for role in roles if role.hire_when]
    if len(roles) > PAIR or len(needs) < PAIR:
        return _concluded("It depends on which of the jobs your company lacks most today.", sources)
    return _concluded(f"It depends on what is missing: {needs[0]}, {needs[1]}.", sources)


def advise_both_or_one(roles: Sequence[Role]) -> Fact:
    """Return when a company needs all of these roles."""
    return _concluded(_both_or_one(roles), _sources(roles, "first_hire"))


def _both_or_one(roles: Sequence[Role]) -> str:
    if len(roles) > PAIR:
        return f"Rarely all at once: start with {_earliest(roles)}, and add the others as each becomes a full-time job."
    founding = [role for role in roles if role.hired_at == "founding"]
    later = [role for role in roles if role.hired_at != "founding"]
    if len(founding) == 1 and later[0].hire_when:
        start, added = with_article(founding[0]), with_article(later[0])
        return f"Yes, in time: a company starts with {start} and adds {added} when {later[0].hire_when}."
    jobs = [_head(role.accountable_for) for role in roles if role.accountable_for]
    both = f"{jobs[0]} and {jobs[1]} are each" if len(jobs) == PAIR else "each is"
    return f"It depends on size: you need both once {both} a full-time job."


def rank_roles(roles: Sequence[Role]) -> Fact:
    """Return which role ranks higher, from where each reports."""
    sources = _sources(roles, "reporting_line")
    for one in roles:
        below = [other for other in roles if other is not one and _manager(other) in one.abbreviations]
        if below:
            text = f"{with_article(one)} ranks higher wherever {join_words([with_article(r) for r in below])}"
            return _concluded(
                _sentence(f"{text} {'reports' if len(below) == 1 else 'report'} to the {one.short}"), sources
            )
    managers = {_manager(role) for role in roles}
    if len(managers) == 1 and (manager := managers.pop()):
        nobody, everyone = ("Neither", "both") if len(roles) == PAIR else ("None", "all")
        return _concluded(f"{nobody} by rule: {everyone} usually report to the {manager}.", sources)
    return _concluded("It depends on where each reports in your company, and on what the company lacks.", sources)


def say_when_to_hire(roles: Sequence[Role]) -> Fact:
    """Return when each role is hired first, in one sentence."""
    needs = [f"{with_indefinite_article(role)} when {role.hire_when}" for role in roles if role.hire_when]
    sources = _sources(roles, "first_hire")
    if not needs:
        briefs = [role.topics["first_hire"].brief for role in roles if "first_hire" in role.topics]
        return _concluded(_sentence("; ".join(briefs)) if briefs else "It depends on what your company lacks.", sources)
    return _concluded(f"Hire {join_words(needs)}.", sources)


def name_similarities(roles: Sequence[Role], items: Sequence[Similarity]) -> Fact:
    """Return how much the roles have in common, with the titles of the first similarities."""
    named = join_words([with_article(role) for role in roles])
    if not items:
        return Fact(text=_sentence(f"{named} have little in common beyond the leadership team"), basis="inference")
    titles = join_words([as_phrase(item.title) for item in items[:MAX_LISTED]])
    sources = tuple(dict.fromkeys(source for item in items for source in item.sources))
    things = f"{number_word(len(items))} thing{'' if len(items) == 1 else 's'} in common"
    listed = f", among them {titles}" if len(items) > MAX_LISTED else f": {titles}"
    return _concluded(_sentence(f"{named} have {things}{listed}"), sources)


def name_owners(stakes: Sequence[Stake], roles: Mapping[str, Role]) -> Fact:
    """Return who owns a thing, from the strongest stakes in it, which come first."""
    if not stakes:
        return Fact(text="It depends on the company.", basis="suggestion")
    strongest = [stake for stake in stakes if stake.part == stakes[0].part]
    names = join_words([with_article(roles[stake.role]) for stake in strongest], "or")
    text = f"{names}, depending on the company" if len(strongest) > 1 else names
    if strongest[0].part == "consulted":
        named = join_words([with_article(roles[stake.role]) for stake in strongest])
        text = f"no single role: {named} {'has' if len(strongest) == 1 else 'have'} a say"
    sources = tuple(dict.fromkeys(source for stake in strongest for source in stake.sources))
    return Fact(text=_sentence(text), sources=sources, own=any(stake.own for stake in strongest))


def _in_order(by_stage: Sequence[Sequence[Role]]) -> str:
    """Return the order of the roles, which are grouped by the stage at which they are hired."""
    order = [role for roles in by_stage for role in roles]
    if len(order) > PAIR:
        steps = [join_words([with_article(role) for role in roles], "or") for roles in by_stage]
        return f"Usually {', then '.join(steps)}."
    first, second = order
    return (
        f"Usually {with_article(first)}: companies hire one {STAGES[first.hired_at or '']}, and "
        f"{with_indefinite_article(second)} {STAGES[second.hired_at or '']}."
    )


def _earliest(roles: Sequence[Role]) -> str:
    stages = list(STAGES)
    known = [role for role in roles if role.hired_at]
    first = min(known, key=lambda role: stages.index(role.hired_at or "")) if known else None
    return with_article(first) if first else "the one you lack most"


def _answers(topic: Topic, cells: Sequence[Cell]) -> str:
    """Return the answers of the roles on the topic, one after the other; an empty text if they are too long."""
    answers = [aspect.answer.text for cell in cells if (aspect := cell.role.topics.get(topic.id)) and aspect.answer]
    text = " ".join(answers)
    return text if len(answers) == len(cells) and len(text.split()) <= MAX_ANSWER_WORDS else ""


def _side_by_side(topic: str, cells: Sequence[Cell]) -> str:
    """Return a clause about each role: the first with the verb, the others with its preposition only."""
    verb, preposition = ON_TOPIC.get(topic, ("", ""))
    briefs = [_first_items(as_phrase(cell.text or ""), MAX_LISTED if len(cells) <= PAIR else 1) for cell in cells]
    if not verb:
        return "; ".join(f"{with_article(cell.role)}: {brief}" for cell, brief in zip(cells, briefs, strict=True))
    verbs = [f"{verb} {preposition}", *[preposition] * (len(cells) - 1)]
    clauses = [
        " ".join(filter(None, (with_article(cell.role), words.strip(), brief)))
        for cell, words, brief in zip(cells, verbs, briefs, strict=True)
    ]
    return _join_clauses(clauses)


def _join_clauses(clauses: list[str]) -> str:
    """Return clauses that may contain commas and "and" themselves."""
    return join_words(clauses) if len(clauses) > PAIR else ", and ".join(clauses)


def _first_items(text: str, most: int) -> str:
    """Return a list of things cut after its first few items; the part after a semicolon is left out.

    >>> _first_items("cash, forecasts, controls, audit", 3)
    'cash, forecasts and controls'
    """
    listed = text.partition(";")[0]
    items = list_items(listed)
    return join_words([item.rstrip(",") for item in items[:most]]) if len(items) > most else listed


def _head(text: str) -> str:
    """Return a phrase up to its first comma or conjunction.

    >>> _head("cash, forecasts and controls")
    'cash'
    """
    head, *_ = _FIRST_PART.split(text, maxsplit=1)
    return head.strip()


def _everyone(roles: Sequence[Role]) -> str:
    """Return the roles by name, or their number if they are many."""
    few = len(roles) <= MAX_LISTED
    return join_words([with_article(role) for role in roles]) if few else f"all {number_word(len(roles))}"


def _managers(cells: Sequence[Cell]) -> str:
    """Return to whom each role reports; an empty text if one of the briefs doesn't begin with that."""
    found = [_MANAGER.fullmatch((cell.text or "").partition(";")[0]) for cell in cells]
    if len(cells) > PAIR or not all(found):
        return ""
    first, *others = [
        f"{with_article(cell.role)} {match['usually'].lower()}{{}}to {match['article'].lower() or 'the '}{manager}"
        for cell, match in zip(cells, found, strict=True)
        if match and (manager := match["manager"].replace("Board", "board"))
    ]
    return _join_clauses([first.format("reports "), *(each.format("") for each in others)])


def _common_manager(cells: Sequence[Cell]) -> str:
    """Return the role to which each first reports, or an empty text if they differ."""
    managers = {_first_abbreviation(cell.text or "") for cell in cells}
    return managers.pop() if len(managers) == 1 and len(cells) > 1 else ""


def _manager(role: Role) -> str:
    aspect = role.topics.get("reporting_line")
    return _first_abbreviation(aspect.brief) if aspect else ""


def _first_abbreviation(text: str) -> str:
    """Return the abbreviation with which a text begins: CEO for "CEO in most companies" and "Usually the CEO"."""
    found = _FIRST_ABBREVIATION.match(text)
    return found[1] if found else ""


def _sources(roles: Sequence[Role], topic: str) -> tuple[str, ...]:
    aspects = [role.topics[topic] for role in roles if topic in role.topics]
    return tuple(dict.fromkeys(source for aspect in aspects for source in _cited(aspect.facts[:1])))


def _cited(facts: Iterable[Fact]) -> list[str]:
    return [source for fact in facts for source in fact.sources]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."


def _concluded(text: str, sources: tuple[str, ...] = ()) -> Fact:
    return Fact(text=text, sources=sources, basis="inference")
