// typescript1.mjs REVISION SERVER TALK: the official TypeScript SDK 1.x.
import assert from 'node:assert/strict';
import { Client } from 'sdk1/client/index.js';
import { SSEClientTransport } from 'sdk1/client/sse.js';
import { StdioClientTransport } from 'sdk1/client/stdio.js';
import { StreamableHTTPClientTransport } from 'sdk1/client/streamableHttp.js';
import { CreateMessageRequestSchema, ElicitRequestSchema, ResourceUpdatedNotificationSchema } from 'sdk1/types.js';
import { about, options, talks, transport_to } from './conversation.mjs';

const [revision, server, talk] = process.argv.slice(2);
const transport = transport_to(server, StdioClientTransport, StreamableHTTPClientTransport, SSEClientTransport);

// The SDK always proposes its newest revision: propose the one under test instead.
const send = transport.send.bind(transport);
transport.send = (message, how) => {
  if (message.method === 'initialize') message.params.protocolVersion = revision;
  return send(message, how);
};
let negotiated;
const agree = transport.setProtocolVersion?.bind(transport);
transport.setProtocolVersion = (version) => { negotiated = version; agree?.(version); };

const client = new Client(about, options);
await client.connect(transport);
assert.equal(negotiated, revision);
await talks[talk]({
  client,
  call: (params, how) => client.callTool(params, undefined, how),
  on_elicitation: (answer) => client.setRequestHandler(ElicitRequestSchema, answer),
  on_sampling: (answer) => client.setRequestHandler(CreateMessageRequestSchema, answer),
  watch: (uri, heard) => {
    client.setNotificationHandler(ResourceUpdatedNotificationSchema, heard);
    return client.subscribeResource({ uri });
  },
}, revision);
await client.close();
