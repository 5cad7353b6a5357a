"""Sealed scorecards: each interviewer scores each finalist before seeing anyone else's scores."""

import pytest
from fakes.hiring import PRIVATE_CHANNEL, PUBLIC_CHANNEL, card, run_command
from fakes.office import Office
from fakes.seen import Seen
from fakes.slack import Member

from bot.storage.stored_data import StoredData, Subject

pytestmark = [pytest.mark.short_checklist, pytest.mark.both_databases]
SECRET = "The forecast was off by half every quarter"
TEAM = "T0PLAYGROUND"
FORECAST, HIRING = "Forecast accuracy", "Hires managers who hire"
CRITERIA = f"{FORECAST}\n  {HIRING}\n\n"


def set_up(by: Member, *panel: Member, finalists: int = 2) -> None:
    """Set up scorecards with two criteria in the form."""
    by.clicks("Set up scorecards", on=run_command(by, "scorecards"))
    by.submits(
        {
            "Criteria": CRITERIA,
            "Interviewers": [member.user.id for member in panel],
            "Number of finalists": str(finalists),
        }
    )


@pytest.fixture
def scoring(hire: Office) -> Office:
    """A search whose finalists A and B are scored by the founder, who owns it, and the HR lead."""
    set_up(hire.founder, hire.founder, hire.hr_lead)
    return hire


def score(by: Member, letter: str, forecast: int, hiring: int, remark: str = "") -> None:
    """Open the scorecard of a finalist by command, and submit it."""
    by.types(f"/hiring score {letter}", PRIVATE_CHANNEL)
    assert by.modal.title == f"Scorecard: finalist {letter}"
    by.submits({FORECAST: str(forecast), HIRING: str(hiring), "What you saw and heard": remark})
    assert f"Your scorecard for finalist {letter} is in." in by.modal.words
    by.cancels()


def scorecards(by: Member, letter: str = "", in_: str = PRIVATE_CHANNEL) -> Seen:
    return run_command(by, f"scorecards {letter}".strip(), in_=in_)


# Setting up


def test_a_search_without_scorecards_offers_to_set_them_up(hire: Office):
    answer = scorecards(hire.hr_lead)
    assert "There are no scorecards in *Chief Revenue Officer* yet." in answer.text
    assert answer.private
    assert "aren't set up" in run_command(hire.hr_lead, "score A").text


def test_new_interviewers_get_a_message_and_everyone_sees_who_has_to_score(scoring: Office):
    told = scoring.hr_lead.sees("<@U0FOUNDER> made you an interviewer for *Chief Revenue Officer*", in_="DM")
    assert "No one else can read your scorecard in Slack until the scores are open." in told.text
    shown = scorecards(scoring.board_member)
    assert "*Criteria*: Forecast accuracy · Hires managers who hire" in shown.words
    assert "*Finalist A*: sealed. 0 of 2 scorecards are in. Still to score: <@U0FOUNDER>, <@U0HRLEAD>." in shown.words
    assert "Score A" not in shown.buttons  # they are no interviewer
    scoring.hr_lead.clicks("Show scorecards", on=told)
    assert "Score B" in scoring.hr_lead.sees("Finalist B").buttons
    assert "set up the scorecards" in run_command(scoring.founder, "history").words


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"Criteria": "\n \n"}, "Give 1 to 8 criteria, one on each line."),
        ({"Criteria": "Judgement\njudgement"}, "Each criterion has to be different."),
        ({"Criteria": "\n".join(f"Criterion {place}" for place in range(9))}, "Give 1 to 8 criteria"),
        ({"Criteria": "x" * 101}, "A criterion can have up to 100 characters."),
        ({"Interviewers": ["U0ROLECALL"]}, "That's an app."),
    ],
)
def test_a_setup_that_cannot_work_is_refused_in_the_form(hire: Office, fields: dict[str, object], error: str):
    hire.founder.clicks("Set up scorecards", on=scorecards(hire.founder))
    whole = {"Criteria": CRITERIA, "Interviewers": ["U0HRLEAD"], "Number of finalists": "2"}
    hire.founder.submits(whole | fields)
    assert error in hire.founder.modal.errors["criteria"]


def test_finalists_are_added_later_and_letters_are_never_taken_away(scoring: Office):
    scoring.founder.clicks("Change setup", on=scorecards(scoring.founder))
    assert "1" not in scoring.founder.modal.choices
    scoring.founder.submits({"Number of finalists": "3"})
    assert "Finalist C" in scorecards(scoring.founder).words


# Scoring


