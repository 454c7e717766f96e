// A large file over a way that breaks each connection after some megabytes.

import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {test} from 'node:test';
import {ChatClient} from 'drawbridge-client';

const {DRAWBRIDGE_URL: url, EMAIL: email, PASSWORD: password, WORKSPACE: workspace} = process.env;
const BYTES = 20 * 1024 * 1024;

test('what is cut goes on where it stopped, up and down, and is the same file', async t => {
  const client = new ChatClient(url,
    {credentials: {email, password}, backoff: {firstMs: 20, maxMs: 200, steadyAfterMs: 10_000}});
  t.after(() => client.close());
  await client.connect();
  const {conversation} = (await client.send('thread.create',
    {workspace, subject: 'Large', people: [], groups: []})).conversation;
  const bytes = randomBytes(BYTES);
  let up = 0;

  const file = await client.files.upload(conversation, new Blob([bytes]),
    {name: 'large.bin', pieceBytes: 5_000_000, onProgress: done => { up = done; }});
  await client.messages.send(conversation, 'large', {files: [file]});
  const saved = Buffer.from(await (await client.files.blob(file)).arrayBuffer());

  assert.equal(up, BYTES);
  assert.ok(saved.equals(bytes));
});
