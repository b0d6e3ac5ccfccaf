"""client.py URL PRIVATE_KEY NAME: signs a token for itself, and calls `greet` with FastMCP's client."""

import asyncio
import sys
import time

import jwt
from fastmcp import Client
from fastmcp.client.transports import StreamableHttpTransport


def mint(private_key, audience):
    now = int(time.time())
    claims = {"iss": "https://issuer.example.com", "aud": audience, "sub": "python", "client_id": "python",
              "iat": now, "exp": now + 300, "jti": str(now), "scope": "greet"}
    with open(private_key) as file:
        return jwt.encode(claims, file.read(), algorithm="RS256", headers={"typ": "at+jwt"})


async def main(url, private_key, name):
    async with Client(StreamableHttpTransport(url, auth=mint(private_key, url))) as client:
        print((await client.call_tool("greet", {"name": name})).structured_content["message"])


asyncio.run(main(*sys.argv[1:]))
