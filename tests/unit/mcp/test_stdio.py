"""`rolecall mcp` as a process, called by the SDK's own client over its standard streams."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from fakes.mcp_client import in_session, text_of
from mcp import StdioServerParameters, stdio_client

from bot import __version__


def test_the_command_answers_over_its_standard_streams(tmp_path: Path):
    async def compare(client: Any) -> tuple[str, str]:
        result = await client.call_tool("compare", {"roles": ["CMO", "CRO"], "topic": "metrics"})
        return client.server_info.version, text_of(result)

    command = StdioServerParameters(command=sys.executable, args=["-m", "bot", "mcp"], cwd=tmp_path)
    version, text = in_session(stdio_client(command), compare, mode="legacy")
    assert version == __version__
    assert text.startswith("CMO vs CRO: Metrics\nThe CMO is measured on")


def test_without_the_extra_the_command_says_how_to_install_it():
    program = "import sys; sys.modules['mcp'] = None; from bot.__main__ import main; sys.exit(main(['mcp']))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert ran.stderr.startswith(
        "rolecall: the Python package mcp is not installed. It comes with an extra: pip install"
    )
