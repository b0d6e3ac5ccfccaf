// Over HTTP, guarded as the SDK advises; its URL goes to descriptor 3.
import { writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { localhostHostValidation, localhostOriginValidation, toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { greeter } from './greeter.mjs';

const host_is_good = localhostHostValidation();
const origin_is_good = localhostOriginValidation();
const handle = toNodeHandler(createMcpHandler(greeter));
const server = createServer((request, response) => {
  if (host_is_good(request, response) && origin_is_good(request, response)) handle(request, response);
});
server.listen(0, '127.0.0.1', () => writeSync(3, `http://127.0.0.1:${server.address().port}/mcp\n`));
