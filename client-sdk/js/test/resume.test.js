import assert from 'node:assert/strict';
import {test} from 'node:test';
import {MemoryCursors} from '../sdk/index.js';
import {OTHER, ROOM, START, Simulation, opened, posted, resumed, settle, view} from './simulation.js';

const last = id => Number(id.slice(-1));

/** A client whose store and handlers write down what they hear, in one list. */
function told(options = {}) {
  const sim = new Simulation();
  const story = [];
  const cursors = new MemoryCursors();
  const client = sim.client({
    cursors,
    store: {
      happened: event => story.push(`store ${event.pos}`),
      loaded: (conversation, messages) => story.push(`loaded ${messages.length}`),
      purge: conversation => story.push(`purge ${last(conversation)}`),
      purgeAll: () => story.push('purge all'),
    },
    ...options,
  });
  client.on('log', event => story.push(`handler ${event.pos}`));
  client.on('access.ended', event => story.push(`ended ${last(event.conversation)}`));
  client.on('access.gained', () => story.push('gained'));
  client.on('head', event => story.push(`head ${event.head}`));
  client.on('resync', event => story.push(`resync ${event.conversation ? last(event.conversation) : 0}`));
  client.on('resumed', () => story.push('resumed'));
  const handled = () =>
    story.filter(line => line.startsWith('handler ')).map(line => Number(line.split(' ')[1]));
  return {sim, story, cursors, client, handled};
}

const ended = {type: 'access.ended', conversation: ROOM, at: '2026-01-01T00:00:00Z', reason: 'removed'};

test('the purge comes before a handler hears of the end', async () => {
  const {sim, story, client} = told();
  await sim.connectedWithRoom(client, 0);

  sim.wire.deliver(posted(1));
  await settle();
  sim.wire.deliver(ended);
  assert.equal(story.at(-1), 'purge 7');
  await settle();

  assert.deepEqual(story, ['store 1', 'handler 1', 'purge 7', 'ended 7']);
  assert.equal(client.position(ROOM), undefined);
});

test('what waits for handlers when an access ends is dropped', async () => {
  const {sim, story, client} = told();
  let go;
  client.on('message.posted', () => new Promise(open => { go = open; }));
  await sim.connectedWithRoom(client, 0);
  sim.wire.deliver(posted(1), posted(2), posted(3));
  await settle();
  sim.wire.deliver(ended);
  go();
  await settle();

  assert.deepEqual(story, ['store 1', 'store 2', 'store 3', 'handler 1', 'purge 7', 'ended 7']);
});

test('a resume of the application that is refused forgets nothing', async () => {
  const {sim, story, client} = told();
  await sim.connectedWithRoom(client, 5);

  client.send('session.resume', {since: '0', cursors: []}).catch(() => {});
  sim.wire.refuse('session.resume', 'invalid');
  await settle();

  assert.equal(client.position(ROOM), 5);
  assert.deepEqual(story, []);
});

test('what was lost while away is purged before anything else is told', async () => {
  const {sim, story, client, cursors} = told();
  await sim.connectedWithRoom(client, 5);
  await sim.reconnect();

  sim.wire.answer('session.resume', resumed({
    gained: [view(OTHER)],
    lost: [{conversation: ROOM, at: '2026-01-01T00:00:00Z', reason: 'expired'}],
    heads: [{conversation: OTHER, head: 9, mentioned: false}],
  }));
  await settle();

  assert.deepEqual(story, ['purge 7', 'ended 7', 'gained', 'head 9', 'resumed']);
  assert.equal(client.position(ROOM), undefined);
  await sim.timers.advance(2_000);
  assert.deepEqual(cursors.load(), {since: 'next', cursors: {}});
});

test('a live event that comes before the gap waits for it', async () => {
  const {sim, client, handled} = told();
  await sim.connectedWithRoom(client, 5);
  await sim.reconnect();

  sim.wire.deliver(posted(9));
  await settle();
  assert.deepEqual(handled(), []);
  sim.wire.answer('session.resume',
    resumed({heads: [{conversation: ROOM, head: 9, mentioned: false}], opened: [ROOM]}));
  sim.wire.deliver(posted(6), posted(8), posted(9), posted(10));
  await settle();

  assert.deepEqual(handled(), [6, 8, 9, 10]);
  assert.equal(client.stats.duplicates, 1);
});

test('a live event is not held when there is no gap', async () => {
  const {sim, client, handled} = told();
  await sim.connectedWithRoom(client, 5);
  await sim.reconnect();

  sim.wire.deliver(posted(6));
  sim.wire.resumed();
  await settle();

  assert.deepEqual(handled(), [6]);
});

test('a gap that never comes is not waited for for ever', async () => {
  const {sim, client, handled} = told();
  await sim.connectedWithRoom(client, 5);
  await sim.reconnect();
  sim.wire.deliver(posted(9));
  sim.wire.answer('session.resume',
    resumed({heads: [{conversation: ROOM, head: 8, mentioned: false}], opened: [ROOM]}));
  await settle();

  assert.deepEqual(handled(), []);
  await sim.timers.advance(3_000);

  assert.deepEqual(handled(), [9]);
});

test('more than is sound is not held: the connection is given up', async () => {
  const {sim, client} = told();
  await sim.connectedWithRoom(client, 0);
  await sim.reconnect();

  for (let pos = 1; pos <= 1_025; pos++) {
    sim.wire.deliver(posted(pos));
  }

  assert.equal(client.state.name, 'waiting');
});

