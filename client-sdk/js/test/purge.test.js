// When an access ends: what goes, and what the server hears of it (N-8).

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {getHeapSnapshot} from 'node:v8';
import {OTHER, ROOM, Simulation, opened, outcome, posted, resumed, sent, settle, view} from './simulation.js';

const ended = {type: 'access.ended', conversation: ROOM, at: '2026-01-01T00:00:00Z', reason: 'removed'};
const lost = {conversation: ROOM, at: '2026-01-01T00:00:00Z', reason: 'expired'};
const told = sim => sim.wire.commands('session.purged').map(command => command.conversations);

test('the server is told of the purge when the handlers have finished, and not before', async () => {
  const sim = new Simulation();
  const client = sim.client();
  let drawn;
  client.on('access.ended', () => new Promise(done => { drawn = done; }));
  await sim.connectedWithRoom(client, 0);
  sim.wire.deliver(posted(1), ended);
  await settle();
  assert.deepEqual([client.store.messages(ROOM), told(sim)], [[], []]);

  drawn();
  await settle();

  assert.deepEqual(told(sim), [[ROOM]]);
  assert.equal(client.position(ROOM), undefined);
});

test('what was lost while away is confirmed after the resume, once it is answered', async () => {
  const sim = new Simulation();
  const client = sim.client({backoff: {firstMs: 1, maxMs: 1, steadyAfterMs: 0}});
  await sim.connectedWithRoom(client, 5);
  await sim.reconnect();
  sim.wire.answer('session.resume', resumed({lost: [lost]}));
  await settle();
  assert.deepEqual(told(sim), [[ROOM]]);

  await sim.reconnect();
  sim.wire.resumed();
  await settle();
  assert.deepEqual(told(sim), [[ROOM]], 'it was not answered');
  sim.wire.answer('session.purged', {type: 'done'});

  await sim.reconnect();
  sim.wire.resumed();
  await settle();
  assert.deepEqual(told(sim), []);
});

test('a server that does not answer is told again, a server that refuses is not', async () => {
  const sim = new Simulation();
  const client = sim.client({callTimeoutMs: 1_000, backoff: {firstMs: 1, maxMs: 1, steadyAfterMs: 0}});
  await sim.connectedWithRoom(client, 5);
  sim.wire.deliver(ended);
  await sim.timers.advance(1_001);
  assert.deepEqual(told(sim), [[ROOM], [ROOM]]);

  await sim.reconnect();
  sim.wire.resumed();
  await settle();
  assert.deepEqual(told(sim), [[ROOM]]);
  sim.wire.refuse('session.purged', 'unknown_command');

  await sim.reconnect();
  sim.wire.resumed();
  await settle();
  assert.deepEqual(told(sim), []);
});

test('many are told a part at a time', async () => {
  const sim = new Simulation();
  const client = sim.client();
  await sim.connectedWithRoom(client, 5);
  await sim.reconnect();
  const id = at => `c_0${String(at).padStart(12, '0')}`;
  const many = Array.from({length: 450}, (_, at) => ({...lost, conversation: id(at)}));
  sim.wire.answer('session.resume', resumed({lost: many}));
  for (let part = 0; part < 4; part++) {
    await settle();
    sim.wire.answer('session.purged', {type: 'done'});
  }

  const parts = told(sim);
  assert.equal(parts.length, 4, 'one at a time: 1, 200, 200, 49');
  assert.ok(parts.every(part => part.length <= 200));
  assert.deepEqual(parts.flat().sort(), many.map(each => each.conversation).sort());
});

test('what waited to be sent to a lost conversation is not sent, and says so', async () => {
  const sim = new Simulation();
  const client = sim.client();
  await sim.connectedWithRoom(client, 5);
  const inFlight = client.messages.send(ROOM, 'in flight');
  sim.wire.lose();
  const waiting = client.messages.send(ROOM, 'waiting');
  const other = client.messages.send(OTHER, 'to another');
  await sim.timers.advance(500);
  sim.wire.greet();
  sim.wire.answer('session.resume', resumed({lost: [lost]}));

  const {code, error} = await outcome(waiting);
  assert.deepEqual([code, error.sent, error.refused], ['access_ended', false, false]);
  // What may have happened is asked for again: the answer says what became of it.
  assert.deepEqual(sim.wire.commands('message.send').map(each => each.text), ['in flight', 'to another']);
  sim.wire.answer('message.send', sent(9));
  sim.wire.lose();
  assert.equal((await outcome(inFlight)).code, 'access_ended');
  assert.equal((await other).pos, 9);
});

test('what a busy server put off is not sent after the end', async () => {
  const sim = new Simulation();
  const client = sim.client();
  await sim.connectedWithRoom(client, 5);
  const heard = [];
  const off = client.send('message.send', {conversation: ROOM, text: 'put off'}, {onBusy: error => heard.push(error.code)});
  sim.wire.refuse('message.send', 'rate_limited', 500);
  sim.wire.deliver(ended);

  assert.equal((await outcome(off)).code, 'access_ended');
  assert.deepEqual(heard, ['rate_limited']);
  await sim.timers.advance(1_000);
  assert.equal(sim.wire.commands('message.send').length, 1);
});

