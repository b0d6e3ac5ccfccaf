"""fastmcp_client.py REVISION SERVER: FastMCP's client, which speaks what its SDK speaks newest."""

import asyncio
import sys

from fastmcp import Client
from fastmcp.client.transports import StdioTransport


async def main(revision: str, command: str) -> None:
    async with Client(StdioTransport(command=command, args=[])) as client:
        assert client.initialize_result.protocolVersion == revision, client.initialize_result
        assert [tool.name for tool in await client.list_tools()] == ["greet"]
        answer = await client.call_tool("greet", {"name": "Ada"})
        assert answer.structured_content == {"message": "Hello, Ada!"}, answer


asyncio.run(main(*sys.argv[1:]))
