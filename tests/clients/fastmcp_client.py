"""fastmcp_client.py REVISION SERVER TALK: FastMCP's client, which speaks what its SDK speaks newest."""

import asyncio
import contextlib

import mcp.types as types
from fastmcp import Client as Connection
from fastmcp.client.transports import SSETransport, StdioTransport, StreamableHttpTransport

import conversation


async def answer_elicitation(message, response_type, params, context):
    return {"name": "Ada"}


async def answer_sampling(messages, params, context):
    return "Paris"


class Client:
    def __init__(self, connection, changed):
        self.connection = connection
        self.changed = changed

    async def tools(self):
        return [tool.name for tool in await self.connection.list_tools()]

    async def resources(self):
        return [str(resource.uri) for resource in await self.connection.list_resources()]

    async def prompts(self):
        return [prompt.name for prompt in await self.connection.list_prompts()]

    async def read(self, uri):
        return (await self.connection.read_resource(uri))[0].text

    async def call(self, tool, arguments, on_progress=None):
        answer = await self.connection.call_tool(tool, arguments, progress_handler=on_progress)
        return answer.content[0].text, answer.structured_content

    async def cancel_call(self, tool, arguments):
        call = asyncio.create_task(self.connection.call_tool(tool, arguments))
        await asyncio.sleep(0.3)
        await self.connection.cancel(self.connection.session._request_id - 1)
        call.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await call

    @contextlib.asynccontextmanager
    async def watch(self, uri):
        await self.connection.session.subscribe_resource(uri)
        yield self.changed
        await self.connection.session.unsubscribe_resource(uri)


def transport_to(server):
    if not server.startswith("http://"):
        return StdioTransport(command=server, args=[])
    kind = SSETransport if server.endswith("/sse") else StreamableHttpTransport
    return kind(server, headers=conversation.headers())


@contextlib.asynccontextmanager
async def connect(revision, server):
    changed = asyncio.Event()

    async def on_message(message):
        if isinstance(getattr(message, "root", None), types.ResourceUpdatedNotification):
            changed.set()

    async with Connection(
        transport_to(server),
        elicitation_handler=answer_elicitation,
        sampling_handler=answer_sampling,
        message_handler=on_message,
    ) as connection:
        assert connection.initialize_result.protocolVersion == revision, connection.initialize_result
        yield Client(connection, changed)


conversation.main(connect)
