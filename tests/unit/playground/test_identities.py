import re

from bot.playground.identities import APP, BOT, BOT_PROFILE, MEMBERS, SLACKBOT_PROFILE, TEAM

USERS = (*MEMBERS, BOT_PROFILE, SLACKBOT_PROFILE)


def test_ids_begin_with_the_letter_that_slack_gives_their_kind():
    assert [key[0] for key in (TEAM, APP, BOT)] == ["T", "A", "B"]
    assert all(re.fullmatch("U[A-Z0-9]+", user.id) for user in USERS)


def test_no_two_users_share_an_id_a_handle_or_a_name():
    for field in ("id", "name", "real_name"):
        assert len({getattr(user, field) for user in USERS}) == len(USERS)


def test_members_are_people_and_the_others_are_bots():
    assert not any(member.is_bot for member in MEMBERS)
    assert BOT_PROFILE.is_bot
    assert SLACKBOT_PROFILE.is_bot
