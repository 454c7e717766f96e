import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ROOM, Simulation, outcome, posted, sent, settle} from './simulation.js';

const texts = sim => sim.wire.commands('message.send').map(command => command.text);
const say = (client, text) => {
  const promise = client.messages.send(ROOM, text);
  promise.catch(() => {});
  return promise;
};
const NONE = {mutations: false, reads: false, busy: false};

test('calls wait for the connection, in their order', async () => {
  const sim = new Simulation();
  const client = sim.client();
  say(client, 'one');
  say(client, 'two');
  client.connect();
  await settle();
  assert.deepEqual(texts(sim), []);

  sim.wire.greet();

  assert.deepEqual(texts(sim), ['one', 'two']);
});

test('changes are sent again after a reconnect, with their client ids and before later ones', async () => {
  const sim = new Simulation();
  const client = await sim.connected();
  say(client, 'one');
  say(client, 'two');
  const first = sim.wire.commands('message.send');

  sim.wire.lose();
  say(client, 'three');
  await sim.timers.advance(1_000);
  sim.wire.greet().resumed();

  assert.deepEqual(texts(sim), ['one', 'two', 'three']);
  assert.deepEqual(sim.wire.commands('message.send').slice(0, 2), first);
  assert.notEqual(first[0].client_id, first[1].client_id);
});

test('a call that was answered is not sent again', async () => {
  const sim = new Simulation();
  const client = await sim.connected();
  const one = say(client, 'one');
  say(client, 'two');
  sim.wire.deliver({type: 'reply', id: sim.wire.sent.at(-2).id, result: sent(1)});

  sim.wire.lose();
  await sim.timers.advance(1_000);
  sim.wire.greet().resumed();

  assert.equal((await one).pos, 1);
  assert.deepEqual(texts(sim), ['two']);
});

test('without retries a lost connection is a failure', async () => {
  const sim = new Simulation();
  const client = await sim.connected({retries: NONE});
  const one = say(client, 'one');

  sim.wire.lose();

  const {code, sent: left} = await outcome(one);
  assert.deepEqual([code, left], ['disconnected', true]);
});

test('a call without an answer times out', async () => {
  const sim = new Simulation();
  const client = await sim.connected({callTimeoutMs: 1_000});
  const one = say(client, 'one');
  const longer = client.send('account.me', {}, {timeoutMs: 3_000});
  longer.catch(() => {});

  await sim.timers.advance(1_001);

  const {code, sent: left} = await outcome(one);
  assert.deepEqual([code, left], ['timed_out', true]);
  assert.equal(await outcome(longer), 'pending');
  await sim.timers.advance(2_000);
  assert.equal((await outcome(longer)).code, 'timed_out');
});

test('a call that never left says so', async () => {
  const sim = new Simulation();
  sim.reachable = false;
  const client = sim.client({callTimeoutMs: 1_000});
  client.connect();
  const one = say(client, 'one');

  await sim.timers.advance(2_000);

  const {code, sent: left} = await outcome(one);
  assert.deepEqual([code, left], ['timed_out', false]);
});

test('an answer of an earlier connection is no answer', async () => {
  const sim = new Simulation();
  const client = await sim.connected();
  const one = say(client, 'one');
  const {id} = sim.wire.sent.at(-1);
  sim.wire.lose();
  await sim.timers.advance(1_000);
  sim.wire.greet().resumed();

  sim.wire.deliver({type: 'reply', id, result: sent(1)});

  assert.equal(await outcome(one), 'pending');
});

test('a busy server is asked again after the time that it names', async () => {
  const sim = new Simulation();
  const client = await sim.connected();
  const one = say(client, 'one');
  sim.wire.refuse('message.send', 'rate_limited', 700);
  const two = say(client, 'two');

  await sim.timers.advance(600);
  assert.deepEqual(texts(sim), ['one']);
  await sim.timers.advance(200);

  assert.deepEqual(texts(sim), ['one', 'one', 'two']);
  assert.deepEqual([await outcome(one), await outcome(two)], ['pending', 'pending']);
});

test('without retries busy is a failure, which says when to come again', async () => {
  const sim = new Simulation();
  const client = await sim.connected({retries: NONE});
  const one = say(client, 'one');

  sim.wire.refuse('message.send', 'busy', 700);

  const {error} = await outcome(one);
  assert.deepEqual([error.code, error.retryAfterMs, error.refused, error.passing], ['busy', 700, true, true]);
  assert.equal(error.command, 'message.send');
});

test('no more are in flight than the server allows', async () => {
  const sim = new Simulation();
  const client = await sim.connected();
  for (let each = 0; each < 100; each++) {
    say(client, `text ${each}`);
  }
  assert.equal(texts(sim).length, 64);

  sim.wire.answer('message.send', sent(1));

  assert.equal(texts(sim).length, 65);
});

test('calls that nobody could send are refused when there are too many', async () => {
  const client = new Simulation().client({waitingMax: 2});
  say(client, 'one');
  say(client, 'two');

  const {code, sent: left} = await outcome(say(client, 'three'));
  assert.deepEqual([code, left], ['overloaded', false]);
});

test('a call that was cancelled while it waits is not sent', async () => {
  const sim = new Simulation();
  const client = sim.client();
  const stop = new AbortController();
  const one = client.send('message.send', {conversation: ROOM, text: 'one'}, {signal: stop.signal});
  one.catch(() => {});
  stop.abort();
  await sim.connect(client);

  assert.deepEqual(texts(sim), []);
  assert.equal((await outcome(one)).code, 'cancelled');
});

test('a frame that is too large is not sent', async () => {
  const sim = new Simulation();
  const client = await sim.connected();

  const {code, sent: left} = await outcome(say(client, 'x'.repeat(70_000)));

  assert.deepEqual([code, left], ['too_large', false]);
  assert.deepEqual(texts(sim), []);
});

const slow = async browser => {
  const sim = new Simulation();
  const client = sim.client({browser, eventsBufferedMax: 8});
  let go = () => {};
  const gate = new Promise(open => { go = open; });
  const seen = [];
  client.on('log', event => {
    seen.push(event.pos);
    return gate;
  });
  await sim.connectedWithRoom(client, 0);
  for (let pos = 1; pos <= 20; pos++) {
    sim.wire.deliver(posted(pos));
  }
  return {sim, client, seen, go};
};

test('reading stops while handlers are too slow', async () => {
  const {sim, seen, go} = await slow(false);
  assert.equal(sim.wire.paused, true);

  go();
  await settle();

  assert.equal(sim.wire.paused, false);
  assert.equal(seen.length, 20);
});

test('a browser that cannot stop reading leaves, and comes back when the handlers have caught up', async () => {
  const {sim, client, seen, go} = await slow(true);
  assert.equal(client.state.name, 'waiting');
  assert.equal(sim.wires.length, 1);
  await sim.timers.advance(60_000);
  assert.equal(sim.wires.length, 1);

  go();
  await sim.timers.advance(100);
  sim.wire.greet();

  const [{cursors}] = sim.wire.commands('session.resume');
  assert.deepEqual(cursors, [{conversation: ROOM, pos: Math.max(...seen)}]);
  assert.ok(seen.length < 20, 'what came when there was no room is asked for again');
});
