"""What the Python clients say to a server. Each brings a Client of its own: what they name differently."""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Callable
from typing import Any, Protocol


class Client(Protocol):
    async def tools(self) -> list[str]: ...
    async def resources(self) -> list[str]: ...
    async def prompts(self) -> list[str]: ...
    async def read(self, uri: str) -> str: ...

    async def call(self, tool: str, arguments: dict[str, Any], on_progress: Any = None) -> tuple[str, Any]:
        """The text and the structured content; an error raises."""

    async def cancel_call(self, tool: str, arguments: dict[str, Any]) -> None:
        """Calls, and takes it back while it runs."""

    def watch(self, uri: str) -> contextlib.AbstractAsyncContextManager[asyncio.Event]:
        """The event is set when the resource changes."""


def headers() -> dict[str, str]:
    """What the server asks for besides, as `run` has it."""
    name, _, value = os.environ.get("MCPGEN_CLIENT_HEADER", "").partition(": ")
    return {name: value} if name else {}


async def greet(client: Client, revision: str) -> None:
    assert await client.tools() == ["greet"]
    text, structured = await client.call("greet", {"name": "Ada"})
    assert "Hello, Ada!" in text, text
    if revision >= "2025-06-18":
        assert structured == {"message": "Hello, Ada!"}, structured


async def everything(client: Client, revision: str) -> None:
    assert len(await client.tools()) > 20
    assert "test://watched-resource" in await client.resources()
    assert json.loads(await client.read("test://template/123/data"))["id"] == "123"
    assert "test_simple_prompt" in await client.prompts()
    assert "simple text" in await answer(client, "test_simple_text")

    heard = []

    async def on_progress(progress: float, total: float | None, message: str | None = None) -> None:
        heard.append((progress, total))

    text, _ = await client.call("test_tool_with_progress", {}, on_progress)
    assert "completed" in text, text
    assert heard == [(0, 100), (50, 100), (100, 100)], heard

    assert "completed" in await answer(client, "test_reconnection")  # who is let go comes back for it

    await client.cancel_call("slow_compute", {"seconds": 600})
    async with asyncio.timeout(10):  # the cancelled call is out of the way
        assert "Computed" in await answer(client, "slow_compute", seconds=0)

    async with client.watch("test://watched-resource") as changed:
        for _ in range(100):  # the stream may open only after the first change
            await answer(client, "test_trigger_resource_change")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), 0.05)
                break
        assert changed.is_set()

    assert await answer(client, "test_sampling", prompt="The capital of France?") == "LLM response: Paris"
    if revision >= "2025-06-18":
        assert await answer(client, "test_input_required_result_elicitation") == "Hello, Ada!"


async def answer(client: Client, tool: str, **arguments: Any) -> str:
    text, _ = await client.call(tool, arguments)
    return text


def main(connect: Callable[[str, str], contextlib.AbstractAsyncContextManager[Client]]) -> None:
    """Runs a client's program: REVISION SERVER TALK, where the server is a command or a URL."""
    revision, server, talk = sys.argv[1:]

    async def run() -> None:
        async with connect(revision, server) as client:
            await {"greet": greet, "everything": everything}[talk](client, revision)

    asyncio.run(run())
