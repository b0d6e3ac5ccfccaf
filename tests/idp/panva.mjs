// panva.mjs SERVER MCPGEN ALIKE: the checks against oidc-provider, an OpenID provider for Node.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { first_come_the_keys, keys_rotate, the_provider_goes_away, who_may_do_what } from './checks.mjs';
import { PanvaProvider } from './panva_provider.mjs';
import { walks_by_itself, walks_with_a_user } from './sdk.mjs';
import { Server } from './server.mjs';
import { scratch, shows } from './support.mjs';

const [program, mcpgen, alike] = process.argv.slice(2);
const provider = await PanvaProvider.make();
const server = await Server.start(program, provider.issuer, {
  KEYCLOAK_CLIENT_ID: provider.machine.client_id,
  KEYCLOAK_CLIENT_SECRET: provider.machine.client_secret,
});
provider.resource = server.url;
await provider.start();

try {
  await first_come_the_keys(server);
  await who_may_do_what(server, provider);
  await shows('opaque tokens are shown to the provider, and good until they are revoked', async () => {
    const opaque = await provider.opaque_token('mcp:read');
    assert.ok(!opaque.includes('.'));
    const me = await server.rest(opaque, 'me', {});
    assert.deepEqual([me.status, me.body.subject, me.body.scopes], [200, 'client_id:opaque', ['mcp:read']]);
    assert.equal((await server.rest(opaque, 'calculate', { operation: 'sqrt', operands: [4] })).status, 403);
    const revoked = await provider.opaque_token('mcp:read');
    await provider.revoke(revoked);
    assert.equal(await server.echo_status(revoked), 401);
  });
  await shows('over stdio, where nobody is asked for a token, all is the same in every revision', async () => {
    await writeFile(`${scratch}/token`, await provider.token('mcp:read mcp:write mcp:infer'), { mode: 0o600 });
    const words = [mcpgen, program, server.url, '--bearer', `@${scratch}/token`, 'echo', 'message=hi', 'timestamp=false'];
    await promisify(execFile)(alike, words, { env: { ...process.env, ...server.environment } });
  });
  await shows('SDK 1 goes from 401 to an answer by client credentials', () =>
    walks_by_itself(server.url, provider.issuer, provider.machine));
  await shows('SDK 2 goes from 401 to an answer by code and PKCE', () =>
    walks_with_a_user(server.url, provider.issuer, provider.public_client, (page) => provider.consent(page)));
  await keys_rotate(server, provider);
  await the_provider_goes_away(program, server, provider);
} catch (error) {
  console.error(error, server.log);
  process.exitCode = 1;
} finally {
  await server.stop();
  await provider.stop();
}
