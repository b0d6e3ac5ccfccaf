"""python1.py REVISION SERVER TALK: the official Python SDK 1.x."""

import asyncio
import contextlib

import mcp.types as types
from mcp import ClientSession, StdioServerParameters
from mcp.client.sse import sse_client
from mcp.client.stdio import stdio_client
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
    def __init__(self, session, changed):
        self.session = session
        self.changed = changed

    async def tools(self):
        return [tool.name for tool in (await self.session.list_tools()).tools]

    async def resources(self):
        return [str(resource.uri) for resource in (await self.session.list_resources()).resources]

    async def prompts(self):
        return [prompt.name for prompt in (await self.session.list_prompts()).prompts]

    async def read(self, uri):
        return (await self.session.read_resource(uri)).contents[0].text

    async def call(self, tool, arguments, on_progress=None):
        answer = await self.session.call_tool(tool, arguments, progress_callback=on_progress)
        assert not answer.isError, answer
        return answer.content[0].text, answer.structuredContent

    async def cancel_call(self, tool, arguments):
        call = asyncio.create_task(self.session.call_tool(tool, arguments))
        await asyncio.sleep(0.3)
        request = self.session._request_id - 1  # the SDK leaves it to its user to say so
        taken_back = types.CancelledNotification(params=types.CancelledNotificationParams(requestId=request))
        await self.session.send_notification(types.ClientNotification(taken_back))
        call.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await call

    @contextlib.asynccontextmanager
    async def watch(self, uri):
        await self.session.subscribe_resource(uri)
        yield self.changed
        await self.session.unsubscribe_resource(uri)


@contextlib.asynccontextmanager
async def connect(revision, server):
    types.LATEST_PROTOCOL_VERSION = revision  # what the SDK proposes
    changed = asyncio.Event()

    async def on_message(message):
        if isinstance(getattr(message, "root", None), types.ResourceUpdatedNotification):
            changed.set()

    if not server.startswith("http://"):
        transport = stdio_client(StdioServerParameters(command=server))
    elif server.endswith("/sse"):
        transport = sse_client(server)
    else:
        transport = streamable_http_client(server, http_client=create_mcp_http_client(conversation.headers()))
    async with transport as (read, write, *_):
        async with ClientSession(
            read,
            write,
            elicitation_callback=answer_elicitation,
            sampling_callback=answer_sampling,
            message_handler=on_message,
        ) as session:
            opened = await session.initialize()
            assert opened.protocolVersion == revision, opened.protocolVersion
            yield Client(session, changed)


conversation.main(connect)
