"""python1.py REVISION SERVER: the official Python SDK 1.x."""

import asyncio
import sys

import mcp.types
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client


async def main(revision: str, command: str) -> None:
    mcp.types.LATEST_PROTOCOL_VERSION = revision  # what the SDK proposes
    async with stdio_client(StdioServerParameters(command=command)) as (read, write):
        async with ClientSession(read, write) as session:
            opened = await session.initialize()
            assert opened.protocolVersion == revision, opened.protocolVersion
            tools = (await session.list_tools()).tools
            assert [tool.name for tool in tools] == ["greet"], tools
            answer = await session.call_tool("greet", {"name": "Ada"})
            assert not answer.isError
            assert "Hello, Ada!" in answer.content[0].text
            if revision >= "2025-06-18":
                assert answer.structuredContent == {"message": "Hello, Ada!"}, answer


asyncio.run(main(*sys.argv[1:]))
