import assert from 'node:assert/strict';
import {test} from 'node:test';
import {MessageCache} from '../sdk/index.js';
import {STANDARD, before} from '../sdk/backoff.js';
import {Liveness} from '../sdk/liveness.js';
import {Streams} from '../sdk/streams.js';
import {OTHER, ROOM, posted} from './simulation.js';

test('a wait lies between half of the bound and the bound, and waits of many differ', () => {
  for (let attempt = 1; attempt <= 100; attempt++) {
    const bound = Math.min(30_000, 200 * 2 ** (attempt - 1));
    const waits = Array.from({length: 50}, () => before(STANDARD, attempt, Math.random));
    assert.ok(waits.every(wait => wait >= bound / 2 && wait <= bound));
    assert.ok(new Set(waits).size > 40);
  }
});

test('silence is asked about, then it is the end', () => {
  const liveness = new Liveness(20);
  assert.equal(liveness.look(19, 0, true, false), 'wait');
  assert.equal(liveness.look(20, 0, true, false), 'ask');
  assert.equal(liveness.look(39, 0, true, false), 'ask');
  assert.equal(liveness.look(40, 0, true, false), 'give_up');
});

test('an answer begins the silence again', () => {
  const liveness = new Liveness(20);
  liveness.look(20, 0, true, false);
  assert.equal(liveness.look(40, 21, true, false), 'wait');
  assert.equal(liveness.look(41, 21, true, false), 'ask');
});

test('while calls wait it is asked sooner and given up sooner', () => {
  const liveness = new Liveness(20);
  assert.equal(liveness.interval(true), 2);
  assert.equal(liveness.look(2, 0, true, true), 'ask');
  assert.equal(liveness.look(11, 0, true, true), 'ask');
  assert.equal(liveness.look(12, 0, true, true), 'give_up');
});

test('silence of times without reading does not count, and a new connection has its own time', () => {
  const liveness = new Liveness(20);
  liveness.look(20, 0, true, false);
  assert.equal(liveness.look(60, 0, false, false), 'wait');
  assert.equal(liveness.look(61, 0, true, false), 'ask');
  liveness.begin();
  assert.equal(liveness.look(100, 70, true, false), 'ask');
});

const change = (type, pos, target, more = {}) => ({type, conversation: ROOM, pos, target, ...more});

test('edits, deletions, pins, files, previews and closed polls are applied', () => {
  const cache = new MessageCache();
  const poll = {options: ['a', 'b'], multiple: false, anonymous: false, closed: false};
  const first = posted(1);
  first.message.poll = poll;
  cache.happened(first);
  cache.happened(posted(2));
  cache.happened(change('message.edited', 3, 1, {text: 'new', edited_at: 'now'}));
  cache.happened(change('message.pinned', 4, 1, {on: true}));
  cache.happened(change('message.files', 5, 1, {files: [{file: 'f'}]}));
  cache.happened(change('message.previews', 6, 1, {previews: [{url: 'u'}]}));
  cache.happened(change('poll.closed', 7, 1));
  cache.happened(change('message.deleted', 8, 2));

  const {text, edited_at: edited, pinned, files, previews, poll: voted} = cache.message(ROOM, 1);
  assert.deepEqual([text, edited, pinned, files, previews, voted.closed],
    ['new', 'now', true, [{file: 'f'}], [{url: 'u'}], true]);
  cache.happened(change('message.deleted', 9, 1));
  assert.ok(cache.messages(ROOM).every(message =>
    !('text' in message) && !('poll' in message) && message.files.length === 0));
  assert.equal(poll.closed, false, 'what was delivered is not changed');
});

test('reactions are counted once for a person', () => {
  const cache = new MessageCache();
  cache.happened(posted(1));
  const react = (person, emoji, on) => cache.happened(change('message.reacted', 2, 1, {person, emoji, on}));
  react('ann', '👍', true);
  react('ann', '👍', true);
  react('bob', '👍', true);
  react('bob', '🎉', true);
  react('ann', '👍', false);
  react('bob', '🎉', false);

  assert.deepEqual(cache.message(ROOM, 1).reactions, [{emoji: '👍', people: ['bob']}]);
});

test('a change of a message that is not kept is passed over', () => {
  const cache = new MessageCache();
  cache.happened(change('message.edited', 3, 1, {text: 'new', edited_at: 'now'}));
  assert.deepEqual(cache.messages(ROOM), []);
});

test('nothing of a purged conversation is left', () => {
  const cache = new MessageCache();
  cache.loaded(ROOM, [posted(1).message]);
  cache.loaded(OTHER, [posted(1, OTHER).message]);
  cache.purge(ROOM);
  assert.deepEqual([cache.messages(ROOM).length, cache.messages(OTHER).length], [0, 1]);
  cache.purgeAll();
  assert.deepEqual(cache.messages(OTHER), []);
});

test('bounds forget the oldest', () => {
  const cache = new MessageCache(1, 2);
  [3, 1, 2].forEach(pos => cache.happened(posted(pos)));
  assert.deepEqual(cache.messages(ROOM).map(message => message.pos), [2, 3]);
  cache.happened(posted(1, OTHER));
  assert.deepEqual(cache.messages(ROOM), []);
});

/** A sequence of numbers that a seed repeats. */
const seeded = seed => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed / 2_147_483_648;
};

test('every event is passed on once and in order, whenever connections are lost', () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = seeded(seed);
    const below = max => Math.floor(random() * max);
    const streams = new Streams();
    const passed = [];
    const log = [];
    streams.opened(ROOM, 0);
    for (let step = 0; step < 40; step++) {
      if (below(3) > 0) {
        log.push(posted(log.length + 1));
        if (below(2) > 0) {
          passed.push(...streams.accept(log.at(-1)));
          continue;
        }
      }
      // A cut: what came while nobody listened is in the gap; live ones may overtake the answer.
      streams.disconnected();
      const from = streams.cursor(ROOM);
      streams.catchUp(ROOM);
      const live = below(3);
      for (let each = 0; each < live; each++) {
        log.push(posted(log.length + 1));
        passed.push(...streams.accept(log.at(-1)));
      }
      passed.push(...streams.caughtUp(ROOM, log.length));
      const gap = log.slice(from);
      gap.forEach(event => passed.push(...streams.accept(event)));
      passed.push(...streams.releaseStale());
    }
    assert.deepEqual(passed.map(event => event.pos), log.map(event => event.pos), `seed ${seed}`);
  }
});
