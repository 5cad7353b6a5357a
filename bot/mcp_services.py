"""Puts together what answers other assistants on `serve`. Importing it imports the SDK, which takes a second."""

from datetime import UTC, datetime
from functools import partial

from bot import __version__
from bot.hiring_services import home_reader
from bot.knowledge.public import PublicKnowledge
from bot.knowledge.watch import KnowledgeWatcher
from bot.mcp.http_exchange import HttpExchange
from bot.mcp.knowledge_tools import KnowledgeTools
from bot.mcp.search_tools import SearchTools
from bot.mcp.tool_server import build_server
from bot.mcp_endpoint import McpAccess, McpEndpoint
from bot.metrics import Metrics
from bot.personal_searches import PersonalSearches
from bot.settings import Settings
from bot.slack.hiring.context import HiringServices
from bot.workspace_access import WorkspaceAccess


def build_endpoint(
    settings: Settings, library: KnowledgeWatcher, services: HiringServices, access: WorkspaceAccess, metrics: Metrics
) -> McpEndpoint:
    """Return the endpoint that the setting MCP asks for.

    Requests without a signature get a server that has no tool on searches, and no company's own knowledge.
    """
    build = partial(build_server, version=__version__)
    tools = partial(KnowledgeTools, get_today=lambda: datetime.now(UTC).date(), observe=metrics.observe)
    searches = PersonalSearches(home_reader(services), access)
    shared = PublicKnowledge(settings.knowledge_path) if settings.knowledge_path else library
    everyone = HttpExchange(build(tools(lambda: shared.base).all)) if settings.mcp == "public" else None
    slack = HttpExchange(build((*tools(lambda: library.base).all, *SearchTools(searches.read).all)))
    return McpEndpoint(
        McpAccess(
            signed=slack,
            public=everyone,
            serves=searches.serves,
            signing_secret=settings.slack_signing_secret,
            public_url=settings.public_url,
            is_rate_limited=settings.rate_limits == "on",
        )
    )
