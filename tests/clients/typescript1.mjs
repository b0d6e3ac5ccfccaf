// typescript1.mjs REVISION SERVER: the official TypeScript SDK 1.x.
import assert from 'node:assert/strict';
import { Client } from 'sdk1/client/index.js';
import { StdioClientTransport } from 'sdk1/client/stdio.js';

const [revision, command] = process.argv.slice(2);
const transport = new StdioClientTransport({ command });

// The SDK always proposes its newest revision: propose the one under test instead.
const send = transport.send.bind(transport);
transport.send = (message, options) => {
  if (message.method === 'initialize') message.params.protocolVersion = revision;
  return send(message, options);
};
let negotiated;
transport.setProtocolVersion = (version) => { negotiated = version; };

const client = new Client({ name: 'test', version: '1.0.0' });
await client.connect(transport);
assert.equal(negotiated, revision);

const { tools } = await client.listTools();
assert.deepEqual(tools.map((tool) => tool.name), ['greet']);
const answer = await client.callTool({ name: 'greet', arguments: { name: 'Ada' } });
assert.ok(!answer.isError);
assert.match(answer.content[0].text, /Hello, Ada!/);
if (revision >= '2025-06-18') assert.equal(answer.structuredContent.message, 'Hello, Ada!');

const refused = await client.callTool({ name: 'greet', arguments: {} }).catch((error) => ({ isError: true, error }));
assert.ok(refused.isError, 'a call without its required argument fails');
await client.close();
