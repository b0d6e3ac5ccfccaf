"""python2.py REVISION SERVER TALK: the official Python SDK 2.x."""

import asyncio
import contextlib

import mcp.client.session
import mcp_types as types
from mcp.client.sse import sse_client
from mcp import StdioServerParameters
from mcp.client.client import Client as Connection
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client

import conversation


async def answer_elicitation(context, params):
    return types.ElicitResult(action="accept", content={"name": "Ada"})


async def answer_sampling(context, params):
    return types.CreateMessageResult(
        role="assistant", model="none", content=types.TextContent(type="text", text="Paris")
    )


class Client:
    def __init__(self, connection, changed):
        self.connection = connection
        self.changed = changed

    async def tools(self):
        return [tool.name for tool in (await self.connection.list_tools()).tools]

    async def resources(self):
        return [str(resource.uri) for resource in (await self.connection.list_resources()).resources]

    async def prompts(self):
        return [prompt.name for prompt in (await self.connection.list_prompts()).prompts]

    async def read(self, uri):
        return (await self.connection.read_resource(uri)).contents[0].text

    async def call(self, tool, arguments, on_progress=None):
        answer = await self.connection.call_tool(tool, arguments, progress_callback=on_progress)
        assert not answer.is_error, answer
        return answer.content[0].text, answer.structured_content

    async def cancel_call(self, tool, arguments):
        call = asyncio.create_task(self.connection.call_tool(tool, arguments))
        await asyncio.sleep(0.3)
        call.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await call

    @contextlib.asynccontextmanager
    async def watch(self, uri):
        if self.connection.protocol_version < "2026-07-28":
            await self.connection.subscribe_resource(uri)
            yield self.changed
            await self.connection.unsubscribe_resource(uri)
            return
        async with self.connection.listen(resource_subscriptions=[uri]) as events:
            listening = asyncio.create_task(self.wait_for_one(events))
            yield self.changed
            listening.cancel()

    async def wait_for_one(self, events):
        async for event in events:
            self.changed.set()


@contextlib.asynccontextmanager
async def connect(revision, server):
    modern = revision >= "2026-07-28"
    if not modern:
        mcp.client.session.LATEST_HANDSHAKE_VERSION = revision  # what the SDK proposes
    changed = asyncio.Event()

    async def on_message(message):
        if isinstance(message, types.ResourceUpdatedNotification):
            changed.set()

    if not server.startswith("http://"):
        reached = StdioServerParameters(command=server)
    elif server.endswith("/sse"):
        reached = sse_client(server)
    else:
        reached = streamable_http_client(server, http_client=create_mcp_http_client(conversation.headers()))
    async with Connection(
        reached,
        mode="auto" if modern else "legacy",
        elicitation_callback=answer_elicitation,
        sampling_callback=answer_sampling,
        message_handler=on_message,
    ) as connection:
        assert connection.protocol_version == revision, connection.protocol_version
        yield Client(connection, changed)


conversation.main(connect)