def test_the_form_has_the_criteria_and_the_questions_for_the_role(scoring: Office):
    scoring.hr_lead.types("/hiring score b", PRIVATE_CHANNEL)
    shown = scoring.hr_lead.modal.words
    assert FORECAST in shown
    assert "4: above the bar" in scoring.hr_lead.modal.choices
    assert "What did you forecast, and what came in, over six quarters?" in shown
    assert "Weak: only the good quarters." in shown


def test_an_interviewer_changes_their_scorecard_until_the_scores_are_open(scoring: Office):
    score(scoring.hr_lead, "A", 1, 2, SECRET)
    scoring.hr_lead.clicks("Change my scores: A", on=scorecards(scoring.hr_lead))
    assert SECRET in str(scoring.hr_lead.modal.blocks)
    scoring.hr_lead.submits({FORECAST: "4"})
    score(scoring.founder, "A", 2, 2)
    assert (
        f"*{FORECAST}*: 2 to 4, mean 3.0 (2 by <@U0FOUNDER>, 4 by <@U0HRLEAD>)"
        in scorecards(scoring.founder, "A").words
    )


def test_the_last_scorecard_opens_the_scores_and_the_debrief_begins_where_they_differ(scoring: Office):
    score(scoring.hr_lead, "A", 3, 1, SECRET)
    assert "1 of 2 scorecards are in. Still to score: <@U0FOUNDER>." in scorecards(scoring.hr_lead).words
    score(scoring.founder, "A", 3, 4)
    assert "all scorecards are in" in scoring.hr_lead.sees("Scores are open", in_="DM").text
    debrief = scorecards(scoring.board_member, "A").words
    assert "*Finalist A*: scores are open, from 2 interviewers" in debrief
    assert f"Talk first about {HIRING}." in debrief
    assert f"*{HIRING}*: 1 to 4, mean 2.5 (1 by <@U0HRLEAD>, 4 by <@U0FOUNDER>)" in debrief
    assert f"*{FORECAST}*: all 3, mean 3.0 (3 by <@U0FOUNDER> and <@U0HRLEAD>)" in debrief
    assert debrief.index(HIRING) < debrief.index(f"• *{FORECAST}*")
    assert SECRET in debrief
    assert "Finalist B" not in debrief
    assert "*Finalist B*: sealed" in scorecards(scoring.board_member).words


def test_a_criterion_that_was_not_covered_does_not_count(scoring: Office):
    scoring.hr_lead.types("/hiring score A", PRIVATE_CHANNEL)
    scoring.hr_lead.submits({FORECAST: "0", HIRING: "0"})
    assert scoring.hr_lead.modal.errors == {"remark": "Score at least one criterion."}
    scoring.hr_lead.submits({HIRING: "2"})
    score(scoring.founder, "A", 0, 3)
    debrief = scorecards(scoring.founder, "A").words
    assert f"*{FORECAST}*: not covered by any interviewer" in debrief
    assert "2 to 3, mean 2.5" in debrief


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("score", "Which finalist? Give the letter. For example: `/hiring score A`."),
        ("score nobody", "“nobody” isn't a finalist's letter."),
        ("score H", "There's no finalist H. The finalists are A, B."),
        ("open-scores B", "There's no scorecard for finalist B yet, so there's nothing to open."),
    ],
)
def test_a_finalist_that_is_not_there_is_refused(scoring: Office, command: str, answer: str):
    assert answer in run_command(scoring.founder, command).text


def test_only_interviewers_score(scoring: Office):
    assert "Only the interviewers score finalists." in run_command(scoring.board_member, "score A").text


def test_a_message_offers_the_form_as_a_button(scoring: Office):
    scoring.hr_lead.writes_dm("hiring score A")
    scoring.hr_lead.clicks("Score A", on=scoring.hr_lead.sees("Score finalist A in *Chief Revenue Officer*"))
    assert scoring.hr_lead.modal.title == "Scorecard: finalist A"


def test_an_interviewer_outside_the_channel_scores_and_sees_only_their_own(hire: Office):
    workspace = hire.slack.workspace
    channel = workspace.channel_named(PRIVATE_CHANNEL)
    workspace.change_channel(channel.id, members=("U0FOUNDER", "U0HRLEAD"))
    set_up(hire.founder, hire.founder, hire.board_member)
    told = hire.board_member.sees("made you an interviewer", in_="DM")
    hire.board_member.clicks("Show scorecards", on=told)
    shown = hire.board_member.sees("Finalist A")
    assert "*Finalist A*: sealed. Your scorecard isn't in yet." in shown.words
    assert "U0FOUNDER" not in shown.words
    assert "Change setup" not in shown.buttons
    hire.board_member.clicks("Score A", on=shown)
    hire.board_member.submits({FORECAST: "1", HIRING: "1", "What you saw and heard": SECRET})
    score(hire.founder, "A", 4, 4, "They named every customer")
    seen = scorecards(hire.board_member, "A", in_="DM").words
    assert "scores are open. Your scorecard is in." in seen
    assert "They named every customer" not in seen
    assert "mean" not in seen


