// editor.mjs SERVER MANIFEST...: each manifest, opened as an editor opens it in the YAML language server,
// finds the schema that its first line names.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [program, ...manifests] = process.argv.slice(2);
const tools = 'What a model may call.'; // how our description of `tools` begins

class LanguageServer {
  #process = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  #answers = new Map();
  #diagnostics = new Map();
  #unread = Buffer.alloc(0);
  #requests = 0;

  constructor() {
    this.#process.stdout.on('data', (bytes) => this.#read(bytes));
    this.#process.on('exit', (code) => process.exit(code ?? 1));
  }

  #read(bytes) {
    this.#unread = Buffer.concat([this.#unread, bytes]);
    for (;;) {
      const end = this.#unread.indexOf('\r\n\r\n');
      if (end < 0) return;
      const size = Number(/Content-Length: (\d+)/.exec(this.#unread.subarray(0, end))[1]);
      if (this.#unread.length < end + 4 + size) return;
      this.#take(JSON.parse(this.#unread.subarray(end + 4, end + 4 + size)));
      this.#unread = this.#unread.subarray(end + 4 + size);
    }
  }

  #take(message) {
    if (message.method === 'textDocument/publishDiagnostics') {
      this.#diagnostics.get(message.params.uri)?.(message.params.diagnostics);
    } else if (message.method && message.id !== undefined) {
      const nothing = message.method === 'workspace/configuration' ? message.params.items.map(() => null) : null;
      this.#send({ id: message.id, result: nothing });
    } else if (message.id !== undefined) {
      assert.equal(message.error, undefined);
      this.#answers.get(message.id)(message.result);
    }
  }

  #send(message) {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  notify(method, params) {
    this.#send({ method, params });
  }

  request(method, params) {
    const id = ++this.#requests;
    this.#send({ id, method, params });
    return new Promise((answered) => this.#answers.set(id, answered));
  }

  // What is found in a text that lies at `uri`.
  open(uri, text) {
    const found = new Promise((published) => this.#diagnostics.set(uri, published));
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
    return found;
  }

  end() {
    this.#process.removeAllListeners('exit');
    this.#process.kill();
  }
}

const server = new LanguageServer();
await server.request('initialize', {
  processId: process.pid,
  rootUri: null,
  capabilities: {
    textDocument: {
      completion: { completionItem: { documentationFormat: ['markdown', 'plaintext'] } },
      hover: { contentFormat: ['markdown', 'plaintext'] },
    },
  },
});
server.notify('initialized', {});
server.notify('workspace/didChangeConfiguration', {
  settings: { yaml: { validate: true, completion: true, hover: true, schemaStore: { enable: false } } },
});

const lineOf = (text, start) => text.split('\n').findIndex((line) => line.startsWith(start));

for (const manifest of manifests) {
  // Beside the manifest, so that its first line leads to the same schema.
  const beside = (name) => pathToFileURL(resolve(dirname(manifest), name)).href;
  const text = readFileSync(manifest, 'utf8');

  const whole = beside('mcpgen.yaml');
  assert.deepEqual(await server.open(whole, text), [], `${manifest} is without fault`);
  const hover = await server.request('textDocument/hover', {
    textDocument: { uri: whole },
    position: { line: lineOf(text, 'tools:'), character: 2 },
  });
  assert.ok(JSON.stringify(hover?.contents ?? '').includes(tools), 'hovering over `tools` shows what it is');

  const misspelt = text.replace('    description:', '    descripton:');
  const found = await server.open(beside('misspelt.yaml'), misspelt);
  assert.equal(found.length, 1, JSON.stringify(found));
  assert.match(found[0].message, /descripton/);
  assert.equal(found[0].range.start.line, lineOf(misspelt, '    descripton:'));

  const begun = text.slice(0, text.indexOf('tools:')) + 'too';
  await server.open(beside('begun.yaml'), begun);
  const completion = await server.request('textDocument/completion', {
    textDocument: { uri: beside('begun.yaml') },
    position: { line: lineOf(begun, 'too'), character: 3 },
  });
  const offered = completion.items.find((item) => item.label === 'tools');
  assert.ok(JSON.stringify(offered?.documentation ?? '').includes(tools), JSON.stringify(completion.items));
}
server.end();
