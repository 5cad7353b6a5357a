"""A whole search for a CFO in Germany, with six months' notice: the owner leaves, and the first choice withdraws."""

from fakes.transcribed_office import TranscribedOffice

from samples.search_steps import Scores, fill_in_scorecard, leave_company, set_up_scorecards, start

ZONE = "Europe/Berlin"
FIRST_DAY = "2027-01-11"
CHANNEL = "cfo-search"
CRITERIA = ("Close and controls", "Capital markets", "Leads through a downturn")
PANEL = ("ceo", "audit-chair")


def play(office: TranscribedOffice) -> None:
    """Play the search from January 2027 until it closes in February 2029."""
    _gather(office)
    _start(office)
    _mandate(office)
    _owner_leaves(office)
    _search(office)
    _assess(office)
    _decide(office)
    _offer(office)
    _second_choice(office)
    _onboarding(office)


def _gather(office: TranscribedOffice) -> None:
    for name in ("ceo", "hr-lead", "legal", "audit-chair", "new-cfo"):
        office.add_person(name, ZONE)
    office.open_channel(CHANNEL, "ceo", "hr-lead", "legal", "audit-chair")


def _start(office: TranscribedOffice) -> None:
    """Monday 11 January: the country and the notice period move the first day to the next winter."""
    office.advance("2027-01-11 10:00")
    start(
        office,
        "hr-lead",
        "start cfo",
        {
            "Country of the job": "DE",
            "Company": "listed",
            "The role is": "replacement",
            "The search is": "confidential",
            "Notice period of candidates": "183",
            "Who decides": "board",
        },
    )
    office.types("hr-lead", "items all")
    office.types("hr-lead", "assign 1-4 6 9-11 an @ceo")
    office.types("hr-lead", "assign 5 14 15-18 26 37 @hr-lead")
    office.types("hr-lead", "assign 7 8 31 to @audit-chair, assign 12 @ceo, assign 13 32 @legal")
    office.advance("2027-01-15 15:00")
    office.types("ceo", "done 1 2")
    office.types("ceo", "erledigt 3 4")
    office.types("ceo", "done 6")


def _mandate(office: TranscribedOffice) -> None:
    office.advance("2027-01-26 11:00")
    office.types("audit-chair", "done 7")
    office.types("audit-chair", "snooze 8 until friday")
    office.types("hr-lead", "done 5")
    office.advance("2027-01-29 11:00")
    office.types("audit-chair", "done 8")
    office.types("ceo", "done 9 Anforderungsprofil CFO.docx")
    office.types("ceo", "done 10 rules of procedure of the management board, version 4")
    office.advance("2027-02-03 16:00")
    office.types("ceo", "done 11")
    office.types("ceo", "done 12 the supervisory board approved the range on 2 February")


def _owner_leaves(office: TranscribedOffice) -> None:
    """The HR lead leaves the company; the CEO takes the search over from the message in the channel."""
    office.advance("2027-02-04 08:00")
    leave_company(office, "hr-lead")
    office.advance("2027-02-05 11:00")
    office.types("ceo", "owner me")
    office.types("ceo", "assign 14 16-18 26 37 me, assign 13 @legal, assign 15 @legal")
    office.advance("2027-02-12 10:00")
    office.types("ceo", "done 14")
    office.types("ceo", "done 16 the interview plan in the HR folder")
    office.types("legal", "done 13")
    office.types("legal", "done 15")
    office.types("ceo", "done 17 18")


def _search(office: TranscribedOffice) -> None:
    """A freeze of three weeks, and a longlist that comes late."""
    office.types("ceo", "assign 19-22 24 25 me")
    office.types("ceo", "assign 23 27 @legal")
    office.advance("2027-03-01 10:00")
    office.types("ceo", "pause until the half-year budget is clear")
    office.advance("2027-03-22 10:00", weekly=True)
    office.types("ceo", "resume")
    office.types("ceo", "done 19 20")
    office.advance("2027-04-09 10:00")
    office.types("ceo", "done 21")
    office.advance("2027-04-23 10:00")
    office.types("ceo", "done 22 24")
    office.types("legal", "done 23")
    office.types("ceo", "done 25")
    office.advance("2027-04-29 14:00")
    office.types("ceo", "done 26")