# Opening


def test_the_owner_opens_scores_early_with_a_reason_after_scoring_themselves(scoring: Office):
    score(scoring.hr_lead, "A", 2, 3)
    refusal = run_command(scoring.founder, "open-scores A the board meets today").text
    assert "Score finalist A yourself before you see the scores of others." in refusal
    scoring.founder.clicks("Change setup", on=scorecards(scoring.founder))
    scoring.founder.submits({"Interviewers": ["U0FOUNDER", "U0HRLEAD", "U0BOARD"]})
    score(scoring.founder, "A", 3, 3)
    assert "Add a reason, because scorecards are missing." in run_command(scoring.founder, "open-scores A").text
    assert "Only the search owner can open scores" in run_command(scoring.hr_lead, "open-scores A now").text
    answer = run_command(scoring.founder, "open-scores A the board meets today")
    assert "The scores are open: finalist A, the board meets today." in answer.text
    assert "Undo" not in answer.buttons
    assert "opened the scores: finalist A, the board meets today" in run_command(scoring.founder, "history").words
    assert "The scores of finalist A are open" in run_command(scoring.board_member, "score A").text


def test_the_owner_opens_scores_in_the_form_that_names_who_is_missing(scoring: Office):
    score(scoring.founder, "A", 2, 3)
    scoring.founder.clicks("Open scores: A", on=scorecards(scoring.founder))
    assert "Still missing: <@U0HRLEAD>." in scoring.founder.modal.words
    scoring.founder.submits({"Reason": "the panel meets at noon"})
    scoring.founder.sees("The scores are open: finalist A, the panel meets at noon.")
    assert "scores are open, from 1 interviewer" in scorecards(scoring.hr_lead, "A").words


def test_after_the_first_scorecard_the_criteria_stay_and_only_the_owner_changes_the_interviewers(scoring: Office):
    score(scoring.hr_lead, "A", 2, 3)
    scoring.hr_lead.clicks("Change setup", on=scorecards(scoring.hr_lead))
    scoring.hr_lead.submits({"Interviewers": ["U0HRLEAD"]})
    assert "only the search owner can change the interviewers" in scoring.hr_lead.modal.errors["criteria"]
    scoring.hr_lead.submits({"Interviewers": ["U0FOUNDER", "U0HRLEAD"], "Criteria": "Charm"})
    assert "the criteria stay as they are" in scoring.hr_lead.modal.errors["criteria"]


def test_scores_and_their_setup_cannot_be_undone(scoring: Office):
    score(scoring.hr_lead, "A", 2, 3)
    assert "can't be undone" in run_command(scoring.hr_lead, "undo").text
    assert "A scorecard is in, so the setup can't be undone." in run_command(scoring.founder, "undo").text


def test_a_closed_search_takes_no_scorecards(scoring: Office):
    shown = scorecards(scoring.hr_lead)
    run_command(scoring.founder, "close cancelled confirmed the plan has changed")
    scoring.hr_lead.clicks("Score A", on=shown)
    assert "That search is closed." in scoring.hr_lead.seen.text
    assert "Score A" not in scorecards(scoring.hr_lead).buttons


# Sealed


def everything_that_can_be_read(office: Office, by: Member) -> str:
    """Every message, file, form and Home tab that a person gets to see by asking in every way."""
    asked = (
        *("scorecards", "scorecards A", "scorecards B", "history", "status", "items all", "item 1", "item 4", "next"),
        *("searches", "export csv", "export md", "export ics", "undo"),
    )
    for command in asked:
        run_command(by, command)
    by.types("/hiring score A", PRIVATE_CHANNEL)
    form, home = by.modal, by.opens_home()
    seen = [f"{each.text}\n{each.words}\n{[file.text for file in each.files]}" for each in by.everything]
    return "\n".join((str(form.blocks), home.words, *seen, card(office.founder).words))


