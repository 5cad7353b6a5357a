"""The errors Rolecall raises on purpose: each says what happened and what to do next."""


class RolecallError(Exception):
    """Something a person can mend.

    `what` is a sentence about what happened, `next_step` a sentence about what to do now.
    """

    def __init__(self, what: str, next_step: str = "") -> None:
        """Keep both sentences; `str()` joins them."""
        super().__init__(f"{what} {next_step}".strip())
        self.what = what
        self.next_step = next_step


class SettingsError(RolecallError):
    """The environment lacks something, or holds something unusable."""


class KnowledgeError(RolecallError):
    """The knowledge cannot be used; `problems` lists every reason as `file:line: what, and how to mend it`."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        """Keep the list; the message is the list itself, one problem a line."""
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        listing = "\n".join(problems)
        super().__init__(f"The knowledge has {count}:\n{listing}", "\nMend them and run `rolecall check` again.")
        self.problems = problems


class UsageError(RolecallError):
    """A command or its input was not understood."""


class MessageError(RolecallError):
    """A message breaks a limit of Slack's: a mistake of ours, never of the person asking."""
