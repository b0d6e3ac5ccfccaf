// readme.mjs WALK EXAMPLE MCPGEN SCRATCH: the commands of the example's README, with oidc-provider in the place of Keycloak.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PanvaProvider } from './panva_provider.mjs';
import { free_port } from './support.mjs';

const [walk, ...words] = process.argv.slice(2);
const provider = await PanvaProvider.in_place_of_keycloak();
const address = `127.0.0.1:${await free_port()}`;
provider.resource = `http://${address}/mcp`;
await provider.start();
try {
  const walked = spawn(walk, words, {
    stdio: 'inherit',
    env: { // what its first commands set, but for the ports
      ...process.env,
      OAUTH_ISSUER: provider.issuer,
      KEYCLOAK_CLIENT_ID: provider.machine.client_id,
      KEYCLOAK_CLIENT_SECRET: provider.machine.client_secret,
      PUBLIC_URL: `http://${address}`,
      MCP_RESOURCE_IDENTIFIER: provider.resource,
      MCPGEN_SERVER_LISTEN: address,
    },
  });
  [process.exitCode] = await once(walked, 'exit');
} finally {
  await provider.stop();
}
