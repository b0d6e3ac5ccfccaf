// The generated server as a process, and what a client without an SDK says to it.
import { spawn } from 'node:child_process';
import { free_port, scratch } from './support.mjs';

const revision = '2026-07-28';

export class Server {
  log = '';

  /// PORT is chosen before: the server is told under which address it is known.
  constructor(program, issuer, port, environment = {}) {
    this.base = `http://127.0.0.1:${port}`;
    this.url = `${this.base}/mcp`;
    this.environment = {
      OAUTH_ISSUER: issuer,
      MCP_RESOURCE_IDENTIFIER: this.url,
      PUBLIC_URL: this.base,
      OAUTH_CA_FILE: `${scratch}/ca.pem`,
      ...environment,
    };
    this.process = spawn(program, ['--port', String(port)], {
      cwd: scratch,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: this.environment,
    });
    this.process.stderr.on('data', (text) => { this.log += text; });
    this.ended = new Promise((resolve) => this.process.once('exit', resolve));
  }

  static async start(program, issuer, environment) {
    return new Server(program, issuer, await free_port(), environment);
  }

  async stop() {
    this.process.kill();
    await this.ended;
  }

  async status(path) {
    const answer = await fetch(this.base + path).catch(() => ({ status: 0 }));
    return answer.status;
  }

  async request(token, method, params = {}) {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': revision,
      'mcp-method': method,
    };
    if (params.name) headers['mcp-name'] = params.name;
    if (token) headers.authorization = `Bearer ${token}`;
    const _meta = {
      'io.modelcontextprotocol/protocolVersion': revision,
      'io.modelcontextprotocol/clientCapabilities': {},
      'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
    };
    const answer = await fetch(this.url, {
      method: 'POST',
      headers,
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: { ...params, _meta } }),
    });
    const text = await answer.text();
    const body = text.startsWith('{') ? JSON.parse(text) : text;
    return { status: answer.status, challenge: answer.headers.get('www-authenticate') ?? '', body };
  }

  call(token, name, args) { return this.request(token, 'tools/call', { name, arguments: args }); }

  async echo_status(token) { return (await this.call(token, 'echo', { message: 'hi' })).status; }

  /// The same tool by plain HTTP.
  async rest(token, name, args) {
    const answer = await fetch(`${this.base}/api/tools/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(args),
    });
    return { status: answer.status, body: await answer.json() };
  }
}
