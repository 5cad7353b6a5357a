from typing import get_args

import pytest
from samples.hiring import ASSIGNEE, CHANNEL, OTHER_CHANNEL, OTHER_USER, OWNER, checklist, make_actor, with_items

from bot.commands.catalogue import CATALOGUE
from bot.hiring.access import Actor
from bot.hiring.models import Checklist
from bot.hiring.people import PersonKind
from bot.hiring.rights import (
    MembershipUnknownError,
    MissingRightError,
    Right,
    SearchNotFoundError,
    Standing,
    check_right,
    find_rights,
    find_standing,
    limit_to_rights,
)
from bot.slack.hiring.handlers import check_verb

CHECKLIST = with_items(
    checklist(panel=("U0PANEL",)), item2={"assignee": ASSIGNEE}, item5={"assignee": "U0LATE", "gone": True}
)
CHECKED = frozenset({CHANNEL})
OWN = (
    "items",
    "item",
    "next",
    "done",
    "override",
    "reopen",
    "undo",
    "start-item",
    "block",
    "unblock",
    "note",
    "snooze",
    "scorecards",
    "score",
    "evidence",
)
"""The typed verbs for people with items of their own; all others need a further right."""
NOT_ABOUT_ONE_SEARCH = ("start", "decide", "decisions", "searches", "help")
ACTORS: dict[Standing, Actor] = {
    "owner": make_actor(OWNER),
    "member": make_actor(OTHER_USER),
    "assignee": make_actor(ASSIGNEE, OTHER_CHANNEL)._replace(checked=CHECKED),
    "guest": make_actor(OTHER_USER)._replace(kind="guest"),
    "external": make_actor(OTHER_USER)._replace(kind="external"),
    "stranger": make_actor(OTHER_USER, OTHER_CHANNEL),
}


@pytest.mark.parametrize(
    ("user", "channel", "kind", "standing"),
    [
        (OTHER_USER, CHANNEL, "member", "member"),
        (OWNER, CHANNEL, "member", "owner"),
        (OWNER, CHANNEL, "guest", "owner"),
        (OWNER, OTHER_CHANNEL, "member", "assignee"),  # until Slack says that they are still in the channel
        (ASSIGNEE, OTHER_CHANNEL, "member", "assignee"),
        (ASSIGNEE, OTHER_CHANNEL, "guest", "guest"),
        ("U0PANEL", OTHER_CHANNEL, "member", "assignee"),
        ("U0PANEL", OTHER_CHANNEL, "external", "external"),
        (OTHER_USER, CHANNEL, "external", "external"),
        (OTHER_USER, OTHER_CHANNEL, "guest", "stranger"),
        (OTHER_USER, "", "member", "stranger"),
        ("", CHANNEL, "member", "stranger"),
        ("U0LATE", OTHER_CHANNEL, "member", "stranger"),  # their only item was removed
    ],
)
def test_standing_follows_from_ownership_channel_part_and_account(
    user: str, channel: str, kind: PersonKind, standing: Standing
):
    assert find_standing(CHECKLIST, make_actor(user, channel)._replace(kind=kind)) == standing


def test_a_person_who_slack_says_is_in_the_channel_has_the_rights_of_one_who_acts_there():
    elsewhere = make_actor(OTHER_USER, "")._replace(member_of=CHECKED, checked=CHECKED)
    assert find_standing(CHECKLIST, elsewhere) == "member"
    assert find_standing(CHECKLIST, elsewhere._replace(user=OWNER)) == "owner"


def test_the_owner_of_a_search_in_a_direct_conversation_is_in_it():
    direct = Checklist(CHECKLIST.search._replace(channel="D0OWN"), CHECKLIST.items)
    assert find_standing(direct, make_actor(OWNER, OTHER_CHANNEL)) == "owner"


def allowed(verb: str, standing: Standing, given: Checklist = CHECKLIST) -> bool:
    try:
        check_verb(given, ACTORS[standing], CATALOGUE[verb])
    except (MissingRightError, SearchNotFoundError):
        return False
    return True


@pytest.mark.parametrize("standing", get_args(Standing))
def test_every_verb_goes_through_the_table(standing: Standing):
    typed = [name for name, verb in CATALOGUE.items() if verb.is_typed]
    can = {verb for verb in typed if allowed(verb, standing)}
    if standing in ("owner", "member"):
        assert can == set(typed)
    elif standing == "stranger":
        assert can == set(NOT_ABOUT_ONE_SEARCH)
    else:
        assert can == {*NOT_ABOUT_ONE_SEARCH, *OWN}


@pytest.mark.parametrize("standing", ["guest", "external"])
def test_the_owner_can_allow_guests_to_read_or_change_but_never_to_close_or_export(standing: Standing):
    reading, changing = (
        Checklist(CHECKLIST.search._replace(guest_access=access), CHECKLIST.items) for access in ("read", "change")
    )
    assert [allowed(verb, standing, reading) for verb in ("status", "history", "assign", "close", "export")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert [allowed(verb, standing, changing) for verb in ("status", "assign", "due", "close", "export")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert find_rights(changing, make_actor(ASSIGNEE, OTHER_CHANNEL)._replace(kind="guest")) == {"own_items"}


@pytest.mark.parametrize("right", get_args(Right))
def test_slack_is_asked_only_where_the_answer_matters(right: Right):
    owner_elsewhere = make_actor(OWNER, OTHER_CHANNEL)
    if right == "own_items":
        check_right(CHECKLIST, owner_elsewhere, right)
    else:
        with pytest.raises(MembershipUnknownError):
            check_right(CHECKLIST, owner_elsewhere, right)
        with pytest.raises(MissingRightError):
            check_right(CHECKLIST, owner_elsewhere._replace(checked=CHECKED), right)
    with pytest.raises(SearchNotFoundError):
        check_right(CHECKLIST, ACTORS["stranger"], right)
    with pytest.raises(MembershipUnknownError):  # a form doesn't say where it was opened
        check_right(CHECKLIST, make_actor(OTHER_USER, ""), right)


def test_people_without_the_right_to_read_see_their_own_items_only():
    shown = limit_to_rights(CHECKLIST, ACTORS["assignee"])
    assert [item.number for item in shown.visible_items] == [2]
    assert shown.open_prerequisites(shown.items[1]) == ()
    assert limit_to_rights(CHECKLIST, ACTORS["member"]) == CHECKLIST
