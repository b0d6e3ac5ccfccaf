// What holds with any provider: that has issuer, roles, token(scope), foreign_token(), rotate(), stop() and start().
import assert from 'node:assert/strict';
import { shows, until } from './support.mjs';
import { Server } from './server.mjs';

const all_scopes = ['mcp:infer', 'mcp:read', 'mcp:write'];
/// The longest that a server takes to ask for keys again.
const cooldown = 60;

export async function first_come_the_keys(server) {
  await shows('ready once the provider has shown its keys', () =>
    until(200, () => server.status('/readyz'), 30));
}

export async function who_may_do_what(server, provider) {
  const metadata_url = `${server.base}/.well-known/oauth-protected-resource/mcp`;
  const reader = await provider.token('mcp:read');

  await shows('the metadata names the resource, its provider and its scopes', async () => {
    const metadata = await (await fetch(metadata_url)).json();
    assert.equal(metadata.resource, server.url);
    assert.deepEqual(metadata.authorization_servers, [provider.issuer]);
    assert.deepEqual(metadata.scopes_supported.sort(), all_scopes);
  });

  await shows('without a token: 401, and where the metadata is', async () => {
    const { status, challenge } = await server.call('', 'echo', { message: 'hi' });
    assert.equal(status, 401);
    assert.match(challenge, /^Bearer /);
    assert.ok(challenge.includes(`resource_metadata="${metadata_url}"`), challenge);
  });

  await shows('a token with the scope calls the tool, over MCP and REST', async () => {
    const { status, body } = await server.call(reader, 'echo', { message: 'hi', uppercase: true });
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.result.structuredContent.echo, 'HI');
    const plain = await server.rest(reader, 'echo', { message: 'hi' });
    assert.equal(plain.status, 200);
    assert.equal(plain.body.echo, 'hi');
  });

  await shows('tools see who calls, and lists show what the caller may use', async () => {
    const me = (await server.rest(reader, 'me', {})).body;
    assert.equal(me.issuer, provider.issuer);
    assert.ok(me.subject.length > 0);
    assert.ok(me.scopes.includes('mcp:read') && !me.scopes.includes('mcp:write'));
    for (const role of provider.roles) assert.ok(me.roles.includes(role), `${role} in ${me.roles}`);
    const { body } = await server.request(reader, 'tools/list');
    assert.deepEqual(body.result.tools.map((tool) => tool.name).sort(), ['echo', 'me', 'timestamp']);
  });

  await shows('without the scope: 403 and all scopes that it takes, with which it works', async () => {
    const sum = { operation: 'add', operands: [19, 23] };
    const refused = await server.call(reader, 'calculate', sum);
    assert.equal(refused.status, 403);
    assert.match(refused.challenge, /error="insufficient_scope"/);
    assert.ok(refused.challenge.includes(`resource_metadata="${metadata_url}"`), refused.challenge);
    const scopes = /scope="([^"]*)"/.exec(refused.challenge)[1];
    assert.equal(scopes, 'mcp:write');
    assert.equal((await server.rest(reader, 'calculate', sum)).status, 403);

    const stepped_up = await provider.token(`mcp:read ${scopes}`);
    const { status, body } = await server.call(stepped_up, 'calculate', sum);
    assert.equal(status, 200);
    assert.equal(body.result.structuredContent.result, 42);
  });

  await shows('a token for another resource, and one that was changed, are refused', async () => {
    assert.equal(await server.echo_status(await provider.foreign_token()), 401);
    const [head, claims, signature] = reader.split('.');
    const changed = JSON.parse(Buffer.from(claims, 'base64url'));
    changed.scope = all_scopes.join(' ');
    const forged = [head, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.');
    assert.equal(await server.echo_status(forged), 401);
  });
}

export async function keys_rotate(server, provider) {
  const kid = (token) => JSON.parse(Buffer.from(token.split('.')[0], 'base64url')).kid;
  const before = await provider.token('mcp:read');
  assert.equal(await server.echo_status(before), 200);
  await provider.rotate();
  const after = await provider.token('mcp:read');
  assert.notEqual(kid(after), kid(before));

  await shows('new keys are picked up without a restart', () =>
    until(200, () => server.echo_status(after), cooldown + 15));
  await shows('keys that are published no more count no more', async () =>
    assert.equal(await server.echo_status(before), 401));
}

export async function the_provider_goes_away(program, server, provider) {
  const token = await provider.token('mcp:read');
  assert.equal(await server.echo_status(token), 200);
  await provider.stop();
  await assert.rejects(fetch(provider.issuer));

  await shows('while the provider is away, its known keys go on', async () => {
    assert.equal(await server.echo_status(token), 200);
    assert.equal(await server.status('/readyz'), 200);
  });

  const late = await Server.start(program, provider.issuer, { MCP_RESOURCE_IDENTIFIER: server.url });
  try {
    await shows('a server started then lives, is not ready, and lets nobody in', async () => {
      await until(200, () => late.status('/livez'), 30);
      assert.equal(await late.status('/readyz'), 503);
      assert.equal(await late.echo_status(token), 503);
      assert.equal((await late.call('', 'echo', { message: 'hi' })).status, 401);
    });
    await provider.start();
    await shows('it is ready once the provider is back', async () => {
      await until(200, () => late.status('/readyz'), cooldown);
      assert.equal(await late.echo_status(await provider.token('mcp:read')), 200);
    });
  } catch (error) {
    console.error(late.log);
    throw error;
  } finally {
    await late.stop();
  }
}