test('what was held when the connection was lost is asked for again', async () => {
  const {sim, client} = told();
  await sim.connectedWithRoom(client, 5);
  await sim.reconnect();
  sim.wire.deliver(posted(9));
  await sim.reconnect();

  assert.deepEqual(sim.wire.commands('session.resume')[0].cursors, [{conversation: ROOM, pos: 5}]);
});

const refuseOpen = async sim => {
  sim.wire.refuse('interest.open', 'not_found');
  await settle();
};

test('a conversation that cannot be opened again is purged', async () => {
  const {sim, story, client} = told();
  await sim.connectedWithRoom(client, 5);
  await sim.reconnect();
  sim.wire.answer('session.resume', resumed());

  await refuseOpen(sim);

  assert.deepEqual(story, ['purge 7', 'resumed', 'ended 7']);
});

test('a resync is told when the conversation is open again', async () => {
  const {sim, story, client} = told();
  await sim.connectedWithRoom(client, 5);

  sim.wire.deliver({type: 'resync', conversation: ROOM});
  assert.deepEqual(story, ['purge 7']);
  assert.deepEqual(sim.wire.commands('interest.open').at(-1), {type: 'interest.open', conversation: ROOM});
  sim.wire.answer('interest.open', opened(ROOM, 70));
  await settle();
  sim.wire.deliver(posted(71));
  await settle();

  assert.deepEqual(story, ['purge 7', 'resync 7', 'store 71', 'handler 71']);
});

test('after a full resync everything is opened again, then it is told', async () => {
  const {sim, story, client} = told();
  await sim.connectedWithRoom(client, 5);
  await sim.reconnect();
  sim.wire.answer('session.resume', resumed({resync: true}));
  await settle();
  assert.deepEqual(story, ['purge all', 'resumed']);

  sim.wire.answer('interest.open', opened(ROOM, 70));
  await settle();

  assert.deepEqual(story, ['purge all', 'resumed', 'resync 0']);
  assert.equal(client.position(ROOM), 70);
});

test('what is gone after a full resync is told and not asked for again', async () => {
  const {sim, story, client} = told();
  await sim.connectedWithRoom(client, 5);
  await sim.reconnect();
  sim.wire.answer('session.resume', resumed({resync: true}));
  await settle();

  await refuseOpen(sim);

  assert.deepEqual(story, ['purge all', 'resumed', 'purge 7', 'ended 7', 'resync 0']);
  await sim.reconnect();
  sim.wire.resumed();
  assert.deepEqual(sim.wire.commands('interest.open'), []);
});

test('what is open goes on though the list of changes is too long', async () => {
  const {sim, story, client} = told();
  await sim.connectedWithRoom(client, 5);
  await sim.reconnect();
  sim.wire.answer('session.resume', resumed({resync: true, opened: [ROOM]}));
  await settle();
  sim.wire.deliver(posted(6));
  await settle();

  assert.deepEqual(story, ['purge all', 'resync 0', 'resumed', 'store 6', 'handler 6']);
  assert.equal(client.position(ROOM), 6);
});

test('more conversations than one resume takes are opened one by one', async () => {
  const {sim, client, cursors} = told();
  const name = number => `c_0${String(number).padStart(12, '0')}`;
  cursors.save({since: 'since', cursors: Object.fromEntries(
    Array.from({length: 250}, (_, at) => [name(at + 1), at + 1]))});
  await sim.connect(client);
  sim.wire.resumed();

  const asked = [...sim.wire.commands('session.resume')[0].cursors];
  assert.equal(asked.length, 200);
  for (let open = 0; open < 50; open++) {
    const next = sim.wire.commands('interest.open')[open];
    asked.push({conversation: next.conversation, pos: next.cursor});
    sim.wire.answer('interest.open', opened(next.conversation, next.cursor));
  }
  assert.equal(new Set(asked.map(cursor => cursor.conversation)).size, 250);
  assert.ok(asked.every(cursor => Number(cursor.conversation.slice(3)) === cursor.pos));
});

test('a restarted process resumes from what the handlers had seen', async () => {
  const {sim, client, cursors} = told();
  let go = [];
  client.on('log', () => new Promise(open => go.push(open)));
  await sim.connectedWithRoom(client, 5);
  sim.wire.deliver(posted(6), posted(7), posted(8));
  for (let handled = 0; handled < 2; handled++) {
    await settle();
    go.shift()();
  }
  await sim.timers.advance(2_000);

  await sim.connect(sim.client({cursors}));

  assert.deepEqual(sim.wire.commands('session.resume')[0],
    {type: 'session.resume', since: 'since-1', cursors: [{conversation: ROOM, pos: 7}]});
});

test('a conversation that was closed is not resumed', async () => {
  const {sim, client} = told();
  await sim.connectedWithRoom(client, 5);
  client.interest.close(ROOM);
  sim.wire.answer('interest.close', {type: 'done'});
  await sim.reconnect();

  assert.deepEqual(sim.wire.commands('session.resume')[0].cursors, []);
});

test('the asking for a sign of life closes nothing', async () => {
  const {sim, client} = told({browser: true});
  await sim.connectedWithRoom(client, 5);
  await sim.timers.advance(25_000);
  sim.wire.answer('interest.close', {type: 'done'});
  await sim.reconnect();

  assert.deepEqual(sim.wire.commands('session.resume')[0].cursors, [{conversation: ROOM, pos: 5}]);
});

test('cursors that cannot be read are not passed over', async () => {
  const sim = new Simulation();
  const client = sim.client({cursors: {load: () => { throw new Error('torn'); }, save() {}}});

  await assert.rejects(client.connect(), /torn/);
  assert.equal(sim.wires.length, 0);
  assert.equal(sim.timers.wall(), START);
});
