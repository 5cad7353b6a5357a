"""The tables of the database. Every row carries the id of its workspace."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

from bot.storage.column_types import Finalists, IdList, JsonPairs, JsonTexts, UnixTime

metadata = MetaData(
    naming_convention={"pk": "pk_%(table_name)s", "ix": "ix_%(table_name)s_%(column_0_name)s"},
)

seen_events = Table(
    "seen_events",
    metadata,
    Column("team_id", Text, primary_key=True),
    Column("event_id", Text, primary_key=True),
    Column("seen_at", UnixTime, nullable=False, comment="seconds since 1970"),
    Index(None, "seen_at"),
)

conversations = Table(
    "conversations",
    metadata,
    Column("team_id", Text, primary_key=True),
    Column("channel_id", Text, primary_key=True),
    Column("thread_ts", Text, primary_key=True, comment="empty for messages outside threads"),
    Column("intent", Text, nullable=False),
    Column("updated_at", UnixTime, nullable=False, comment="seconds since 1970"),
    Index(None, "updated_at"),
)

answered_messages = Table(
    "answered_messages",
    metadata,
    Column("team_id", Text, primary_key=True),
    Column("channel_id", Text, primary_key=True),
    Column("message_ts", Text, primary_key=True, comment="of the message that was answered"),
    Column("answer_ts", Text, nullable=False, comment="of the answer; empty for a command"),
    Column("answered_at", UnixTime, nullable=False, comment="seconds since 1970"),
    Index(None, "answered_at"),
)

meanings = Table(
    "meanings",
    metadata,
    Column("team_id", Text, primary_key=True),
    Column("channel_id", Text, primary_key=True),
    Column("abbreviation", Text, primary_key=True, comment="in lower case"),
    Column("role_id", Text, nullable=False),
    Column("chosen_by", Text, nullable=False, comment="id of a Slack user"),
    Column("chosen_at", UnixTime, nullable=False, comment="seconds since 1970"),
)

votes = Table(
    "votes",
    metadata,
    Column("team_id", Text, primary_key=True),
    Column("answer", Text, primary_key=True, comment="the question, encoded"),
    Column("user_id", Text, primary_key=True),
    Column("is_helpful", Boolean, nullable=False),
    Column("reason", Text, nullable=False, comment="wrong_card, outdated, unclear, missing or empty"),
    Column("remark", Text, nullable=False),
    Column("voted_at", UnixTime, nullable=False, comment="seconds since 1970"),
    Index(None, "voted_at"),
)

searches = Table(
    "searches",
    metadata,
    Column("team_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("enterprise_id", Text, nullable=False, comment="empty if there is none"),
    Column("channel_id", Text, nullable=False),
    Column("short", Text, nullable=False, comment="unique in the channel"),
    Column("role_id", Text, nullable=False),
    Column("title", Text, nullable=False, comment="of the role when the search started"),
    Column("name", Text, nullable=False),
    Column("owner_id", Text, nullable=False, comment="id of a Slack user"),
    Column("starts_on", Date, nullable=False, comment="first day of the new executive"),
    Column("targeted", Boolean, nullable=False, comment="whether a person set that day"),
    Column("phases", JsonPairs, nullable=False, comment="JSON: id and name of each phase, in order"),
    Column("state", Text, nullable=False, comment="open, paused, onboarding, hired or cancelled"),
    Column("reason", Text, nullable=False),
    Column("paused_on", Date),
    Column("country", Text, nullable=False, server_default="", comment="code of ISO 3166-1; empty if not known"),
    Column("region", Text, nullable=False, server_default="", comment="code of ISO 3166-2, without the country"),
    Column("listing", Text, nullable=False, server_default="", comment="listed or private; empty if not known"),
    Column("vacancy", Text, nullable=False, server_default="", comment="replacement or new; empty if not known"),
    Column("visibility", Text, nullable=False, server_default="", comment="confidential or open; empty if not known"),
    Column("decided_by", Text, nullable=False, server_default="", comment="board or ceo; empty if not known"),
    Column("notice_days", Integer, nullable=False, server_default="0", comment="notice expected of candidates"),
    Column("guest_access", Text, nullable=False, server_default="own", comment="own, read or change"),
    Column("criteria", JsonTexts, nullable=False, server_default="[]", comment="JSON: what finalists are scored on"),
    Column("panel", JsonTexts, nullable=False, server_default="[]", comment="JSON: ids of the interviewers"),
    Column("finalists", Finalists, nullable=False, server_default="[]", comment="JSON: a list for each finalist"),
    Column("weekly", Boolean, nullable=False, comment="whether a summary is posted each week"),
    Column(
        "card_ts",
        Text,
        nullable=False,
        comment="of the card in the channel; empty without one, - while it is being posted",
    ),
    Column("created_at", UnixTime, nullable=False, comment="seconds since 1970"),
    Column("closed_at", UnixTime, comment="seconds since 1970"),
    Index("ix_searches_channel", "team_id", "channel_id", "state"),
    Index("ix_searches_owner", "team_id", "owner_id", "state"),
    Index("ix_searches_state", "state"),
)

items = Table(
    "items",
    metadata,
    Column("team_id", Text, primary_key=True),
    Column("search_id", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, comment="of the template; empty for an added item"),
    Column("phase", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("meaning", Text, nullable=False, comment="when it counts as done"),
    Column("usual_owner", Text, nullable=False),
    Column("suggested", Boolean, nullable=False),
    Column("takes", Integer, nullable=False, comment="days"),
    Column("evidence_wanted", Text, nullable=False),
    Column(
        "evidence_kinds",
        IdList,
        nullable=False,
        server_default="",
        comment="what evidence has to contain, separated by spaces; empty: any text",
    ),
    Column("needs", IdList, nullable=False, comment="keys of prerequisites, separated by spaces"),
    Column("after", Text, nullable=False, server_default="", comment="key of the item its deadline is counted from"),
    Column("within", Integer, nullable=False, server_default="0", comment="working days after that item"),
    Column("cautions", IdList, nullable=False, comment="ids, separated by spaces"),
    Column("sources", IdList, nullable=False, comment="ids, separated by spaces"),
    Column("state", Text, nullable=False, comment="open, started, blocked, done or skipped"),
    Column("due", Date),
    Column("assignee", Text, nullable=False, comment="id of a Slack user"),
    Column("evidence", Text, nullable=False),
    Column("evidence_by", Text, nullable=False, server_default="", comment="id of a Slack user"),
    Column("note", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column(
        "snoozes",
        JsonPairs,
        nullable=False,
        server_default="[]",
        comment="JSON: user and the date before which they get no reminder",
    ),
    Column("closed_by", Text, nullable=False),
    Column("closed_at", UnixTime, comment="seconds since 1970"),
    Column("gone", Boolean, nullable=False),
    ForeignKeyConstraint(["team_id", "search_id"], ["searches.team_id", "searches.id"], name="fk_items_search"),
    Index("ix_items_assignee", "team_id", "assignee"),
)

history = Table(
    "history",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("team_id", Text, nullable=False),
    Column("search_id", Text, nullable=False),
    Column("act_id", Text, nullable=False, comment="id of one command or click"),
    Column("version", Integer, nullable=False, server_default="0", comment="number of the entry in its search"),
    Column("place", Integer, nullable=False, comment="within the entry"),
    Column("number", Integer, nullable=False, comment="of the item; 0 for the search itself"),
    Column("verb", Text, nullable=False),
    Column("fields", Text, nullable=False, comment="JSON: name, before, after"),
    Column("why", Text, nullable=False),
    Column("by", Text, nullable=False, comment="id of a Slack user"),
    Column("at", UnixTime, nullable=False, comment="seconds since 1970"),
    Column("undoes", Text, nullable=False, comment="act_id of the entry that this one undoes"),
    ForeignKeyConstraint(["team_id", "search_id"], ["searches.team_id", "searches.id"], name="fk_history_search"),
    UniqueConstraint("team_id", "act_id", "place", name="uq_history_act"),
    # The index of every query on the history. It need not be unique: a unit of work locks the search before it takes
    # the next version. Since it is, one that did not would get an error and leave the history intact.
    Index("uq_history_version", "team_id", "search_id", "version", "place", unique=True),
)

decisions = Table(
    "decisions",
    metadata,
    Column("team_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("channel_id", Text, nullable=False),
    Column("roles", IdList, nullable=False, comment="ids, separated by spaces"),
    Column("answers", JsonPairs, nullable=False, comment="JSON: consideration to choice"),
    Column("advised", Text, nullable=False, comment="JSON: what the rules recommended"),
    Column("choice", IdList, nullable=False, comment="ids of roles, separated by spaces; empty: none yet"),
    Column("reasons", Text, nullable=False),
    Column("dissent", Text, nullable=False),
    Column("review_on", Date),
    Column("by", Text, nullable=False, comment="id of a Slack user"),
    Column("at", UnixTime, nullable=False, comment="seconds since 1970"),
    Column("search_id", Text, nullable=False, comment="of the search that followed; empty if none did"),
    Column("closed_at", UnixTime, comment="seconds since 1970: when it was reviewed"),
    Index("ix_decisions_channel", "team_id", "channel_id", "at"),
    Index("ix_decisions_review", "review_on"),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("team_id", Text, primary_key=True),
    Column("kind", Text, primary_key=True, comment="digest, weekly, card, review or departed"),
    Column("recipient", Text, primary_key=True, comment="id of a user, search or decision"),
    Column("day", Date, primary_key=True, comment="in the recipient's time zone"),
    Column("claimed_at", UnixTime, nullable=False, comment="seconds since 1970"),
    Column("sent_at", UnixTime, comment="seconds since 1970; empty until it is sent"),
    Index(None, "claimed_at"),
)

people = Table(
    "people",
    metadata,
    Column("team_id", Text, primary_key=True),
    Column("user_id", Text, primary_key=True),
    Column("zone", Text, nullable=False, comment="name of the time zone, as Slack gives it"),
    Column("deleted", Boolean, nullable=False, comment="whether the account is deactivated"),
    Column("kind", Text, nullable=False, server_default="member", comment="member, guest or external"),
    Column("heard_at", UnixTime, nullable=False, comment="seconds since 1970: when they first had a part in a search"),
    Column("checked_at", UnixTime, nullable=False, comment="seconds since 1970: when Slack was asked"),
)
