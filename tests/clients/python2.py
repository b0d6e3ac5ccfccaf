"""python2.py REVISION SERVER: the official Python SDK 2.x."""

import asyncio
import sys

import mcp.client.session
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client


async def main(revision: str, command: str) -> None:
    modern = revision >= "2026-07-28"
    if not modern:
        mcp.client.session.LATEST_HANDSHAKE_VERSION = revision  # what the SDK proposes
    server = stdio_client(StdioServerParameters(command=command))
    async with Client(server, mode="auto" if modern else "legacy") as client:
        assert client.protocol_version == revision, client.protocol_version
        tools = (await client.list_tools()).tools
        assert [tool.name for tool in tools] == ["greet"], tools
        answer = await client.call_tool("greet", {"name": "Ada"})
        assert not answer.is_error
        assert "Hello, Ada!" in answer.content[0].text
        if revision >= "2025-06-18":
            assert answer.structured_content == {"message": "Hello, Ada!"}, answer


asyncio.run(main(*sys.argv[1:]))
