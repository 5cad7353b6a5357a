"""Compares roles side by side, on all topics or on one."""

from collections.abc import Iterator

from bot.answers.composed import compare_on_topic, compare_roles
from bot.answers.follow_ups import pair_questions, topic_menu
from bot.answers.models import KIT_ONLY, Cell, Comparison, Point, Row
from bot.answers.resolved_question import ResolvedQuestion, cited_ids
from bot.knowledge.models import Difference, Fact, Pair, Role, Topic
from bot.knowledge.weighing import can_decide

MAX_ROLES = 8
"""How many roles fit side by side. Chosen by hand, for the width of a table in Slack."""


def build_comparison(asked: ResolvedQuestion) -> Comparison:
    """Return two or more roles side by side. On the topic `differences` only the curated ones are shown, if any."""
    roles = asked.roles[:MAX_ROLES]
    pair = asked.pair
    rows = tuple(_rows(asked, roles, pair))
    points = _points(asked.topic_id, pair)
    short = _short_answer(asked.topic, rows, roles, pair)
    in_full = bool(asked.topic and asked.topic.of == "role")
    return Comparison(
        roles=roles,
        topic=asked.topic,
        short=short,
        rows=rows,
        pair=pair,
        is_composed=pair is None,
        sources=asked.base.get_sources([*_sources(rows, points, in_full=in_full), *short.sources]),
        points=points,
        omitted_roles=asked.roles[MAX_ROLES:],
        is_decidable=can_decide(roles, asked.base.considerations.values()),
        stale=asked.find_stale_month([*(role.reviewed for role in roles), *((pair.reviewed,) if pair else ())]),
        menu=topic_menu(asked, "compare", roles),
        follow_ups=pair_questions(asked, roles),
    )


def _sources(rows: tuple[Row, ...], points: tuple[Point, ...], *, in_full: bool) -> list[str]:
    """Return the ids of curated cells first, then those of points, then those of cells that show a profile.

    `in_full` says that every cell shows its facts, so that their sources count for curated cells as well.
    """
    curated = [source for row in rows for cell in row.cells for source in cell.sources]
    profiles = cited_ids(*(cell.facts for row in rows for cell in row.cells if in_full or not cell.sources))
    return curated + cited_ids(*(point.facts for point in points)) + profiles


def _rows(asked: ResolvedQuestion, roles: tuple[Role, ...], pair: Pair | None) -> Iterator[Row]:
    differences = pair.differences if pair else ()
    if asked.topic and asked.topic.of == "role":
        yield from _topic_rows(asked.topic, roles, differences)
    elif asked.topic_id == "differences" and differences:
        topics = asked.base.topics
        yield from (_curated_row(d.title, topics.get(d.topic or ""), d, roles) for d in differences)
    else:
        yield from _all_rows(tuple(t for t in asked.base.role_topics if t.id not in KIT_ONLY), roles, differences)


def _all_rows(topics: tuple[Topic, ...], roles: tuple[Role, ...], differences: tuple[Difference, ...]) -> Iterator[Row]:
    """Yield a row for each topic that any of the roles has, then the differences that belong to no topic."""
    for topic in topics:
        for row in _topic_rows(topic, roles, differences):
            if any(cell.text for cell in row.cells):
                yield row
    # Differences on a topic are in that topic's rows already.
    placed = {topic.id for topic in topics}
    yield from (_curated_row(d.title, None, d, roles) for d in differences if d.topic not in placed)


def _topic_rows(topic: Topic, roles: tuple[Role, ...], differences: tuple[Difference, ...]) -> Iterator[Row]:
    """Yield the topic's row, which takes the sides of its first curated difference, then its other differences."""
    curated = [difference for difference in differences if difference.topic == topic.id]
    if not curated:
        yield Row(topic, topic.name, tuple([_cell(role, topic.id) for role in roles]))
        return
    yield _curated_row(topic.name, topic, curated[0], roles)
    yield from (_curated_row(difference.title, topic, difference, roles) for difference in curated[1:])


def _cell(role: Role, topic: str) -> Cell:
    aspect = role.topics.get(topic)
    return Cell(role, aspect.brief, aspect.facts) if aspect else Cell(role, None)


def _curated_row(title: str, topic: Topic | None, difference: Difference, roles: tuple[Role, ...]) -> Row:
    return Row(topic, title, tuple([_curated_cell(role, topic, difference) for role in roles]), difference)


def _curated_cell(role: Role, topic: Topic | None, difference: Difference) -> Cell:
    aspect = role.topics.get(topic.id) if topic else None
    facts = aspect.facts if aspect else ()
    if side := difference.sides.get(role.id):
        return Cell(role, side, facts, difference.sources, difference.own)
    return Cell(role, aspect.brief if aspect else None, facts)


def _points(topic: str | None, pair: Pair | None) -> tuple[Point, ...]:
    """Return the pair's statements that belong to the topic."""
    if pair and topic == "collaboration" and pair.collaboration:
        return (Point("How the two work together", pair.collaboration),)
    if pair and topic == "responsibilities" and pair.decides:
        return (Point("Who decides what", pair.decides),)
    return ()


def _short_answer(topic: Topic | None, rows: tuple[Row, ...], roles: tuple[Role, ...], pair: Pair | None) -> Fact:
    """Return the difference in a sentence: on the topic, or as curated for the pair, or as the profiles have it."""
    if topic and topic.of == "role":
        return compare_on_topic(topic, rows[0].cells)
    if pair:
        return Fact(text=pair.headline, sources=tuple(dict.fromkeys(s for d in pair.differences for s in d.sources)))
    return compare_roles(roles)
