// What both official TypeScript SDKs say to a server. `sdk` has the client, and what the two name differently.
import assert from 'node:assert/strict';

const capabilities = { elicitation: {}, sampling: {} };
export const about = { name: 'test', version: '1.0.0' };
export const options = { capabilities };

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const text = (answer) => answer.content[0].text;
const is_url = (server) => server.startsWith('http://');

/// What the server asks for besides, as `run` has it.
function headers() {
  const [, name, value] = /^([^:]+): (.*)$/.exec(process.env.MCPGEN_CLIENT_HEADER ?? '') ?? [];
  return name ? { [name]: value } : {};
}

/// The transport of a command, or of a URL, which for HTTP+SSE ends with /sse.
export function transport_to(server, Stdio, Http, Sse) {
  if (!is_url(server)) return new Stdio({ command: server });
  return new (server.endsWith('/sse') ? Sse : Http)(new URL(server), { requestInit: { headers: headers() } });
}

async function greet({ client, call }, revision) {
  const { tools } = await client.listTools();
  assert.deepEqual(tools.map((tool) => tool.name), ['greet']);
  const answer = await call({ name: 'greet', arguments: { name: 'Ada' } });
  assert.ok(!answer.isError);
  assert.match(text(answer), /Hello, Ada!/);
  if (revision >= '2025-06-18') assert.equal(answer.structuredContent.message, 'Hello, Ada!');

  const refused = await call({ name: 'greet', arguments: {} }).catch((error) => ({ isError: true, error }));
  assert.ok(refused.isError, 'a call without its required argument fails');
}

async function everything({ client, call, on_elicitation, on_sampling, watch }, revision) {
  const { tools } = await client.listTools();
  assert.ok(tools.length > 20);
  const { resources } = await client.listResources();
  assert.ok(resources.some((resource) => resource.uri === 'test://watched-resource'));
  const { contents } = await client.readResource({ uri: 'test://template/123/data' });
  assert.equal(JSON.parse(contents[0].text).id, '123');
  const { prompts } = await client.listPrompts();
  assert.ok(prompts.some((prompt) => prompt.name === 'test_simple_prompt'));
  assert.match(text(await call({ name: 'test_simple_text', arguments: {} })), /simple text/);

  const heard = [];
  const done = await call({ name: 'test_tool_with_progress', arguments: {} },
    { onprogress: ({ progress, total }) => heard.push([progress, total]) });
  assert.match(text(done), /completed/);
  assert.deepEqual(heard, [[0, 100], [50, 100], [100, 100]]);

  const returned = await call({ name: 'test_reconnection', arguments: {} });
  assert.match(text(returned), /completed/, 'who is let go comes back for the answer');

  const leaves = new AbortController();
  const slow = call({ name: 'slow_compute', arguments: { seconds: 600 } }, { signal: leaves.signal });
  setTimeout(() => leaves.abort(), 300);
  await assert.rejects(slow);
  const next = await call({ name: 'slow_compute', arguments: { seconds: 0 } }, { timeout: 10_000 });
  assert.match(text(next), /Computed/, 'the cancelled call is out of the way');

  let updates = 0;
  await watch('test://watched-resource', () => { ++updates; });
  for (let i = 0; i < 100 && updates === 0; ++i) { // the stream may open only after the first change
    await call({ name: 'test_trigger_resource_change', arguments: {} });
    await pause(50);
  }
  assert.ok(updates > 0, 'who watches a resource hears that it changed');

  on_sampling(() => ({ role: 'assistant', model: 'none', content: { type: 'text', text: 'Paris' } }));
  const sampled = await call({ name: 'test_sampling', arguments: { prompt: 'What is the capital of France?' } });
  assert.equal(text(sampled), 'LLM response: Paris');
  if (revision < '2025-06-18') return; // there was no elicitation
  on_elicitation(() => ({ action: 'accept', content: { name: 'Ada' } }));
  const asked = await call({ name: 'test_input_required_result_elicitation', arguments: {} });
  assert.equal(text(asked), 'Hello, Ada!');
}

export const talks = { greet, everything };
