// A Keycloak of its own, in development mode over TLS, whose realm is the example's.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, rmSync } from 'node:fs';
import { Browser } from './browser.mjs';
import { fetch_token, free_port, pause, scratch } from './support.mjs';

const realm = 'mcp-realm';
const redirect_uri = 'http://127.0.0.1/callback';
const slow_start = 600; // seconds, on a busy machine

export class KeycloakProvider {
  roles = ['offline_access'];
  machine = { client_id: 'mcp-server', client_secret: randomUUID() };
  public_client = { client_id: 'mcp-editor', redirect_uris: [redirect_uri] };
  password = randomUUID();
  log = '';

  static async make(home, realm_file, resource) {
    const provider = new KeycloakProvider();
    provider.home = home;
    provider.resource = resource;
    rmSync(`${home}/data`, { recursive: true, force: true });
    cpSync(realm_file, `${home}/data/import/realm.json`);
    provider.port = await free_port();
    provider.plain_port = await free_port(); // development mode opens it, wanted or not
    provider.root = `https://127.0.0.1:${provider.port}`;
    provider.issuer = `${provider.root}/realms/${realm}`;
    return provider;
  }

  async start() {
    this.process = spawn(`${this.home}/bin/kc.sh`, [
      'start-dev', '--import-realm', '--http-host=127.0.0.1',
      `--http-port=${this.plain_port}`, `--https-port=${this.port}`, `--hostname=${this.root}`,
      `--https-certificate-file=${scratch}/issuer.pem`, `--https-certificate-key-file=${scratch}/issuer.key`,
    ], {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true, // a group of its own: the script starts Java
      env: {
        ...process.env,
        JAVA_OPTS_APPEND: '-XX:TieredStopAtLevel=1',
        KC_BOOTSTRAP_ADMIN_USERNAME: 'admin',
        KC_BOOTSTRAP_ADMIN_PASSWORD: this.password,
        MCP_RESOURCE_IDENTIFIER: this.resource,
        KEYCLOAK_CLIENT_SECRET: this.machine.client_secret,
      },
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream.on('data', (text) => { this.log += text; });
    this.ended = new Promise((resolve) => this.process.once('close', resolve));
    const end = Date.now() + slow_start * 1000;
    while (!(await this.#answers())) {
      assert.ok(this.process.exitCode === null && Date.now() < end, `Keycloak did not start:\n${this.log}`);
      await pause(500);
    }
  }

  async stop() {
    if (!this.process || this.process.exitCode !== null) return;
    process.kill(-this.process.pid, 'SIGTERM');
    await this.ended;
  }

  token(scope) { return this.#token_of(this.machine, scope); }

  /// Of a client whose tokens are for nobody in particular.
  async foreign_token() {
    const other = { client_id: randomUUID(), client_secret: randomUUID() };
    await this.#admin('POST', `${realm}/clients`, {
      clientId: other.client_id,
      secret: other.client_secret,
      publicClient: false,
      serviceAccountsEnabled: true,
      defaultClientScopes: [],
      optionalClientScopes: ['mcp:read'],
    });
    return this.#token_of(other, 'mcp:read');
  }

  /// A user who is new logs in and agrees. The URL at the end of it.
  async consent(page) {
    const value = randomUUID();
    await this.#admin('POST', `${realm}/users`, {
      username: 'ada',
      email: 'ada@example.com',
      firstName: 'Ada',
      lastName: 'Lovelace',
      emailVerified: true,
      enabled: true,
      credentials: [{ type: 'password', value, temporary: false }],
    });
    const browser = new Browser();
    const asked_who = await browser.visit(page, redirect_uri);
    const asked_what = await browser.submit(asked_who, redirect_uri, { username: 'ada', password: value });
    assert.match(asked_what.page, /Let the tools work something out/);
    return new URL((await browser.submit(asked_what, redirect_uri, { accept: 'Yes' })).at);
  }

  /// Another key in place of those that sign now.
  async rotate() {
    const type = 'org.keycloak.keys.KeyProvider';
    const { id } = await this.#admin('GET', realm);
    const before = await this.#admin('GET', `${realm}/components?type=${type}`);
    await this.#admin('POST', `${realm}/components`, {
      name: 'rotated',
      providerId: 'rsa-generated',
      providerType: type,
      parentId: id,
      config: { priority: ['200'], enabled: ['true'], active: ['true'], algorithm: ['RS256'] },
    });
    for (const key of before.filter((component) => component.providerId === 'rsa-generated'))
      await this.#admin('DELETE', `${realm}/components/${key.id}`);
  }

  #token_of({ client_id, client_secret }, scope) {
    return fetch_token(`${this.issuer}/protocol/openid-connect/token`,
      { grant_type: 'client_credentials', client_id, client_secret, scope });
  }

  async #answers() {
    const answer = await fetch(`${this.issuer}/.well-known/openid-configuration`).catch(() => undefined);
    return answer?.status === 200 && (await answer.json()).issuer === this.issuer;
  }

  async #admin(method, path, body) {
    const token = await fetch_token(`${this.root}/realms/master/protocol/openid-connect/token`,
      { grant_type: 'password', client_id: 'admin-cli', username: 'admin', password: this.password });
    const answer = await fetch(`${this.root}/admin/realms/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}
