import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ROOM, Simulation, posted, resumed, settle} from './simulation.js';

const NO_FRAMES = [
  '',
  'null',
  '[]',
  '{}',
  '{"type":"head"}',
  `{"type":"head","conversation":"${ROOM}","head":1e400,"mentioned":false}`,
  `{"type":"head","conversation":"${ROOM}","head":NaN,"mentioned":false}`,
  `{"type":"head","conversation":"${ROOM}","head":1.5,"mentioned":false}`,
  '{"type":"head","conversation":"c_7","head":1,"mentioned":false}',
  '{"type":"server.draining","reconnect_after_ms":1} {}',
  '{"type":"server.draining","reconnect_after_ms":99999999999999999999}',
];

for (const text of NO_FRAMES) {
  test(`a frame that is none ends the connection, and the next one resumes: ${text}`, async () => {
    const sim = new Simulation();
    const events = [];
    const client = sim.client();
    client.on('event', event => events.push(event));
    await sim.connect(client);

    sim.wire.deliver(text);
    await sim.timers.advance(1_000);
    sim.wire.greet();

    assert.equal(sim.wires.length, 2);
    assert.equal(sim.wires[0].gone, true);
    assert.equal(sim.wire.commands('session.resume').length, 1);
    assert.deepEqual(events, []);
  });
}

test('an event that this version does not know is passed on and harms nothing', async () => {
  const sim = new Simulation();
  const client = sim.client();
  const events = [];
  client.on('star.born', event => events.push(event.name));
  await sim.connect(client);

  sim.wire.deliver({type: 'star.born', name: 'Vega'});
  await settle();

  assert.deepEqual(events, ['Vega']);
  assert.equal(client.state.name, 'connected');
});

const seeded = seed => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed / 2_147_483_648;
};

function spoilt(below) {
  const frame = [
    () => ({type: 'head', conversation: ROOM, head: below(1_000), mentioned: true}),
    () => ({type: 'resync', conversation: ROOM}),
    () => ({type: 'reply', id: 1 + below(9), result: resumed({resync: below(2) > 0,
      heads: [{conversation: ROOM, head: 3, mentioned: false}], opened: [ROOM]})}),
    () => posted(1 + below(999)),
  ][below(4)]();
  const text = [...JSON.stringify(frame)];
  for (let spoil = below(3); spoil > 0; spoil--) {
    const at = below(text.length);
    const other = String.fromCharCode(0x20 + below(0x5f));
    text.splice(at, below(2), ...[[], [other]][below(2)]);
  }
  return text.join('');
}

test('spoilt frames never stall the client nor turn positions back', async () => {
  for (let seed = 1; seed <= 150; seed++) {
    const random = seeded(seed);
    const below = max => Math.floor(random() * max);
    const sim = new Simulation();
    const events = [];
    const client = sim.client();
    client.on('event', event => events.push(event));
    await sim.connect(client);
    for (let frame = 0; frame < 8; frame++) {
      sim.wire.deliver(spoilt(below));
      if (client.state.name !== 'connected') {
        const before = sim.wires.length;
        while (sim.wires.length === before) {
          await sim.timers.advance(50);
        }
        sim.wire.greet().resumed();
      }
    }
    await settle();
    assert.equal(client.state.name, 'connected', `seed ${seed}`);
    if (events.some(event => event.type === 'resync' && event.conversation === undefined)) {
      continue; // a server that has started over may count from the beginning
    }
    const positions = events.filter(event => event.type === 'message.posted' && event.conversation === ROOM).map(event => event.pos);
    assert.deepEqual(positions, [...new Set(positions)].sort((a, b) => a - b), `seed ${seed}`);
  }
});
