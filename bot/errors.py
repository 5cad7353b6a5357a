"""The errors that Rolecall raises deliberately. Each message says what happened and what to do next."""

MCP_INSTALL = "It comes with an extra: pip install 'rolecall[mcp]', or pip install -e '.[mcp]' in a checkout."


class RolecallError(Exception):
    """An error that a person can fix.

    `what` is a sentence about what happened, `next_step` a sentence about what to do now. `mentioned` is the id of the
    Slack user whom the text names as `<@id>`, if any.
    """

    mentioned = ""

    def __init__(self, what: str, next_step: str = "") -> None:
        """Store both sentences; `str()` joins them."""
        super().__init__(f"{what} {next_step}".strip())
        self.what = what
        self.next_step = next_step


class SettingsError(RolecallError):
    """A setting is missing or has an unusable value."""


class KnowledgeError(RolecallError):
    """The knowledge cannot be used; `problems` lists every reason as `file:line: what is wrong, and how to fix it`."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        """Store the problems; the message lists them, one on each line."""
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        listing = "\n".join(problems)
        super().__init__(f"The knowledge has {count}:\n{listing}", "\nFix them and run `rolecall check` again.")
        self.problems = problems


class UnavailableError(RolecallError):
    """Something that Rolecall depends on doesn't respond; trying again later may help."""


class BusyError(RolecallError):
    """There is no thread for the request, and none will be free in time."""

    def __init__(self) -> None:
        """Ask the person to try again."""
        super().__init__("One moment: Rolecall is busy, and nothing was done.", "Please try again in a few seconds.")


class NewerSchemaError(RolecallError):
    """A newer version of Rolecall has upgraded the database, so this one must not change it."""

    def __init__(self, found: str) -> None:
        """`found` is the schema of the database."""
        super().__init__(
            f"The database is at schema {found}, which this version of Rolecall doesn't know, so it changes nothing.",
            "A newer version has upgraded it: install that, or restore the backup made before the upgrade.",
        )


class UsageError(RolecallError):
    """A command or its input cannot be used as given."""


class MessageError(RolecallError):
    """A message breaks one of Slack's limits: a bug in Rolecall, not a mistake of the person asking."""
