"""A whole search for a CRO in New York, with a search firm: from the first problem statement to the look back."""

from fakes.transcribed_office import TranscribedOffice

from samples.search_steps import Scores, fill_in_scorecard, leave_company, set_up_scorecards, start

ZONE = "America/New_York"
FIRST_DAY = "2027-01-04"
CHANNEL = "cro-search"
CRITERIA = ("Forecast accuracy", "Builds a team of leaders", "Works with finance and product")
PANEL = ("ceo", "cfo", "chair")


def play(office: TranscribedOffice) -> None:
    """Play the search from January 2027 until it closes in July 2028."""
    _gather(office)
    _start(office)
    _mandate(office)
    _package_and_launch(office)
    _freeze(office)
    _source_and_screen(office)
    _assess(office)
    _verify_and_decide(office)
    _offer(office)
    _first_hundred_days(office)
    _reviews(office)


def _gather(office: TranscribedOffice) -> None:
    east = ("ceo", "hr-lead", "counsel")
    for name in east:
        office.add_person(name, ZONE)
    office.add_person("cfo", ZONE)
    office.add_person("chair", "America/Los_Angeles")
    office.add_person("recruiter", ZONE, is_restricted=True)
    office.add_person("new-cro", ZONE)
    office.open_channel(CHANNEL, *east, "cfo", "chair", "recruiter")


def _start(office: TranscribedOffice) -> None:
    """Monday 4 January: the HR lead opens the search and hands out the first items."""
    office.advance("2027-01-04 09:30")
    start(
        office,
        "hr-lead",
        "start cro Head of revenue",
        {
            "Country of the job": "US",
            "US state": "NY",
            "Company": "private",
            "The role is": "new",
            "The search is": "open",
            "Notice period of candidates": "30",
        },
    )
    office.types("hr-lead", "status")
    office.types("hr-lead", "assign 1-5 7-14 @ceo")
    office.types("hr-lead", "assign 15-18 21 30 41 @hr-lead")
    office.types("hr-lead", "assign 19 to @cfo")
    office.types("hr-lead", "assign 3 @cfo, assign 22 25 26 @recruiter")
    office.advance("2027-01-06 11:00")
    office.types("ceo", "done 1")
    office.types("ceo", "is 2 done?")
    office.types("ceo", "done 2")
    office.advance("2027-01-08 15:00")
    office.types("cfo", "done 3")
    office.types("ceo", "note 4 leaning towards a CRO, the board has not agreed yet")
    office.advance("2027-01-11 14:00")
    office.types("ceo", "done 4")
    office.advance("2027-01-13 16:00")
    office.types("ceo", "done 5 7")


def _mandate(office: TranscribedOffice) -> None:
    """Evidence for the scorecard and the reporting line; the board takes its time over the targets."""
    office.advance("2027-01-20 10:00")
    office.types("ceo", "done 8 first draft in the board pack")
    office.types("ceo", "done 9")
    office.advance("2027-01-21 16:00")
    office.types("ceo", "done 8 https://docs.example.com/cro-scorecard")
    office.types("ceo", "done 11")
    office.types("ceo", "done 10")
    office.types("ceo", "done 10 Mandate of the CRO, version 3")
    office.advance("2027-01-28 12:00")
    office.types("ceo", "done 12")
    office.types("ceo", "snooze 13 until monday")
    office.advance("2027-02-01 10:00")
    office.types("ceo", "done 13")


def _package_and_launch(office: TranscribedOffice) -> None:
    office.types("ceo", "done 14 approved")
    office.types("ceo", "done 14 the compensation committee approved it on 29 January")
    office.types("hr-lead", "done 15 16")
    office.types("ceo", "done 12")
    office.advance("2027-02-03 10:00")
    office.types("hr-lead", "done 17")
    office.opens_home("hr-lead")
    office.types("hr-lead", "done 18 https://docs.example.com/interview-plan")
    office.advance("2027-02-05 13:00")
    office.types("cfo", "done 19")
    office.types("recruiter", "status")
    office.types("recruiter", "items all")
    office.types("recruiter", "start-item 22")


def _freeze(office: TranscribedOffice) -> None:
    """The board freezes hiring for two weeks."""
    office.advance("2027-02-08 11:00")
    office.types("hr-lead", "done 21")
    office.types("ceo", "pause the board reviews the budget on 22 february")
    office.advance("2027-02-23 09:30", weekly=True)
    office.types("hr-lead", "resume")


def _source_and_screen(office: TranscribedOffice) -> None:
    """The search firm is late with the shortlist, and the first day slips."""
    office.types("hr-lead", "assign 23 27-29 33 34 36-40 42-44 @ceo")
    office.types("hr-lead", "assign 24 31 @recruiter")
    office.types("hr-lead", "assign 32 45 @hr-lead")
    office.advance("2027-03-05 12:00")
    office.types("recruiter", "done 22")
    office.types("ceo", "done 23")
    office.advance("2027-03-26 15:00")
    office.types("recruiter", "done 24")
    office.advance("2027-04-02 15:00")
    office.types("recruiter", "block 25 two candidates travel until 16 april")
    office.advance("2027-04-16 16:00")
    office.types("recruiter", "unblock 25")
    office.types("recruiter", "done 25 26")
    office.advance("2027-04-19 10:30")
    office.presses("hr-lead", "Move start date", on=office.weekly_summary("hr-lead"))
    office.submits("hr-lead", {})
    office.types("ceo", "done 27 28")
    office.advance("2027-04-22 11:00")
    office.types("ceo", "done 29")
    office.advance("2027-04-27 11:00")
    office.types("hr-lead", "done 30")


