import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ROOM, Simulation, posted, settle} from './simulation.js';

test('handlers run one at a time, in order, and wait for one another', async () => {
  const sim = new Simulation();
  const client = sim.client();
  const story = [];
  client.on('log', async event => {
    story.push(`begin ${event.pos}`);
    await settle();
    story.push(`end ${event.pos}`);
  });
  client.on('message.posted', event => story.push(`other ${event.pos}`));
  await sim.connectedWithRoom(client, 0);

  sim.wire.deliver(posted(1), posted(2));
  for (let turn = 0; turn < 4; turn++) {
    await settle();
  }

  assert.deepEqual(story, ['begin 1', 'end 1', 'other 1', 'begin 2', 'end 2', 'other 2']);
});

test('what a handler throws is reported and stops nothing', async () => {
  const failures = [];
  const sim = new Simulation();
  const client = sim.client({onHandlerError: (error, name) => failures.push(`${name}: ${error.message}`)});
  const seen = [];
  client.on('log', event => {
    if (event.pos === 1) {
      throw new Error('cannot bear it');
    }
    return event.pos === 2 ? Promise.reject(new Error('nor this')) : undefined;
  });
  client.on('log', event => seen.push(event.pos));
  await sim.connectedWithRoom(client, 0);

  sim.wire.deliver(posted(1), posted(2), posted(3));
  await settle();

  assert.deepEqual(seen, [1, 2, 3]);
  assert.deepEqual(failures, ['message.posted: cannot bear it', 'message.posted: nor this']);
});

test('a handler that is taken out hears no more', async () => {
  const sim = new Simulation();
  const client = sim.client();
  const seen = [];
  const off = client.on('log', event => seen.push(event.pos));
  await sim.connectedWithRoom(client, 0);
  sim.wire.deliver(posted(1));
  await settle();

  off();
  sim.wire.deliver(posted(2));
  await settle();

  assert.deepEqual(seen, [1]);
});

test('events can be iterated: each counts as handled when the next is asked for', async () => {
  const sim = new Simulation();
  const client = sim.client();
  await sim.connectedWithRoom(client, 0);
  const events = client.events('message.posted');
  const first = events.next();
  sim.wire.deliver(posted(1), posted(2), posted(3));

  assert.equal((await first).value.pos, 1);
  await settle();
  assert.equal(client.position(ROOM), 0);
  assert.equal((await events.next()).value.pos, 2);
  assert.equal(client.position(ROOM), 1);

  const seen = [];
  for await (const event of events) {
    seen.push(event.pos);
    break;
  }
  await settle();
  assert.deepEqual(seen, [3]);
  assert.equal(client.position(ROOM), 3);
});

test('iterating ends when the client is closed', async () => {
  const sim = new Simulation();
  const client = sim.client();
  await sim.connectedWithRoom(client, 0);
  const next = client.events().next();
  await client.close();

  assert.deepEqual(await next, {value: undefined, done: true});
});

test('pages of history and of the inbox are walked', async () => {
  const sim = new Simulation();
  const client = await sim.connected();
  const all = (async () => {
    const positions = [];
    for await (const message of client.messages.all(ROOM)) {
      positions.push(message.pos);
    }
    return positions;
  })();
  await settle();
  const page = (positions, more) => ({type: 'history', messages: positions.map(pos => posted(pos).message),
    more_before: more, more_after: false});
  sim.wire.answer('message.history', page([3, 4], true));
  await settle();
  assert.equal(sim.wire.commands('message.history')[1].before, 3);
  sim.wire.answer('message.history', page([1, 2], false));

  assert.deepEqual(await all, [4, 3, 2, 1]);
  assert.deepEqual(client.store.messages(ROOM).map(message => message.pos), [1, 2, 3, 4]);
});
