"""How a question to a person looks: the form in which it is written, the message that they get, and their answer."""

from bot.slack.blocks import actions, button, context, section
from bot.slack.message import Message
from bot.slack.modals import View, input_block, modal, text_input
from bot.slack.quotation import quoted_lines, sections_of
from bot.slack.text import escape, link, truncate

QUESTION_FORM = "contact:question"
ANSWER_ACTION = "contact:answer"
ANSWER_FORM = "contact:reply"
TITLE = "Ask a person"
ANSWER_TITLE = "Answer"
MAX_QUESTION = 1_000
MAX_ANSWER = 2_000
MAX_ABOUT = 150
CONSENT_OF_ONE = "Only this person sees your name, the subject and your question."
CONSENT_OF_ALL = "Everyone in this channel can see your name, the subject, your question and the answer."
CONSENT = (
    "Nothing is sent until you press Send, and Rolecall doesn't store it. You'll get the answer in your direct "
    "messages with Rolecall."
)
NO_SUBJECT = "a topic that Rolecall has no answer on"


def mention_of(to: str) -> str:
    """Return a mention of a person, or of a channel."""
    return f"<#{to}>" if to.startswith(("C", "G")) else f"<@{to}>"


def question_form(to: str, owned: str, about: str, metadata: str) -> View:
    """Return the form of a question: to whom it goes, what they see, and what it's about. `owned` is the entry."""
    who = f"who maintains Rolecall's answer on *{_short(owned)}*" if owned else "the questions channel"
    consent = f"{CONSENT_OF_ONE if owned else CONSENT_OF_ALL} {CONSENT}"
    sends = f"*To* {mention_of(to)}, {who}\n*About* {_subject(about)}"
    question = text_input(multiline=True, max_length=MAX_QUESTION)
    fields = [section(sends), input_block("question", "Your question", question, optional=False), context(consent)]
    return modal(QUESTION_FORM, TITLE, fields, submit="Send", metadata=metadata)


def question_message(asker: str, about: str, text: str, value: str) -> Message:
    """Return the question as its recipient sees it, with a button to answer it."""
    lines = [f"<@{asker}> has a question about {_subject(about)}:", *quoted_lines(text)]
    how = f"Press *Answer* to reply. Your answer goes to <@{asker}>, with your name, and is posted in this thread."
    blocks = [*sections_of(lines), actions([button("Answer", ANSWER_ACTION, value)]), context(how)]
    return Message("\n".join((*lines, how)), blocks)


def answer_form(asker: str, about: str, metadata: str) -> View:
    """Return the form of the answer to a question."""
    text = text_input(multiline=True, max_length=MAX_ANSWER)
    hint = "Write the answer, or paste a link to it. It's sent with your name and posted in the thread."
    fields = [
        section(f"*To* <@{asker}>\n*About* {_subject(about)}"),
        input_block("answer", "Your answer", text, hint=hint, optional=False),
    ]
    return modal(ANSWER_FORM, ANSWER_TITLE, fields, submit="Send", metadata=metadata)


def answer_message(by: str, text: str) -> Message:
    """Return the answer as it is posted in the thread of the question."""
    lines = [f"<@{by}> answered:", *quoted_lines(text)]
    return Message("\n".join(lines), list(sections_of(lines)))


def reply_message(by: str, about: str, text: str, address: str) -> Message:
    """Return the answer for the person who asked, with a link to it if there is one."""
    lines = [f"<@{by}> answered your question about {_subject(about)}:", *quoted_lines(text)]
    where = [link(address, "Open the answer")] if address else []
    return Message("\n".join((*lines, *where)), [*sections_of(lines), *map(context, where)])


def _subject(about: str) -> str:
    return f"*{_short(about)}*" if about else NO_SUBJECT


def _short(text: str) -> str:
    return escape(truncate(text, MAX_ABOUT))
