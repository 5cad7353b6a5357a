"""Describes one role: its whole profile, or one topic of it."""

from dataclasses import replace

from bot.answers.follow_ups import partners, topic_menu
from bot.answers.models import KIT_ONLY, KIT_TOPICS, Cell, RoleProfile, Row
from bot.answers.resolved_question import ResolvedQuestion, cited_ids
from bot.answers.wording import as_sentence, join_words, not_covered_text, same_role_text, with_article
from bot.knowledge.letter_case import as_phrase
from bot.knowledge.models import Aspect, Fact, Role, Topic
from bot.understanding.intents import KIT, Intent, Option

MAX_PARTNERS = 2
"""How many comparisons with other roles are offered. Chosen by hand."""


def build_profile(asked: ResolvedQuestion) -> RoleProfile:
    """Return the first role of the question, on its topic or on all topics that the role has."""
    role = asked.roles[0]
    if asked.subject == KIT:
        return _kit(asked, role)
    aspect = role.topics.get(asked.topic.id) if asked.topic else None
    whole = tuple(each for topic, each in role.topics.items() if topic not in KIT_ONLY)
    aspects = (aspect,) if aspect else () if asked.topic else whole
    return RoleProfile(
        role=role,
        topic=asked.topic,
        short=_short_answer(role, asked.topic, aspect),
        aspect=aspect,
        sources=asked.base.get_sources(cited_ids(*(_statements(each) for each in aspects))),
        rows=() if asked.topic else _rows(asked, role),
        stale=asked.find_stale_month([role.reviewed]),
        menu=topic_menu(asked, "role", (role,)),
        follow_ups=_follow_ups(asked, role),
    )


def _kit(asked: ResolvedQuestion, role: Role) -> RoleProfile:
    """Return what it takes to hire for the role: the topics of its kit, and a menu of them."""
    topics = [topic for topic in asked.base.role_topics if topic.id in KIT_TOPICS and topic.id in role.topics]
    aspects = [role.topics[topic.id] for topic in topics]
    named = join_words([as_phrase(topic.name) for topic in topics])
    short = f"{role.short} kit: {named}." if topics else f"I don't have a kit for {with_article(role)} yet."
    ids = (role.id,)
    return RoleProfile(
        role=role,
        topic=None,
        short=Fact(text=short, basis="suggestion"),
        aspect=None,
        sources=asked.base.get_sources(cited_ids(*(_statements(each) for each in aspects))),
        rows=tuple(Row(topic, topic.name, (_cell(role, topic),)) for topic in topics),
        stale=asked.find_stale_month([role.reviewed]),
        menu=(("Kit", tuple(Option(topic.name, Intent("role", ids, topic.id)) for topic in topics)),) if topics else (),
        follow_ups=(
            *(Option(topic.name, Intent("role", ids, topic.id)) for topic in topics[:2]),
            asked.option("About it", "role"),
        ),
        is_kit=True,
    )


def build_same_role_profile(asked: ResolvedQuestion) -> RoleProfile:
    """Return the profile for a comparison of two names of one role, which says so first.

    People who compare two names may have meant the VP of the same function, so comparisons with such roles are offered
    first.
    """
    profile, role = build_profile(asked), asked.roles[0]
    vps = tuple(other for other in partners(asked.base, role) if other.level == "vp" and role.level != "vp")
    compare = [Option(f"{role.short} vs {vp.short}", Intent("compare", (role.id, vp.id), asked.topic_id)) for vp in vps]
    rest = [each for each in profile.follow_ups if each.intent not in {option.intent for option in compare}]
    short = replace(profile.short, text=f"{same_role_text(role, vps)} {profile.short.text}")
    return profile._replace(short=short, follow_ups=(*compare, *rest))


def _short_answer(role: Role, topic: Topic | None, aspect: Aspect | None) -> Fact:
    """Return the role in a sentence, or the answer on the topic."""
    if not topic:
        return Fact(text=role.summary)
    if not aspect:
        return Fact(text=not_covered_text(role, topic), basis="suggestion")
    return aspect.answer or Fact(text=as_sentence(aspect.brief), sources=tuple(dict.fromkeys(cited_ids(aspect.facts))))


def _statements(aspect: Aspect) -> tuple[Fact, ...]:
    return (*((aspect.answer,) if aspect.answer else ()), *aspect.facts)


def _cell(role: Role, topic: Topic) -> Cell:
    aspect = role.topics[topic.id]
    return Cell(role, aspect.brief, aspect.facts)


def _rows(asked: ResolvedQuestion, role: Role) -> tuple[Row, ...]:
    known = [t for t in asked.base.role_topics if t.id in role.topics and t.id not in KIT_ONLY]
    return tuple([Row(topic, topic.name, (_cell(role, topic),)) for topic in known])


def _follow_ups(asked: ResolvedQuestion, role: Role) -> tuple[Option, ...]:
    whole = (asked.option(f"About the {role.short}", "role"),) if asked.topic else ()
    first = (asked.option("When to hire one?", "advice", "first_hire"),) if "first_hire" in asked.base.topics else ()
    others = [other for other in partners(asked.base, role) if not asked.topic or asked.topic.id in other.topics]
    compare = [
        Option(f"Compare with {other.short}", Intent("compare", (role.id, other.id), asked.topic_id))
        for other in others[:MAX_PARTNERS]
    ]
    return (*whole, *compare, *first)
