import assert from 'node:assert/strict';
import {test} from 'node:test';
import {ChatClient} from '../sdk/index.js';
import {SignIn} from '../sdk/sign-in.js';
import {ROOM, Simulation, TOKEN_LIFETIME_MS, outcome, settle} from './simulation.js';

const UNAUTHENTICATED = {code: 'unauthenticated', status: 401};

/** A client whose states and events are written down. */
function watched(sim, options) {
  const client = sim.client(options);
  const states = [];
  const events = [];
  client.on('state', state => states.push(state));
  client.on('event', event => events.push(event));
  return {client, states, events};
}

test('waits grow while the server cannot be reached', async () => {
  const sim = new Simulation();
  const {client, states} = watched(sim, {random: Math.random});
  sim.reachable = false;
  client.connect();

  await sim.timers.advance(120_000);

  const waits = states.filter(state => state.name === 'waiting').map(state => state.delayMs);
  assert.ok(waits.length > 8);
  assert.ok(waits[0] <= 200);
  assert.ok(waits.every(wait => wait <= 30_000));
  assert.ok(waits.at(-1) >= 15_000);
});

test('connect settles with the first connection', async () => {
  const sim = new Simulation();
  sim.reachable = false;
  const client = sim.client();
  const connected = client.connect();
  await sim.timers.advance(1_000);
  assert.equal(await outcome(connected), 'pending');

  sim.reachable = true;
  await sim.timers.advance(5_000);
  sim.wire.greet();

  assert.equal((await connected).since, 'since-1');
  assert.equal(client.state.name, 'connected');
  assert.equal(client.account, 'a_0000000000001');
});

for (const code of [1002, 1003, 1007, 1009, 4004, 4005]) {
  test(`close ${code} closes the client for good`, async () => {
    const sim = new Simulation();
    const client = await sim.connected();
    const call = client.send('account.me');
    call.catch(() => {});

    sim.wire.end(code);
    await sim.timers.advance(600_000);

    assert.equal(sim.wires.length, 1);
    assert.equal(client.state.name, 'closed');
    assert.equal((await client.closed).closeCode, code);
    assert.equal((await outcome(call)).code, 'closed');
    assert.equal((await outcome(client.send('account.me'))).code, 'closed');
  });
}

for (const code of [4001, 4002, 4008]) {
  test(`after close ${code} a new token comes first`, async () => {
    const sim = new Simulation();
    await sim.connected();
    sim.posted.length = 0;

    sim.wire.end(code);
    await sim.timers.advance(1_000);

    assert.deepEqual(sim.posted, [['session.refresh', {refresh_token: 'refresh-1'}]]);
    assert.equal(sim.wire.commands('session.start')[0].access_token, 'access-2');
  });
}

for (const code of [4003, 4006, 4007]) {
  test(`after close ${code} it comes back at once, but not for ever`, async () => {
    const sim = new Simulation();
    const client = await sim.connected();
    for (let times = 2; times <= 4; times++) {
      sim.wire.end(code);
      await sim.timers.advance(0);
      assert.equal(sim.wires.length, times);
      sim.wire.greet().resumed();
    }

    sim.wire.end(code);

    assert.ok(client.state.delayMs > 0);
  });
}

for (const code of [1011, 4000, 3999, 1006]) {
  test(`after close ${code} it waits`, async () => {
    const sim = new Simulation();
    const client = await sim.connected();

    sim.wire.end(code);

    assert.equal(client.state.name, 'waiting');
    assert.ok(client.state.delayMs >= 100);
    await sim.timers.advance(client.state.delayMs);
    assert.equal(sim.wires.length, 2);
  });
}

test('a steady connection starts the count again', async () => {
  const sim = new Simulation();
  sim.reachable = false;
  const client = sim.client();
  client.connect();
  await sim.timers.advance(20_000);
  sim.reachable = true;
  while (!sim.wire) {
    await sim.timers.advance(1_000);
  }
  sim.wire.greet();
  await sim.timers.advance(10_001);

  sim.wire.lose();

  assert.ok(client.state.delayMs <= 200);
});

test('an ended session is followed by a refresh, then by signing in', async () => {
  const sim = new Simulation();
  await sim.connected();
  sim.posted.length = 0;
  sim.refusing = type => type === 'session.refresh' ? UNAUTHENTICATED : undefined;

  sim.wire.end(4002);
  await sim.timers.advance(1_000);

  assert.deepEqual(sim.posted.map(([type]) => type), ['session.refresh', 'account.sign_in']);
  assert.equal(sim.wires.length, 2);
});

