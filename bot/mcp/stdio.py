"""`rolecall mcp`: the knowledge tools on standard input and output, for an assistant on the same machine.

There are no tools on searches here: no one has signed in, so nothing says whose searches to show.
"""

from datetime import UTC, datetime

from bot import logs
from bot.knowledge.watch import KnowledgeWatcher, run_in_background
from bot.mcp.knowledge_tools import KnowledgeTools
from bot.mcp.tool_server import build_server
from bot.settings import Settings


def run(settings: Settings, version: str) -> None:
    """Serve until standard input is closed. Log lines go to standard error.

    Raises KnowledgeError if the knowledge has problems.
    """
    logs.configure(settings.log_level, settings.log_format)
    library = KnowledgeWatcher(settings.knowledge_path, run=run_in_background)
    tools = KnowledgeTools(lambda: library.base, lambda: datetime.now(UTC).date())
    build_server(tools.all, version).run("stdio")
