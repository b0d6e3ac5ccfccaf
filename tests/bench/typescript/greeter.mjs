// The same `greet` tool on the official TypeScript SDK.
import { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

export function greeter() {
  const server = new McpServer({ name: 'greeter', version: '0.1.0' });
  server.registerTool(
    'greet',
    {
      description: 'Greet a person by name.',
      inputSchema: z.object({ name: z.string() }),
      outputSchema: z.object({ message: z.string() }),
    },
    async ({ name }) => {
      const output = { message: `Hello, ${name}!` };
      return { content: [{ type: 'text', text: JSON.stringify(output) }], structuredContent: output };
    },
  );
  return server;
}