test('a client that cannot be signed in any more closes itself', async () => {
  const sim = new Simulation();
  sim.refusing = () => ({code: 'sign_in_failed', status: 401});
  const client = sim.client();
  const connected = client.connect();
  connected.catch(() => {});

  await sim.timers.advance(600_000);

  assert.equal(sim.posted.length, 1);
  assert.equal(client.state.cause.kind, 'sign_in_needed');
  assert.equal((await outcome(connected)).code, 'closed');
});

test('a busy server is asked again for tokens', async () => {
  const sim = new Simulation();
  sim.refusing = () => sim.posted.length < 3 ? {code: 'busy', status: 503} : undefined;
  sim.client().connect();

  await sim.timers.advance(10_000);

  assert.equal(sim.wires.length, 1);
});

test('a token is renewed in band before it ends, and told before it is used', async () => {
  const sim = new Simulation();
  const kept = [];
  await sim.connected({onTokens: tokens => kept.push(tokens.refresh_token)});

  for (let second = 0; second < TOKEN_LIFETIME_MS / 1_000; second++) {
    await sim.timers.advance(1_000);
    sim.wire.onalive();
  }

  assert.equal(sim.wires.length, 1);
  assert.deepEqual(sim.wire.commands('session.renew').map(renew => renew.access_token), ['access-2']);
  assert.deepEqual(kept, ['refresh-1', 'refresh-2']);
});

test('a refresh under way is shared, not repeated', async () => {
  const sim = new Simulation();
  const asked = [];
  let answer;
  const door = {
    send: (type, body) => {
      asked.push(body.refresh_token);
      return new Promise(resolve => { answer = resolve; });
    },
  };
  const signIn = new SignIn({refreshToken: 'once'}, door, 'test', sim.timers, () => {});

  const first = signIn.tokens();
  const second = signIn.renewed();
  await settle();

  assert.deepEqual(asked, ['once']);
  answer({...sim.tokens(), refresh_token: 'next'});
  assert.equal(await first, await second);
  signIn.renewed();
  await settle();
  assert.deepEqual(asked, ['once', 'next']);
});

test('tokens can be kept elsewhere', async () => {
  const sim = new Simulation();
  const asked = [];
  const source = async refused => {
    asked.push(refused);
    return sim.tokens();
  };
  await sim.connected({credentials: {source}});

  sim.wire.end(4001);
  await sim.timers.advance(1_000);

  assert.deepEqual(asked, [false, true]);
  assert.equal(sim.wire.commands('session.start')[0].access_token, 'access-2');
  assert.deepEqual(sim.posted, []);
});

test('a silent server is asked and then given up', async () => {
  const sim = new Simulation();
  await sim.connected();
  const [first] = sim.wires;

  await sim.timers.advance(30_000);
  assert.equal(first.pings, 1);
  await sim.timers.advance(11_000);

  assert.equal(sim.wires.length, 2);
  assert.equal(first.gone, true);
});

test('where a socket cannot ping, a command that looks nothing up asks', async () => {
  const sim = new Simulation();
  await sim.connected({browser: true});
  const [first] = sim.wires;

  await sim.timers.advance(21_000);
  first.answer('interest.close', {type: 'done'});
  await sim.timers.advance(40_000);
  assert.equal(sim.wires.length, 1);
  assert.equal(first.commands('interest.close').length, 2);
  await sim.timers.advance(20_000);

  assert.equal(sim.wires.length, 2);
});

test('an attempt without an answer is given up', async () => {
  const sim = new Simulation();
  sim.client().connect();

  await sim.timers.advance(11_000);

  assert.equal(sim.wires.length, 2);
});

test('a draining server is left alone for as long as it says', async () => {
  const sim = new Simulation();
  await sim.connected();

  sim.wire.deliver({type: 'server.draining', reconnect_after_ms: 8_000});
  sim.wire.end(4000);
  await sim.timers.advance(7_900);
  assert.equal(sim.wires.length, 1);
  await sim.timers.advance(2_200);

  assert.equal(sim.wires.length, 2);
});

test('who wakes up does not wait', async () => {
  const sim = new Simulation();
  const client = await sim.connected();
  sim.wire.end(4000);

  client.wake();
  await settle();

  assert.equal(sim.wires.length, 2);
  await sim.timers.advance(5_000);
  assert.equal(sim.wires.length, 2);
});

