"""openapi.py REVISION URL: what the door `rest` says of itself is valid, and is enough to call every tool by.

The description is checked by openapi-spec-validator; then FastMCP makes tools of it and calls one.
"""

import asyncio
import sys

import httpx
from fastmcp import Client, FastMCP
from openapi_spec_validator import OpenAPIV31SpecValidator


async def talk(base: str) -> None:
    async with httpx.AsyncClient(base_url=base, headers={"Accept": "application/json"}) as http:
        description = (await http.get("/openapi.json")).json()
        OpenAPIV31SpecValidator(description).validate()
        tools = [path.removeprefix("/api/tools/") for path in description["paths"]]
        assert len(tools) > 10, tools

        async with Client(FastMCP.from_openapi(openapi_spec=description, client=http)) as client:
            assert sorted(tool.name for tool in await client.list_tools()) == sorted(tools)
            said = await client.call_tool("greet", {"name": "Ada"})
            assert said.structured_content["content"][0]["text"] == "Hello, Ada!", said

        failed = await http.post("/api/tools/test_error_handling", json={})
        assert failed.status_code == 500, failed
        assert failed.headers["content-type"] == "application/problem+json"


url = sys.argv[2]
asyncio.run(talk(url[: url.index("/", len("http://"))]))
