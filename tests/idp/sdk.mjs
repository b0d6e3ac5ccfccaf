// The official TypeScript SDKs, which are told a URL and no token.
import assert from 'node:assert/strict';
import { Client as Client2, StreamableHTTPClientTransport as Transport2 } from '@modelcontextprotocol/client';
import { ClientCredentialsProvider } from 'sdk1/client/auth-extensions.js';
import { Client as Client1 } from 'sdk1/client/index.js';
import { StreamableHTTPClientTransport as Transport1 } from 'sdk1/client/streamableHttp.js';

const about = { name: 'test', version: '1.0.0' };

async function calls(client, call) {
  const { tools } = await client.listTools();
  assert.deepEqual(tools.map((tool) => tool.name).sort(), ['calculate', 'echo', 'me', 'summarize', 'timestamp']);
  const answer = await call({ name: 'calculate', arguments: { operation: 'multiply', operands: [6, 7] } });
  assert.equal(answer.structuredContent.result, 42);
  await client.close();
}

/// SDK 1: 401, metadata, provider, token, call, with nobody there.
export async function walks_by_itself(url, issuer, { client_id, client_secret }) {
  const authProvider = new ClientCredentialsProvider({
    clientId: client_id,
    clientSecret: client_secret,
    expectedIssuer: issuer,
    scope: 'mcp:read mcp:write mcp:infer', // with this grant, the SDK asks for what it is told here alone
  });
  assert.equal(authProvider.tokens(), undefined);
  const client = new Client1(about);
  await client.connect(new Transport1(new URL(url), { authProvider }));
  assert.ok(authProvider.tokens().access_token);
  await calls(client, (params) => client.callTool(params));
}

/// What an application keeps of the walk of SDK 2.
class Kept {
  constructor(issuer, registered) { Object.assign(this, { issuer, registered }); }
  get redirectUrl() { return this.registered.redirect_uris[0]; }
  get clientMetadata() { return { client_name: 'test', redirect_uris: this.registered.redirect_uris }; }
  clientInformation() { return { client_id: this.registered.client_id, issuer: this.issuer }; }
  saveClientInformation() {}
  tokens() { return this.known; }
  saveTokens(tokens) { this.known = tokens; }
  redirectToAuthorization(page) { this.page = page; }
  saveCodeVerifier(verifier) { this.verifier = verifier; }
  codeVerifier() { return this.verifier; }
  saveDiscoveryState(state) { this.discovered = state; }
  discoveryState() { return this.discovered; }
}

/// SDK 2: the same by way of a page where a user logs in and agrees; `browse` gives the URL at the end of it.
export async function walks_with_a_user(url, issuer, registered, browse) {
  const authProvider = new Kept(issuer, registered);
  const transport = new Transport2(new URL(url), { authProvider });
  await assert.rejects(new Client2(about).connect(transport), /Unauthorized/);
  assert.equal(authProvider.page.searchParams.get('resource'), url);
  assert.equal(authProvider.page.searchParams.get('code_challenge_method'), 'S256');
  const back = await browse(authProvider.page);
  await transport.finishAuth(back.searchParams);

  const client = new Client2(about);
  await client.connect(new Transport2(new URL(url), { authProvider }));
  await calls(client, (params) => client.callTool(params));
}
