"""client.py URL KEY NAME: calls `greet` with FastMCP's client, which sends the key as X-API-Key."""

import asyncio
import sys

from fastmcp import Client
from fastmcp.client.transports import StreamableHttpTransport


async def main(url, key, name):
    async with Client(StreamableHttpTransport(url, headers={"X-API-Key": key})) as client:
        print((await client.call_tool("greet", {"name": name})).structured_content["message"])


asyncio.run(main(*sys.argv[1:]))
