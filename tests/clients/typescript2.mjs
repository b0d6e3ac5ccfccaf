// typescript2.mjs REVISION SERVER: the official TypeScript SDK 2.x.
import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const [revision, command] = process.argv.slice(2);
const options = revision >= '2026-07-28'
  ? { versionNegotiation: { mode: 'auto' } }
  : { supportedProtocolVersions: [revision] };

const client = new Client({ name: 'test', version: '1.0.0' }, options);
await client.connect(new StdioClientTransport({ command }));
assert.equal(client.getNegotiatedProtocolVersion(), revision);

const { tools } = await client.listTools();
assert.deepEqual(tools.map((tool) => tool.name), ['greet']);
const answer = await client.callTool({ name: 'greet', arguments: { name: 'Ada' } });
assert.ok(!answer.isError);
assert.match(answer.content[0].text, /Hello, Ada!/);
if (revision >= '2025-06-18') assert.equal(answer.structuredContent.message, 'Hello, Ada!');

const refused = await client.callTool({ name: 'greet', arguments: {} }).catch((error) => ({ isError: true, error }));
assert.ok(refused.isError, 'a call without its required argument fails');
await client.close();
