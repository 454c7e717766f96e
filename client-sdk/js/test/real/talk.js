// A talk with outsiders on a real server, which somebody else restarts when it is asked to.

import assert from 'node:assert/strict';
import {createHash, randomBytes} from 'node:crypto';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {test} from 'node:test';
import {ChatClient, DrawbridgeError, NodeWebSocket, downloadTo, openFile} from 'drawbridge-client';

const {DRAWBRIDGE_URL: url, EMAIL: email, PASSWORD: password, WORKSPACE: workspace} = process.env;
const backoff = {firstMs: 20, maxMs: 200, steadyAfterMs: 10_000};
const clients = [];
const refused = (promise, code) =>
  assert.rejects(promise, error => error instanceof DrawbridgeError && error.code === code);

/** Somebody with what they hear. */
async function enter(credentials, options = {}) {
  const client = new ChatClient(url, {credentials, backoff, ...options});
  clients.push(client);
  const heard = [];
  let told = () => {};
  client.on('event', event => {
    heard.push(event);
    told();
  });
  await client.connect();
  const until = async condition => {
    while (!condition()) {
      await new Promise(resolve => { told = resolve; });
    }
  };
  const texts = () => heard.filter(event => event.type === 'message.posted').map(event => event.message.text);
  return {client, heard, until, texts};
}

const ada = await enter({email, password});
await ada.client.send('policy.set', {workspace, values: {external_without_email: true}, reset: []});
const thread = async subject => (await ada.client.send('thread.create',
  {workspace, subject, people: [], groups: []})).conversation.conversation;
const guest = async (conversation, name, options) => {
  const {code} = await ada.client.send('invitation.create_code', {conversation, confirm_first: true});
  return enter({code, name}, options);
};

test('what is said arrives once and in order, over a restart of the server', async () => {
  const room = await thread('Pier 7');
  const sam = await guest(room, 'Sam');
  await sam.client.interest.open(room);
  for (let each = 1; each <= 20; each++) {
    await ada.client.messages.send(room, `text ${each}`);
  }
  console.log('restart');
  const lines = createInterface({input: process.stdin});
  const restarted = new Promise(resolve => lines.once('line', resolve));
  const sends = Array.from({length: 20}, (_, each) => ada.client.messages.send(room, `text ${each + 21}`));
  await restarted;
  lines.close();
  const answers = await Promise.all(sends);
  await sam.until(() => sam.texts().length >= 40);

  assert.deepEqual(sam.texts(), Array.from({length: 40}, (_, each) => `text ${each + 1}`));
  assert.equal(new Set(answers.map(answer => answer.pos)).size, 20);
  assert.ok(sam.client.stats.connections > 1);
  const all = [];
  for await (const message of sam.client.messages.all(room, 15)) {
    all.unshift(message.text);
  }
  assert.deepEqual(all, sam.texts());
});

test('a removal leaves nothing, here or of files, and says so while away too', async t => {
  const room = await thread('Offers');
  let reachable = true;
  let socket;
  const Wire = class extends NodeWebSocket {
    constructor(address) {
      super(reachable ? address : 'ws://127.0.0.1:1/');
      socket = this;
    }
  };
  const sam = await guest(room, 'Sam');
  const tom = await guest(room, 'Tom', {WebSocket: Wire});
  await sam.client.interest.open(room);
  await tom.client.interest.open(room);
  const file = await ada.client.files.upload(room, new Blob(['the offer']), {name: 'offer.txt'});
  await ada.client.messages.send(room, 'see the file', {files: [file]});
  for (const each of [sam, tom]) {
    await each.until(() => each.texts().length === 1);
    assert.equal(await (await each.client.files.blob(file)).text(), 'the offer');
    assert.equal(each.client.store.messages(room).length, 1);
  }
  reachable = false;
  socket.terminate();

  for (const each of [sam, tom]) {
    await ada.client.send('member.remove',
      {conversation: room, person: each.client.account, all_paths: true});
  }
  await sam.until(() => sam.heard.some(event => event.type === 'access.ended'));
  const before = tom.heard.length;
  reachable = true;
  tom.client.wake();
  await tom.until(() => tom.heard.length > before);

  assert.equal(tom.heard[before].type, 'access.ended', 'the first thing that is told');
  for (const each of [sam, tom]) {
    assert.deepEqual(each.client.store.messages(room), []);
    assert.equal(each.client.position(room), undefined);
    await refused(each.client.messages.history(room), 'not_found');
    await refused(each.client.files.blob(file), 'not_found');
  }
});

test('files go up and down from the disk, and their progress is told', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'drawbridge-js-'));
  t.after(() => rm(folder, {recursive: true}));
  const room = await thread('Files');
  const bytes = randomBytes(3_000_000);
  await writeFile(join(folder, 'large.bin'), bytes);
  const source = await openFile(join(folder, 'large.bin'));
  t.after(() => source.close());
  const up = [];
  const down = [];

  const file = await ada.client.files.upload(room, source, {onProgress: done => up.push(done)});
  await ada.client.messages.send(room, '', {files: [file]});
  await downloadTo(ada.client, file, join(folder, 'again.bin'), {onProgress: done => down.push(done)});

  assert.deepEqual(up, [1_048_576, 2_097_152, 3_000_000]);
  assert.equal(down.at(-1), 3_000_000);
  const hash = data => createHash('sha256').update(data).digest('hex');
  assert.equal(hash(await readFile(join(folder, 'again.bin'))), hash(bytes));
  await refused(ada.client.files.thumbnail(file, 'small'), 'not_found');
});

test.after(() => Promise.all(clients.map(client => client.close())));
