"""The honest no, in words: one sentence for each reason there is."""

from bot.understanding.intents import Reason

REFUSALS: dict[Reason, str] = {
    "nothing_said": "Ask me about an executive role, or about two of them side by side.",
    "not_our_subject": "That is not something I know: I answer questions about executive roles and hiring for them.",
    "unknown_role": "I know no role called {}.",
    "other_sense": "I read that as {}, and I know only the executive role.",
    "a_person": "I know roles, not the people who hold them, so I cannot say anything of a person.",
    "below_executive": "I know executive roles and the VPs beside them; {} is not one of these.",
    "needs_roles": "I cannot tell which roles you mean. Name one, or two to compare, such as CMO and CRO.",
    "not_covered": "I have no good source on that, so I would rather say nothing than guess.",
    "running_hire": "How far a hire is, what is next and what is late stands on its card: `/hiring status{}` shows it.",
    "unclear": "I see words that I know, but no question among them that I can answer.",
}
"""Reason to sentence; {} stands for the words in question, of a running hire for its short name."""


def refusal_text(reason: Reason, about: str) -> str:
    """Why there is no answer; `about` are the words in question, in quotation marks where there are any."""
    if reason == "running_hire":
        return REFUSALS[reason].format(f" {about}" if about else "")
    unnamed = "something else" if reason == "other_sense" else "that"
    return REFUSALS[reason].format(f"“{about}”" if about else unnamed)


def clarifying_question(about: str) -> str:
    """What to ask when a question can be read in several ways."""
    return f"About “{about}”: which of these do you mean?" if about else "Which of these do you mean?"
