"""The verbs about finalists: scorecards that are sealed until all are in.

One verb can't be typed: `set-up-scorecards` is a form.
"""

from bot.commands import finalist_arguments, search_arguments
from bot.commands.verb import Verb

FINALIST_VERBS = (
    Verb(
        name="scorecards",
        phrases="scorecards, score cards, scores, show scores, show scorecards, all scorecards, debrief, interviewers,"
        " interview panel, finalists, who has scored",
        right="own_items",
        read=finalist_arguments.read_optional_finalist,
        group="Finalists",
        help="`scorecards` sets up what finalists A, B and C are scored on, and shows who has scored them; "
        "`scorecards A` shows the scores of a finalist, once they're open",
        usage=("scorecards", "scorecards A"),
    ),
    Verb(
        name="score",
        phrases="score, score finalist, score candidate, rate finalist, rate candidate, my scorecard for",
        right="own_items",
        read=finalist_arguments.read_finalist,
        group="Finalists",
        help="`score A` opens your scorecard for finalist A, which only you can read until the scores are open",
        usage=("score A",),
        changes=True,
        needs_slack=True,
        confirmation="Your scorecard for {why} is in.",
        history="submitted a scorecard",
    ),
    Verb(
        name="open-scores",
        phrases="open scores, openscores, open the scores, open all scores, unseal, unseal scores, reveal scores",
        read=finalist_arguments.read_finalist,
        group="Finalists",
        help="`open-scores A the board meets today` opens the scores of a finalist before all scorecards are in"
        " (search owner only)",
        usage=("open-scores A the board meets today",),
        changes=True,
        confirmation="The scores are open: {why}.",
        history="opened the scores",
    ),
    Verb(
        name="finalist",
        phrases="finalist, candidate, record finalist, finalist step",
        read=finalist_arguments.read_finalist_step,
        group="Finalists",
        help="`finalist A consent signed form in the ATS` records consent, and likewise references or a check;"
        " `finalist B withdrew took another offer` takes finalist B out of the search",
        usage=("finalist A consent signed form in the ATS", "finalist B withdrew took another offer"),
        changes=True,
        needs_slack=True,
        confirmation="Recorded: {why}.",
        history="recorded",
    ),
    Verb(
        name="set-up-scorecards",
        phrases="",
        read=search_arguments.read_no_arguments,
        changes=True,
        confirmation="The scorecards of *{name}* are set up. The interviewers get a message with what to do.",
        history="set up the scorecards",
    ),
)