test('a resume that is refused means that all is loaded again', async () => {
  const sim = new Simulation();
  const {client, events} = watched(sim);
  await sim.connect(client);
  await sim.reconnect();
  sim.wire.refuse('session.resume', 'invalid');
  await settle();

  assert.equal(client.state.name, 'connected');
  assert.deepEqual(events, [{type: 'resync'}]);
});

test('a resume that the server cannot answer now is sent again over another connection', async () => {
  const sim = new Simulation();
  const {client, events} = watched(sim);
  await sim.connect(client);
  await sim.reconnect();
  sim.wire.refuse('session.resume', 'busy', 3_000);
  await sim.timers.advance(2_900);
  assert.equal(sim.wires.length, 2);
  await sim.timers.advance(1_000);
  sim.wire.greet().resumed();

  assert.equal(sim.wires.length, 3);
  assert.equal(sim.wire.commands('session.resume')[0].since, 'since-1');
  assert.equal(client.state.name, 'connected');
  assert.deepEqual(events, []);
});

test('a start that the server cannot answer now is tried again when it says', async () => {
  const sim = new Simulation();
  sim.client().connect();
  await settle();
  sim.posted.length = 0;
  sim.wire.refuse('session.start', 'busy', 5_000);

  await sim.timers.advance(4_900);
  assert.equal(sim.wires.length, 1);
  await sim.timers.advance(1_500);

  assert.equal(sim.wires.length, 2);
  assert.deepEqual(sim.posted, [], 'the token is as good as before');
});

test('the since of the last resume is sent next', async () => {
  const sim = new Simulation();
  const {client, states} = watched(sim);
  await sim.connect(client);
  for (let loss = 0; loss < 2; loss++) {
    sim.wire.lose();
    await sim.timers.advance(2_000);
    sim.wire.greet().resumed();
  }
  await settle();

  assert.deepEqual(sim.wires.slice(1).map(wire => wire.commands('session.resume')[0].since),
    ['since-1', 'resumed-2']);
  assert.deepEqual(states.filter(state => state.name === 'connected').map(state => state.resumed),
    [false, true, true]);
});

test('calls that wait in silence are sent again before they time out', async () => {
  const sim = new Simulation();
  const client = await sim.connected();
  const silent = sim.wire;
  await sim.timers.advance(1_000);
  const me = client.send('account.me');

  await sim.timers.advance(3_000);
  assert.equal(silent.pings, 1);
  silent.onalive();
  await sim.timers.advance(11_000);
  assert.equal(silent.gone, false);
  await sim.timers.advance(3_000);
  assert.equal(silent.gone, true);
  sim.wire.greet().resumed();

  assert.equal(sim.wire.commands('account.me').length, 1);
  assert.equal(await outcome(me), 'pending');
});

test('a claim code, a link and an API token sign in by their commands', async () => {
  for (const [credentials, command] of [
    [{code: '7K3M-Q9ZD-04TB', name: 'Okafor'},
      ['invitation.claim', {code: '7K3M-Q9ZD-04TB', device: 'phone', name: 'Okafor'}]],
    [{link: 'once', name: 'Ann'}, ['account.redeem', {token: 'once', device: 'phone', name: 'Ann'}]],
    [{apiToken: 'bot'}, ['account.sign_in_bot', {api_token: 'bot', device: 'phone'}]],
    [{refreshToken: 'kept'}, ['session.refresh', {refresh_token: 'kept'}]],
  ]) {
    const sim = new Simulation();
    await sim.connected({credentials, device: 'phone'});
    assert.deepEqual(sim.posted, [command]);
  }
});

test('a tab is named as the session starts', async () => {
  const sim = new Simulation();
  await sim.connected({tab: 'left'});
  assert.deepEqual(sim.wire.commands('session.start'),
    [{type: 'session.start', access_token: 'access-1', tab: 'left'}]);
});

test('without credentials or with another kind of address nothing begins', () => {
  const sim = new Simulation();
  assert.throws(() => sim.client({credentials: undefined}), /credentials: none/);
  assert.throws(() => new ChatClient('ftp://chat.example.com', {credentials: {apiToken: 'x'}, WebSocket: Object}),
    /expected: http, https, ws or wss/);
});

test('a client that is closed says goodbye and fails what waits', async () => {
  const sim = new Simulation();
  const {client, states} = watched(sim);
  await sim.connect(client);
  const call = client.messages.send(ROOM, 'one');
  call.catch(() => {});

  await client.close();

  assert.equal(sim.wire.gone, true);
  assert.equal((await outcome(call)).code, 'closed');
  assert.deepEqual((await client.closed).kind, 'application');
  assert.equal(states.at(-1).name, 'closed');
});