def _assess(office: TranscribedOffice) -> None:
    set_up_scorecards(office, "ceo", CRITERIA, PANEL)
    office.types("ceo", "assign 28-30 33-36 38 40 me, assign 41 42 44 @legal")
    office.types("ceo", "item 39")
    office.types("ceo", "skip 39 no calls without consent")
    office.advance("2027-05-11 14:00")
    office.types("ceo", "finalist A consent e-mail of 7 may")
    office.types("ceo", "finalist B consent e-mail of 10 may")
    office.types("ceo", "done 37")
    office.types("legal", "done 27 32")
    _score(office, "ceo", "A", (4, 3, 3), "Closed in five days for three years.")
    _score(office, "ceo", "B", (3, 3, 4), "Cut costs twice without losing the team.")
    office.advance("2027-05-18 10:00")
    office.opens_home("ceo")
    office.presses("audit-chair", "Score A", on=office.digest("audit-chair"))
    fill_in_scorecard(office, "audit-chair", CRITERIA, (4, 2, 3), "No debt raised on their own.")
    office.advance("2027-05-20 10:00")
    _score(office, "audit-chair", "B", (3, 4, 4), "Led a rights issue.")
    office.types("ceo", "done 28-30")
    office.types("audit-chair", "done 31")
    office.types("ceo", "done 33-35")


def _score(office: TranscribedOffice, who: str, letter: str, scores: Scores, remark: str) -> None:
    office.opens_form(who, f"score {letter}")
    fill_in_scorecard(office, who, CRITERIA, scores, remark)


def _decide(office: TranscribedOffice) -> None:
    office.types("ceo", "scorecards")
    office.types("ceo", "finalist A references calls on 19 may, notes in the HR folder")
    office.types("ceo", "finalist B references calls on 19 may, notes in the HR folder")
    office.types("ceo", "done 38 40")
    office.types("legal", "done 41 42")
    office.types("ceo", "done 36 minutes of the debrief")
    office.advance("2027-05-28 10:00")
    office.types("legal", "finalist A check report of 26 may")
    office.types("legal", "done 44")
    office.types("ceo", "finalist B check report of 26 may")
    office.types("legal", "done 44")


def _offer(office: TranscribedOffice) -> None:
    office.types("ceo", "assign 45 47 50-52 55 me, assign 46 48 49 56 @legal")
    office.advance("2027-06-08 10:00")
    office.types("ceo", "done 45 resolution of the supervisory board of 7 june")
    office.advance("2027-06-14 10:00")
    office.types("legal", "done 46")
    office.types("legal", "done 48")
    office.types("legal", "skip 49 nothing was found")


def _second_choice(office: TranscribedOffice) -> None:
    """Finalist A takes the counter-offer; B signs three weeks later, and the first day is moved."""
    office.advance("2027-06-21 10:00")
    office.types("ceo", "finalist A withdrew accepted a counter-offer")
    office.types("ceo", "reopen 36 45 46 48")
    office.types("ceo", "done 36 minutes of the debrief of 21 june")
    office.types("legal", "block 46 the works council is heard until 30 june")
    office.advance("2027-07-01 10:00")
    office.types("ceo", "done 45 resolution of the supervisory board of 28 june")
    office.types("legal", "unblock 46")
    office.types("legal", "done 46")
    office.types("legal", "done 48")
    office.advance("2027-07-09 10:00")
    office.types("ceo", "done 50 signed by both sides on 8 july")
    office.types("ceo", "target 2028-02-01 because the notice of finalist B ends on 31 january")
    office.types("ceo", "close hired")
    office.types("ceo", "close hired confirmed")
    office.types("ceo", "done 51")
    office.advance("2027-07-14 10:00")
    office.types("ceo", "done 55")
    office.types("ceo", "done 52")


def _onboarding(office: TranscribedOffice) -> None:
    """The new CFO isn't in the channel, and works in direct messages."""
    office.types("ceo", "assign 57 @ceo, assign 58 59 64-68 me, assign 60 @legal")
    office.advance("2028-01-31 10:00", weekly=True)
    office.types("ceo", "done 57-59")
    office.types("legal", "done 56")
    office.advance("2028-02-01 10:00")
    office.types("ceo", "assign 61-63 @new-cfo")
    office.advance("2028-02-16 10:00", weekly=True)
    office.types("legal", "done 60")
    office.advance("2028-03-02 10:00", weekly=True)
    office.says("new-cfo", "hiring done 61", "DM")
    office.types("ceo", "done 64")
    office.advance("2028-04-03 10:00", weekly=True)
    office.says("new-cfo", "hiring status", "DM")
    office.says("new-cfo", "hiring done 62", "DM")
    office.types("ceo", "done 65")
    office.advance("2028-05-12 10:00", weekly=True)
    office.says("new-cfo", "hiring done 63", "DM")
    office.types("ceo", "done 66")
    office.advance("2028-07-31 10:00", weekly=True)
    office.types("ceo", "done 67")
    office.advance("2029-02-02 10:00", weekly=True)
    office.types("ceo", "done 68")
    office.types("ceo", "export ics")
    office.types("ceo", "status")
