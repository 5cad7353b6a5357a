"""The server of the Model Context Protocol: which tools it has, and how it introduces itself to an assistant."""

from collections.abc import Callable, Sequence
from inspect import getdoc
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.types import ToolAnnotations

NAME = "rolecall"
INSTRUCTIONS = (
    "Rolecall answers questions about executive roles (CEO, CMO, CRO and others) from curated knowledge that names its "
    "sources. The same question always gets the same answer. Give the short answer first, then what decides it, and "
    "name the sources. If a result lists something under `unknown`, say that it isn't known. If its status is "
    "`clarify`, ask which of the options is meant."
)
READ_ONLY = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)


def build_server(tools: Sequence[Callable[..., Any]], version: str) -> MCPServer[Any]:
    """Return a server with these tools, each named and described like its function. None of them changes anything.

    `version` is that of Rolecall, which the server tells its clients.
    """
    server: MCPServer[Any] = MCPServer(
        NAME, title="Rolecall", instructions=INSTRUCTIONS, version=version, log_level="WARNING", subscriptions=False
    )
    for tool in tools:
        title = tool.__name__.replace("_", " ").capitalize()
        server.add_tool(tool, title=title, description=getdoc(tool), annotations=READ_ONLY, structured_output=True)
    return server
