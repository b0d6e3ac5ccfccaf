// keycloak.mjs SERVER HOME REALM_FILE: the checks against the Keycloak unpacked in HOME.
import { first_come_the_keys, keys_rotate, the_provider_goes_away, who_may_do_what } from './checks.mjs';
import { KeycloakProvider } from './keycloak_provider.mjs';
import { walks_by_itself, walks_with_a_user } from './sdk.mjs';
import { Server } from './server.mjs';
import { free_port, shows } from './support.mjs';

const [program, home, realm_file] = process.argv.slice(2);
const port = await free_port();
const provider = await KeycloakProvider.make(home, realm_file, `http://127.0.0.1:${port}/mcp`);
let server;

try {
  await shows('Keycloak starts with the realm', () => provider.start());
  server = new Server(program, provider.issuer, port, {
    KEYCLOAK_CLIENT_ID: provider.machine.client_id,
    KEYCLOAK_CLIENT_SECRET: provider.machine.client_secret,
  });
  await first_come_the_keys(server);
  await who_may_do_what(server, provider);
  await shows('SDK 1 goes from 401 to an answer by client credentials', () =>
    walks_by_itself(server.url, provider.issuer, provider.machine));
  await shows('SDK 2 goes from 401 to an answer by code and PKCE, while a user logs in and agrees', () =>
    walks_with_a_user(server.url, provider.issuer, provider.public_client, (page) => provider.consent(page)));
  await keys_rotate(server, provider);
  await the_provider_goes_away(program, server, provider);
} catch (error) {
  console.error(error, server?.log, provider.log.slice(-4000));
  process.exitCode = 1;
} finally {
  await server?.stop();
  await provider.stop();
}
