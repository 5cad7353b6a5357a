"""The example: the search for a CRO in its sixth week, built with the commands that people type."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.knowledge.watch import KnowledgeWatcher
from bot.playground.app_registration import AppRegistration
from bot.playground.clock import MovableClock
from bot.playground.identities import MEMBERS, User
from bot.playground.scripted_member import ScriptedMember
from bot.playground.session import Session
from bot.settings import Settings

CHANNEL = "exec-search"
WEEKS = 6
MONDAY = 0
FINANCE_LEAD = User("U0FINANCE", "finance-lead", "Finance lead")
"""A fourth person, who leaves the company in the fourth week."""
ANSWERS = {
    "size": "small_one",
    "growth": "revenue_and_retention",
    "structure": "leaderless_revenue",
    "priorities": "revenue_first",
    "stage": "fast_growth",
    "budget": "one_or_two_searches",
    "engagement": "full_time_lasting",
    "promotion": "nobody_inside",
}
"""What the founder says about the company. It leads to the CRO."""


@dataclass(frozen=True)
class Cast:
    """The people of the example, in the channel of the search."""

    session: Session
    first_monday: date

    def __getitem__(self, number: int) -> ScriptedMember:
        """The founder is 0, the board member 1, the HR lead 2."""
        return ScriptedMember(self.session, MEMBERS[number], CHANNEL)

    def travel(self, week: int, weekday: int, hour: float = 10) -> None:
        """Move the clock to an hour of a weekday (0 is Monday) in a week of the search, counted from 1."""
        day = self.first_monday + timedelta(weeks=week - 1, days=weekday)
        self.session.travel.travel_to(datetime.combine(day, time(), UTC) + timedelta(hours=hour))
        self.session.settle()


def build_demo(
    settings: Settings,
    library: KnowledgeWatcher,
    now: Callable[[], datetime] | None = None,
    registration: AppRegistration | None = None,
) -> Session:
    """A session in which six weeks have passed. It ends at the real time. Raises ScriptError, RolecallError."""
    today = (now or MovableClock().now)()
    start = first_monday(today)
    session = Session(settings, library, datetime.combine(start, time(9, 30), UTC), registration=registration)
    try:
        session.slack.workspace.add_member(FINANCE_LEAD)
        session.is_demo = True
        session.first_channel = session.slack.workspace.channel_named(CHANNEL).id
        play(Cast(session, start))
        session.travel.travel_to(today)
        session.settle()
    except BaseException:
        session.close()
        raise
    return session


def first_monday(now: datetime) -> date:
    """The Monday of the first week, so that the current week is the sixth. It's the seventh until 11:00 on a Monday."""
    monday = (now - timedelta(hours=11)).date()
    return monday - timedelta(days=monday.weekday(), weeks=WEEKS - 1)


def play(cast: Cast) -> None:
    """Everything that happens in the six weeks, up to Monday of the sixth."""
    _decide_and_open(cast)
    _share_out(cast)
    _lose_a_person(cast)
    _move_the_start(cast)


def _decide_and_open(cast: Cast) -> None:
    founder, _, _ = cast[0], cast[1], cast[2]
    founder.types("@Rolecall Should we hire a CMO or a CRO first?")
    founder.types("/hiring decide cmo cro")
    founder.submits(ANSWERS)
    review = cast.first_monday + timedelta(weeks=WEEKS - 1)
    founder.submits(
        {
            "choice": "1",
            "reasons": "Revenue has three leaders and no owner.",
            "dissent": "The board member would hire a CMO first: the brand is unknown outside the home market.",
            "review_on": review.isoformat(),
        }
    )
    founder.types(f"/hiring start cro by {cast.first_monday + timedelta(weeks=30)}")
    founder.types("/hiring assign 1 2 3 to me")
    founder.types("/hiring assign 4 5 to @Board member")
    founder.types("/hiring assign 7 8 to @HR lead")
    founder.types("/hiring assign 6 to @Finance lead")


def _share_out(cast: Cast) -> None:
    founder, board_member, hr_lead = cast[0], cast[1], cast[2]
    cast.travel(1, 2)
    founder.types("/hiring done 1 the board memo names the gap in revenue")
    cast.travel(1, 4)
    founder.types("/hiring done 2")
    hr_lead.types("/hiring start-item 7")
    cast.travel(2, 1)
    board_member.types("/hiring done 4 the board agreed on the mandate")
    founder.types("/hiring done 3 the model is in the board folder")
    cast.travel(2, 3)
    hr_lead.types("/hiring done 7 the circle and the code name are agreed")
    hr_lead.types("/hiring block 8 waiting for the compensation benchmark")
    cast.travel(3, 1)
    founder.types("/hiring assign 9 10 to @HR lead")
    founder.types("/hiring assign 11 12 to @Board member by next friday")
    cast.travel(3, 3)
    founder.types("/hiring assign 5 to @HR lead")
    hr_lead.types("/hiring note 5 taken over from the board member, who travels this month")


def _lose_a_person(cast: Cast) -> None:
    founder, _, hr_lead = cast[0], cast[1], cast[2]
    cast.travel(4, 0, 12)
    cast.session.slack.workspace.change_user(FINANCE_LEAD.id, deleted=True)
    cast.travel(4, 2)
    founder.types("/hiring assign 6 to me")
    hr_lead.types('/hiring add "Meet the two founders for an hour each" assess')


def _move_the_start(cast: Cast) -> None:
    founder, board_member, hr_lead = cast[0], cast[1], cast[2]
    cast.travel(5, 0)
    founder.types(
        f"/hiring target {cast.first_monday + timedelta(weeks=34)} because the board approves the package later"
    )
    cast.travel(5, 2)
    hr_lead.types("/hiring done 5 signed off by the board")
    board_member.types("/hiring start-item 11")
    cast.travel(6, 0)
    hr_lead.types("/hiring start-item 9")
