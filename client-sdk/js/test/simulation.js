// A server and a clock in the test's hands: no network, no waiting.

import {ChatClient} from '../sdk/index.js';
import {LIMITS} from '../sdk/protocol.js';

export const ROOM = 'c_0000000000007';
export const OTHER = 'c_0000000000008';
export const TOKEN_LIFETIME_MS = 600_000;
export const START = Date.parse('2026-01-01T00:00:00Z');
const ANN = {id: 'a_0000000000002', name: 'Ann', external: false, bot: false};

/** Lets everything run that waits for nothing but its turn. */
export const settle = async () => {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise(next => setImmediate(next));
  }
};

export class ManualTimers {
  #now = 0;
  #waiting = [];

  now = () => this.#now;
  wall = () => START + this.#now;

  after = (ms, task) => {
    const entry = {at: this.#now + Math.max(0, ms), task};
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter(each => each !== entry);
    };
  };

  async advance(ms) {
    const until = this.#now + ms;
    await settle();
    for (;;) {
      const due = this.#waiting.filter(each => each.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!due) {
        break;
      }
      this.#waiting = this.#waiting.filter(each => each !== due);
      this.#now = Math.max(this.#now, due.at);
      due.task();
      await settle();
    }
    this.#now = until;
  }
}

export class Simulation {
  timers = new ManualTimers();
  wires = [];
  /** Commands that came by HTTP: [type, body]. */
  posted = [];
  reachable = true;
  /** Says by (type, body) which error a posted command gets. */
  refusing = () => undefined;
  #tokens = 0;

  client(options = {}) {
    return new ChatClient('https://chat.example.com', {
      credentials: {email: 'ann@example.com', password: 'a long password'},
      WebSocket: this.socket(options),
      fetch: (url, init) => this.answer(url, init),
      timers: this.timers,
      random: () => 0.5,
      onHandlerError: error => { throw error; },
      log: () => {},
      ...options,
    });
  }

  /** The kind of socket: one that can ping and be paused, as Node's, or not, as a browser's. */
  socket({browser = false}) {
    const sim = this;
    const Kind = class extends Wire {
      constructor() {
        super(sim);
      }
    };
    if (browser) {
      Kind.prototype.ping = undefined;
      Kind.prototype.pause = undefined;
      Kind.prototype.terminate = undefined;
    }
    return Kind;
  }

  /** The newest connection. */
  get wire() {
    return this.wires.at(-1);
  }

  async connected(options) {
    const client = this.client(options);
    await this.connect(client);
    return client;
  }

  async connect(client) {
    client.connect().catch(() => {});
    await settle();
    this.wire.greet();
    await settle();
  }

  async connectedWithRoom(client, head) {
    await this.connect(client);
    client.interest.open(ROOM);
    this.wire.answer('interest.open', opened(ROOM, head));
    await settle();
  }

  async reconnect() {
    const before = this.wires.length;
    this.wire.lose();
    await this.timers.advance(500);
    if (this.wires.length !== before + 1) {
      throw new Error(`${this.wires.length} connections (expected: ${before + 1})`);
    }
    this.wire.greet();
    await settle();
  }

  async answer(url, init) {
    const type = new URL(url).pathname.split('/').at(-1);
    const body = JSON.parse(init.body);
    this.posted.push([type, body]);
    const error = this.refusing(type, body);
    return error
      ? new Response(JSON.stringify({type: 'error', message: 'no', ...error}), {status: error.status ?? 400})
      : new Response(JSON.stringify(this.tokens(type)), {status: 200});
  }

  tokens(type) {
    const number = ++this.#tokens;
    const tokens = {
      type: 'tokens',
      access_token: `access-${number}`,
      access_expires_at: new Date(this.timers.wall() + TOKEN_LIFETIME_MS).toISOString(),
      refresh_token: `refresh-${number}`,
      account: 'a_0000000000001',
      session: 's_0000000000001',
    };
    return type === 'account.redeem' || type === 'invitation.claim' ? {type: 'redeemed', tokens} : tokens;
  }
}

/** One connection, as the server sees it. */
class Wire {
  sent = [];
  pings = 0;
  paused = false;
  gone = false;
  #sim;

  constructor(sim) {
    this.#sim = sim;
    if (!sim.reachable) {
      queueMicrotask(() => this.onclose({code: 1006, reason: ''}));
      return;
    }
    sim.wires.push(this);
    queueMicrotask(() => this.onopen());
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  ping() {
    this.pings++;
  }

  pause(paused) {
    this.paused = paused;
  }

  close() {
    this.gone = true;
  }

  terminate() {
    this.gone = true;
  }

  commands(type) {
    return this.sent.map(frame => frame.command).filter(command => command.type === type);
  }

  deliver(...frames) {
    frames.forEach(frame => this.onmessage({data: typeof frame === 'string' ? frame : JSON.stringify(frame)}));
  }

  answer(type, result) {
    this.deliver({type: 'reply', id: this.#idOf(type), result});
  }

  refuse(type, code, retryAfterMs) {
    this.deliver({type: 'error', id: this.#idOf(type), code, message: 'no', retry_after_ms: retryAfterMs});
  }

  #idOf(type) {
    return this.sent.findLast(frame => frame.command.type === type).id;
  }

  end(code) {
    this.onclose({code, reason: 'scripted'});
  }

  lose() {
    this.end(1006);
  }

  greet() {
    this.answer('session.start', {type: 'done'});
    this.deliver(hello(`since-${this.#sim.wires.length}`, this.#sim.timers.wall()));
    return this;
  }

  /** Answers resume: all that was asked for is open. */
  resumed(more = {}) {
    const opened = this.commands('session.resume').at(-1).cursors.map(cursor => cursor.conversation);
    this.answer('session.resume', resumed({since: `resumed-${this.#sim.wires.length}`, opened, ...more}));
    return this;
  }
}

const hello = (since, now) => ({
  type: 'hello',
  session: 's_0000000000001',
  account: 'a_0000000000001',
  server_time: new Date(now).toISOString(),
  version: 1,
  capabilities: [],
  limits: {cursors_max: LIMITS.cursors_max, in_flight_per_connection_max: LIMITS.in_flight_per_connection_max},
  since,
});

export const resumed = more => ({
  type: 'resumed', since: 'next', resync: false, gained: [], lost: [], changed: [], heads: [], opened: [], ...more,
});

export const view = conversation => ({conversation, kind: 'thread', name: 'Name', state: 'open'});

export const opened = (conversation, head) => ({type: 'opened', conversation: view(conversation), head});

export const posted = (pos, conversation = ROOM) => ({
  type: 'message.posted',
  conversation,
  pos,
  message: {conversation, pos, author: ANN, text: `text ${pos}`, sent_at: new Date(0).toISOString(),
    pinned: false, reactions: [], files: []},
});

export const sent = pos => ({type: 'sent', conversation: ROOM, pos, sent_at: new Date(0).toISOString()});

/** What became of a promise so far. */
export async function outcome(promise) {
  promise.catch(() => {});
  await settle();
  return Promise.race([
    promise.then(value => ({value}), error => ({error, code: error.code, sent: error.sent})),
    settle().then(() => 'pending'),
  ]);
}