def test_no_one_else_reads_a_sealed_scorecard_in_any_way(scoring: Office, database_url: str):
    set_up_again = scorecards(scoring.founder)
    scoring.founder.clicks("Change setup", on=set_up_again)
    scoring.founder.submits({"Interviewers": ["U0FOUNDER", "U0HRLEAD", "U0BOARD"]})
    score(scoring.hr_lead, "A", 1, 4, SECRET)
    for reader in (scoring.founder, scoring.board_member):
        seen = everything_that_can_be_read(scoring, reader)
        assert "submitted a scorecard" in seen
        assert SECRET not in seen
        assert "1 by" not in seen
        assert "initial_option" not in seen  # the form has no scores of another interviewer
    stored = StoredData(database_url)
    for subject in (Subject(TEAM), Subject(TEAM, "U0FOUNDER")):
        rows = list(stored.export(subject))
        assert SECRET not in str(rows)
        assert FORECAST not in str([row for row in rows if row["table"] == "scorecards"])
    assert SECRET in str(list(stored.export(Subject(TEAM, "U0HRLEAD"))))


def test_an_export_has_the_open_scores_and_says_which_are_sealed(scoring: Office):
    score(scoring.hr_lead, "A", 1, 4, SECRET)
    score(scoring.founder, "A", 2, 0)
    score(scoring.hr_lead, "B", 3, 3, "Only about B")
    run_command(scoring.founder, "export csv")
    files = {file.name: file.text for file in scoring.founder.sees("checklist for", in_="DM").files}
    rows = files["cro-scorecards.csv"].splitlines()
    assert f"A,HR lead,open,{FORECAST},1,{SECRET},2026-11-02 10:30" in rows
    assert f"A,Founder,open,{HIRING},not covered,,2026-11-02 10:30" in rows
    assert "B,HR lead,sealed,,,," in rows
    run_command(scoring.founder, "export md")
    [file] = scoring.founder.sees("checklist for", in_="DM").files
    assert "- Finalist A: scores are open" in file.text
    assert "- Finalist B: sealed, 1 of 2 are in" in file.text
    assert "Only about B" not in "".join((*files.values(), file.text))


def test_a_forgotten_interviewer_is_named_nowhere_and_the_scores_stay(scoring: Office, database_url: str):
    score(scoring.hr_lead, "A", 1, 4)
    score(scoring.founder, "A", 2, 2)
    scoring.settle()
    StoredData(database_url).forget(Subject(TEAM, "U0HRLEAD"))
    assert "U0HRLEAD" not in str(list(StoredData(database_url).export(Subject(TEAM))))
    assert "1 by <@U0FORGOTTEN>" in scorecards(scoring.founder, "A").words


def test_a_stranger_learns_nothing_about_scorecards(scoring: Office):
    workspace = scoring.slack.workspace
    channel = workspace.channel_named(PRIVATE_CHANNEL)
    workspace.change_channel(channel.id, members=("U0FOUNDER", "U0HRLEAD"))
    for command in ("scorecards", "score A", "open-scores A now"):
        answer = run_command(scoring.board_member, command, in_=PUBLIC_CHANNEL).text
        assert "There's no open search" in answer


# Details


def test_the_last_interviewer_is_told_that_the_scores_are_open(scoring: Office):
    score(scoring.hr_lead, "A", 2, 3)
    scoring.founder.types("/hiring score A", PRIVATE_CHANNEL)
    scoring.founder.submits({FORECAST: "3", HIRING: "4"})
    assert "is in. All scorecards are in, so the scores are open" in scoring.founder.modal.words


def test_a_letter_that_no_finalist_has_is_named(scoring: Office):
    assert scorecards(scoring.hr_lead, "H").text == "There's no finalist H. The finalists are A, B."


def test_an_owner_who_scores_stays_an_interviewer_once_a_scorecard_is_in(scoring: Office):
    score(scoring.hr_lead, "A", 2, 3)
    scoring.founder.clicks("Change setup", on=scorecards(scoring.founder))
    scoring.founder.submits({"Interviewers": ["U0HRLEAD"]})
    assert "you stay an interviewer" in str(scoring.founder.modal.errors)


def test_a_mention_outside_the_channel_is_answered_privately(scoring: Office):
    scoring.hr_lead.types("@Rolecall hiring score A", PUBLIC_CHANNEL)
    assert scoring.hr_lead.sees("Score finalist A in *Chief Revenue Officer*").private


def test_an_interviewer_who_left_the_company_does_not_keep_the_others_from_adding_a_finalist(scoring: Office):
    score(scoring.hr_lead, "A", 2, 3)
    scoring.slack.workspace.change_user("U0HRLEAD", deleted=True)
    scoring.founder.clicks("Change setup", on=scorecards(scoring.founder))
    scoring.founder.submits({"Number of finalists": "3"})
    assert "Finalist C" in scorecards(scoring.founder).words