test('an upload stops when its conversation is lost', async () => {
  const sim = new Simulation();
  const asked = [];
  const cut = {};
  const posts = (url, init) => {
    asked.push(url.pathname);
    return new Promise((_, reject) => {
      init.signal.addEventListener('abort', () => reject(init.signal.reason));
      cut.now?.();
    });
  };
  const http = sim.client();
  const client = sim.client({fetch: (url, init) =>
    init.method === 'PUT' ? posts(url, init) : http.files && sim.answer(url, init)});
  await sim.connectedWithRoom(client, 5);
  const upload = client.files.upload(ROOM, new Blob(['the offer']), {name: 'offer.txt'});
  const begun = new Promise(done => { cut.now = done; });
  await settle();
  sim.wire.answer('file.begin', {type: 'upload', file: 'f_0000000000001', received: 0});
  await begun;
  sim.wire.deliver(ended);

  assert.equal((await outcome(upload)).code, 'access_ended');
  assert.equal(asked.length, 1);
  assert.deepEqual(sim.wire.commands('file.progress'), []);
});

test('a purge of the application lets go of everything and tells no handler', async () => {
  const sim = new Simulation();
  const client = sim.client();
  const heard = [];
  client.on('event', event => heard.push(event.type));
  await sim.connectedWithRoom(client, 0);
  sim.wire.deliver(posted(1));
  await settle();
  client.purge(ROOM);
  await settle();

  assert.deepEqual([heard, client.store.messages(ROOM), client.position(ROOM)], [['message.posted'], [], undefined]);
  await sim.reconnect();
  assert.deepEqual(sim.wire.commands('session.resume')[0].cursors, []);
  assert.deepEqual(told(sim), []);
});

test('without a connection, what shall not wait fails at once', async () => {
  const sim = new Simulation();
  const client = sim.client();
  const early = await outcome(client.send('account.me', {}, {wait: false}));
  assert.deepEqual([early.code, early.sent], ['disconnected', false]);

  await sim.connect(client);
  client.send('account.me', {}, {wait: false});
  assert.equal(sim.wire.commands('account.me').length, 1);
  sim.wire.lose();
  assert.equal((await outcome(client.send('account.me', {}, {wait: false}))).code, 'disconnected');
});

test('a call that a busy server never took says so when its time is over', async () => {
  const sim = new Simulation();
  const client = await sim.connected({callTimeoutMs: 1_000});
  const call = client.send('account.me');
  call.catch(() => {});
  sim.wire.refuse('account.me', 'rate_limited', 5_000);
  await sim.timers.advance(1_001);

  const {error} = await outcome(call);
  assert.deepEqual([error.code, error.cause.code, error.cause.reason], ['timed_out', 'rate_limited', 'no']);
});

test('a closed client and a closed conversation are told apart', async () => {
  const sim = new Simulation();
  const client = await sim.connected();
  const said = client.messages.send(ROOM, 'hello');
  sim.wire.refuse('message.send', 'closed');
  assert.equal((await outcome(said)).error.refused, true);
  client.close();
  const after = (await outcome(client.send('account.me'))).error;
  assert.deepEqual([after.code, after.refused], ['closed', false]);
});

/** All strings of this process. */
async function heap() {
  const parts = [];
  for await (const part of getHeapSnapshot()) {
    parts.push(part);
  }
  return Buffer.concat(parts.map(part => Buffer.from(part))).toString();
}

test('nothing of a lost conversation is in memory: text, cursor, what waited to be sent', async () => {
  const sim = new Simulation();
  const canary = ['quay', Math.random().toString(36).slice(2)].join('-');
  const room = `c_0${String(Date.now()).slice(-12).replace(/[ilou]/g, '7')}`;
  // Whole strings, as a page has them: not two that are joined.
  const text = what => JSON.parse(JSON.stringify(`${canary} ${what}`));
  const client = sim.client();
  await sim.connect(client);
  client.interest.open(room);
  sim.wire.answer('interest.open', opened(room, 0));
  const message = {...posted(1, room).message, text: text('read')};
  sim.wire.deliver({...posted(1, room), message});
  await settle();
  sim.wire.lose();
  client.messages.send(room, text('written')).catch(() => {});
  const before = await heap();
  assert.ok(['read', 'written'].every(what => before.includes(`${canary} ${what}`)), 'the search finds what is there');

  await sim.timers.advance(500);
  sim.wire.greet();
  sim.wire.answer('session.resume', resumed({lost: [{...lost, conversation: room}], gained: [view(OTHER)]}));
  await settle();
  sim.wire.answer('session.purged', {type: 'done'});
  await sim.timers.advance(60_000);
  message.text = '';
  // What the scripted server was sent is the server's.
  sim.wires.forEach(wire => { wire.sent = []; });
  await settle();

  const left = await heap();
  assert.ok(!left.includes(`${canary} read`) && !left.includes(`${canary} written`));
});
