// oidc-provider as an authorization server for one resource, on a port of its own.
import assert from 'node:assert/strict';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer as create_plain_server } from 'node:http';
import { createServer } from 'node:https';
import Provider from 'oidc-provider';
import { Browser } from './browser.mjs';
import { fetch_token, free_port, read } from './support.mjs';

const scopes = 'mcp:read mcp:write mcp:infer';
const redirect_uri = 'http://127.0.0.1/callback';

/// A provider that is asked as Keycloak is: its realm is a path, and clients name themselves in the form.
const realm = '/realms/mcp-realm';
const as_keycloak = {
  routes: { jwks: `${realm}/protocol/openid-connect/certs`, token: `${realm}/protocol/openid-connect/token` },
  clientDefaults: { token_endpoint_auth_method: 'client_secret_post' },
};

const machine_client = (client_id) => ({
  client_id,
  client_secret: randomUUID(),
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
});

function new_key() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' };
}

export class PanvaProvider {
  resource = '';
  roles = ['reader'];
  machine = machine_client('machine');
  opaque = machine_client('opaque');
  public_client = {
    client_id: 'editor',
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code'],
    redirect_uris: [redirect_uri],
  };

  static async make() {
    const provider = new PanvaProvider();
    provider.port = await free_port();
    provider.issuer = `https://127.0.0.1:${provider.port}`;
    provider.rotate();
    return provider;
  }

  /// By plain http, in the place of a Keycloak in development mode.
  static async in_place_of_keycloak() {
    const provider = new PanvaProvider();
    provider.port = await free_port();
    provider.plain = true;
    provider.issuer = `http://127.0.0.1:${provider.port}${realm}`;
    provider.rotate();
    return provider;
  }

  /// Another key in place of the last one.
  rotate() {
    const configuration = this.#configuration(new_key());
    this.provider = new Provider(this.issuer, this.plain ? { ...configuration, ...as_keycloak } : configuration);
    this.handler = this.provider.callback();
  }

  async start() {
    const answer = (request, response) => {
      if (request.url.startsWith('/interaction/')) return this.#agree(request, response);
      if (this.plain) request.url = request.url.replace(`${realm}/.well-known/`, '/.well-known/'); // its one fixed path
      return this.handler(request, response);
    };
    this.server = this.plain ? create_plain_server(answer) :
      createServer({ key: read('issuer.key'), cert: read('issuer.pem') }, answer);
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async stop() {
    if (!this.server?.listening) return;
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  token(scope) { return this.#token_of(this.machine, scope, this.resource); }
  foreign_token() { return this.#token_of(this.machine, 'mcp:read', 'https://other.example.com/mcp'); }
  opaque_token(scope) { return this.#token_of(this.opaque, scope, this.resource); }

  async revoke(token) {
    const answer = await fetch(`${this.issuer}/token/revocation`, {
      method: 'POST',
      headers: { authorization: basic(this.opaque) },
      body: new URLSearchParams({ token }),
    });
    assert.equal(answer.status, 200);
  }

  /// The user needs to press nothing. The URL at the end of it.
  async consent(page) {
    const { at } = await new Browser().visit(page, redirect_uri);
    return new URL(at);
  }

  #token_of(client, scope, resource) {
    return fetch_token(`${this.issuer}/token`, { grant_type: 'client_credentials', scope, resource }, basic(client));
  }

  /// The user logs in and agrees to whatever is asked.
  async #agree(request, response) {
    const { prompt, params, session } = await this.provider.interactionDetails(request, response);
    if (prompt.name === 'login')
      return this.provider.interactionFinished(request, response, { login: { accountId: 'ada' } });
    const grant = new this.provider.Grant({ accountId: session.accountId, clientId: params.client_id });
    for (const [resource, wanted] of Object.entries(prompt.details.missingResourceScopes ?? {}))
      grant.addResourceScope(resource, wanted.join(' '));
    const result = { consent: { grantId: await grant.save() } };
    return this.provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
  }

  #configuration(key) {
    return {
      jwks: { keys: [key] },
      clients: [this.machine, this.opaque, this.public_client],
      cookies: { keys: [randomUUID()] },
      pkce: { required: () => true },
      interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
      findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
      extraTokenClaims: () => ({ realm_access: { roles: this.roles } }),
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        introspection: { enabled: true, allowedPolicy: () => true },
        revocation: { enabled: true },
        resourceIndicators: {
          enabled: true,
          defaultResource: (_context, _client, named) => named ?? this.resource,
          useGrantedResource: () => true,
          getResourceServerInfo: (_context, audience, client) => ({
            audience,
            scope: scopes,
            accessTokenTTL: 300,
            accessTokenFormat: client.clientId === this.opaque.client_id ? 'opaque' : 'jwt',
            jwt: { sign: { alg: 'RS256' } },
          }),
        },
      },
    };
  }
}

const basic = ({ client_id, client_secret }) =>
  `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}`;
