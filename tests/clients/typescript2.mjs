// typescript2.mjs REVISION SERVER TALK: the official TypeScript SDK 2.x.
import assert from 'node:assert/strict';
import { Client, SSEClientTransport, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { about, options, talks, transport_to } from './conversation.mjs';

const [revision, server, talk] = process.argv.slice(2);
const modern = revision >= '2026-07-28';
const negotiation = modern ? { versionNegotiation: { mode: 'auto' } } : { supportedProtocolVersions: [revision] };

const client = new Client(about, { ...options, ...negotiation });
await client.connect(transport_to(server, StdioClientTransport, StreamableHTTPClientTransport, SSEClientTransport));
assert.equal(client.getNegotiatedProtocolVersion(), revision);
await talks[talk]({
  client,
  call: (params, how) => client.callTool(params, how),
  on_elicitation: (answer) => client.setRequestHandler('elicitation/create', answer),
  on_sampling: (answer) => client.setRequestHandler('sampling/createMessage', answer),
  watch: (uri, heard) => {
    client.setNotificationHandler('notifications/resources/updated', heard);
    return modern ? client.listen({ resourceSubscriptions: [uri] }) : client.subscribeResource({ uri });
  },
}, revision);
await client.close();