def _assess(office: TranscribedOffice) -> None:
    """Two finalists, A and B, are scored before anyone talks."""
    set_up_scorecards(office, "hr-lead", CRITERIA, PANEL)
    office.advance("2027-05-04 15:00")
    office.types("recruiter", "done 31")
    office.types("hr-lead", "finalist A consent signed form in the ATS")
    office.types("hr-lead", "finalist B consent refused on 3 may, current employer must not know")
    office.types("hr-lead", "done 41")
    office.types("counsel", "done 35")
    _score(office, "ceo", "A", (3, 4, 3), "Forecast within 5% for six quarters.")
    _score(office, "chair", "A", (3, 2, 3), "Two of the three leaders left within a year.")
    office.advance("2027-05-06 11:00")
    office.types("hr-lead", "scorecards")
    office.opens_home("cfo")
    office.advance("2027-05-12 10:30")
    _score(office, "cfo", "A", (4, 3, 4), "Knows the levers, and says what went wrong.")
    _score(office, "ceo", "B", (2, 4, 3), "Strong team builder.")
    office.types("chair", "scorecards A")
    office.advance("2027-05-14 12:00")
    office.types("hr-lead", "done 32")
    office.types("ceo", "done 33 34 36")
    office.types("ceo", "done 37 38 39")


def _score(office: TranscribedOffice, who: str, letter: str, scores: Scores, remark: str) -> None:
    office.opens_form(who, f"score {letter}")
    fill_in_scorecard(office, who, CRITERIA, scores, remark)


def _verify_and_decide(office: TranscribedOffice) -> None:
    """References before the decision; counsel leaves the company."""
    office.advance("2027-05-18 14:00")
    office.types("ceo", "done 40 https://docs.example.com/cro-decision")
    office.types("hr-lead", "finalist A references calls on 17 may, notes in the ATS")
    office.types("ceo", "done 42")
    office.types("ceo", "skip 43 our policy doesn't allow it")
    office.types("ceo", "done 44")
    office.types("ceo", "done 40 https://docs.example.com/cro-decision")
    office.types("hr-lead", "finalist B withdrew took another offer")
    office.types("hr-lead", "open-scores B the finalist has withdrawn")
    office.types("ceo", "done 40 https://docs.example.com/cro-decision")
    office.types("hr-lead", "assign 47 49 50 to @counsel, assign 46 48 51 52 53 55 to @ceo")
    office.advance("2027-05-19 08:00")
    leave_company(office, "counsel")
    office.advance("2027-05-24 11:00")
    office.types("hr-lead", "assign 47 49 50 me")
    office.types("hr-lead", "finalist A check report of 21 may")
    office.types("hr-lead", "done 45")


def _offer(office: TranscribedOffice) -> None:
    """Board approval, conditional offer, criminal check, signature; the search is marked as hired."""
    office.types("ceo", "done 46 minutes of 4 june")
    office.advance("2027-06-07 10:30")
    office.types("ceo", "done 46 minutes of 4 june")
    office.types("hr-lead", "item 49")
    office.advance("2027-06-14 11:00")
    office.types("hr-lead", "done 49")
    office.types("hr-lead", "done 47")
    office.advance("2027-06-18 15:00")
    office.types("hr-lead", "done 49")
    office.types("hr-lead", "skip 50 nothing was found")
    office.advance("2027-06-21 16:00")
    office.types("ceo", "done 51 signed on 18 june")
    closing = office.types("hr-lead", "close hired")
    office.presses("hr-lead", "Mark as hired", on=closing)
    office.types("hr-lead", "next")
    office.types("ceo", "done 52")
    office.advance("2027-06-25 12:00")
    office.types("ceo", "done 55")
    office.types("ceo", "done 53")


def _first_hundred_days(office: TranscribedOffice) -> None:
    """Onboarding: the new CRO has items, but isn't in the channel."""
    office.types("hr-lead", "assign 57 58 me, assign 59 @cfo, assign 63-67 @ceo")
    office.advance("2027-07-20 10:00", weekly=True)
    office.types("hr-lead", "done 57")
    office.advance("2027-07-28 10:00", weekly=True)
    office.types("hr-lead", "assign 60-62 @new-cro")
    office.types("hr-lead", "done 58")
    office.advance("2027-08-16 10:00", weekly=True)
    office.types("cfo", "done 59")
    office.advance("2027-08-30 11:00", weekly=True)
    office.says("new-cro", "hiring done 60", "DM")
    office.opens_home("new-cro")
    office.types("ceo", "done 63")
    office.advance("2027-09-27 11:00", weekly=True)
    office.says("new-cro", "hiring done 61", "DM")
    office.types("ceo", "done 64")


def _reviews(office: TranscribedOffice) -> None:
    """The reviews after 90 and 180 days and the look back, with which the search closes."""
    office.advance("2027-10-27 11:00", weekly=True)
    office.types("ceo", "done 65")
    office.advance("2027-11-04 11:00", weekly=True)
    office.says("new-cro", "hiring done 62", "DM")
    office.advance("2028-01-27 11:00", weekly=True)
    office.types("ceo", "done 66")
    office.advance("2028-07-31 11:00", weekly=True)
    office.types("ceo", "done 67")
    office.types("hr-lead", "export md")
    office.types("hr-lead", "history")
    office.advance("2028-08-14 11:00", weekly=True)
    office.types("hr-lead", "status")
