// What all of these scripts need.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export const scratch = process.env.MCPGEN_SCRATCH;
export const read = (file) => readFileSync(`${scratch}/${file}`, 'utf8');
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/// A port that nobody listens on now.
export async function free_port() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/// Asks until the answer is as wanted; fails with the last one.
export async function until(wanted, ask, seconds) {
  const end = Date.now() + seconds * 1000;
  let said = await ask();
  while (said !== wanted && Date.now() < end) {
    await pause(250);
    said = await ask().catch((error) => error);
  }
  assert.equal(said, wanted, `not so within ${seconds} s`);
}

/// Says what is shown, and how long that took.
export async function shows(what, check) {
  const begin = Date.now();
  await check();
  console.log(`✓ ${what} (${((Date.now() - begin) / 1000).toFixed(1)} s)`);
}

/// The access token for a form that a token endpoint is sent.
export async function fetch_token(endpoint, form, authorization) {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: authorization ? { authorization } : {},
    body: new URLSearchParams(form),
  });
  const body = await answer.json();
  assert.equal(answer.status, 200, JSON.stringify(body));
  return body.access_token;
}
