// What the Java SDK promises, seen from JavaScript, against the scripted server of
// client-sdk/testkit. `JavaScriptSdkWireTest` has the script of each by its name.

import assert from 'node:assert/strict';
import {ChatClient, DrawbridgeError, HttpDoor} from '../../sdk/node/index.js';

const ROOM = 'c_0000000000007';
const SENDS = 120;

/** A client of that server with what it has heard. */
function client(url, clients, options = {}) {
  const made = new ChatClient(url, {
    credentials: {email: 'ann@example.com', password: 'a long password'},
    backoff: {firstMs: 1, maxMs: 5, steadyAfterMs: 86_400_000},
    ...options,
  });
  clients.push(made);
  const heard = {log: [], ended: [], states: []};
  let told = () => {};
  for (const [name, list] of [['log', heard.log], ['access.ended', heard.ended], ['state', heard.states]]) {
    made.on(name, happening => {
      list.push(happening);
      told();
    });
  }
  const until = async condition => {
    while (!condition()) {
      await new Promise(resolve => { told = resolve; });
    }
  };
  return {client: made, ...heard, until};
}

const refused = (promise, code) =>
  assert.rejects(promise, error => error instanceof DrawbridgeError && error.code === code && error.refused);

const positions = events => events.map(event => event.pos);

export async function callIsAnswered(url, clients) {
  const {client: it} = client(url, clients);
  const hello = await it.connect();
  assert.equal(hello.account, it.account);

  const sent = await it.messages.send(ROOM, 'hello');

  assert.deepEqual(sent, {type: 'sent', conversation: ROOM, pos: 5, sent_at: '2026-01-01T00:00:00Z'});
}

export async function refusalHasTheServersCode(url, clients) {
  const {client: it} = client(url, clients);
  await it.connect();
  await refused(it.messages.send(ROOM, 'hello'), 'closed');
}

export async function bothDoorsTellTheSameRefusal(url, clients) {
  const {client: it} = client(url, clients);
  await it.connect();
  const door = new HttpDoor(url);
  await refused(it.send('message.pins', {conversation: ROOM}), 'not_allowed');
  await refused(door.send('message.pins', {conversation: ROOM}, 'token'), 'not_allowed');
  assert.equal((await door.send('account.me', {}, 'token')).account, it.account);
}

export async function eventsArriveInOrderAndOnce(url, clients) {
  const {client: it, log, until} = client(url, clients);
  await it.connect();
  await it.interest.open(ROOM);
  await it.messages.send(ROOM, 'now');
  await until(() => log.length === 3);

  assert.deepEqual(positions(log), [1, 2, 3]);
  assert.equal(it.stats.duplicates, 2);
}

export async function resumeAsksForWhatFollowsTheLastEvent(url, clients) {
  const {client: it, log, until} = client(url, clients);
  await it.connect();
  await it.interest.open(ROOM);
  it.messages.send(ROOM, 'now').catch(() => {});
  await until(() => log.length === 3);

  assert.deepEqual(positions(log), [1, 2, 3]);
  assert.equal(it.stats.connections, 2);
}

export async function mutationInFlightIsCarriedOutOnceOverManyLostConnections(url, clients) {
  const {client: it} = client(url, clients);
  await it.connect();
  const sends = await Promise.all(['one', 'two', 'three'].map(text => it.messages.send(ROOM, text)));

  assert.deepEqual(positions(sends), [1, 2, 3]);
}

export async function endThatComesWhileAHandlerWorksIsNoticed(url, clients) {
  const {client: it, log, until} = client(url, clients, {heartbeatMs: 5_000});
  it.on('log', () => it.messages.send(ROOM, 'hang up').then(sent => assert.equal(sent.pos, 2)));
  await it.connect();
  await it.interest.open(ROOM);
  await it.messages.send(ROOM, 'now');
  await until(() => log.length === 1);

  assert.equal((await it.messages.send(ROOM, 'again')).pos, 2);
  assert.equal(it.stats.connections, 2);
}

export async function refreshTokenIsUsedWhenTheAccessTokenIsRefused(url, clients) {
  const kept = [];
  const {client: it} = client(url, clients, {onTokens: tokens => kept.push(tokens.refresh_token)});
  await it.connect();
  assert.deepEqual(kept, ['refresh-1', 'refresh-2']);
}

export async function claimCodeSignsIn(url, clients) {
  const {client: it} = client(url, clients,
    {credentials: {code: '7K3M-Q9ZD-04TB', name: 'Okafor'}, device: 'phone'});
  await it.connect();
}

export async function closeCodeReachesTheClient(url, clients) {
  const {client: it, states, until} = client(url, clients);
  await it.connect();
  const waited = () => states.find(state => state.name === 'waiting');
  await until(waited);

  const {kind, closeCode} = waited().cause;
  assert.deepEqual([kind, closeCode], ['server', 4003]);
}

export async function binaryFrameEndsTheConnection(url, clients) {
  const {client: it, states, until} = client(url, clients);
  await it.connect();
  const cut = () => states.findIndex(state => state.name === 'waiting');
  await until(() => cut() >= 0 && states.slice(cut()).some(state => state.name === 'connected'));

  assert.match(states[cut()].cause.why, /binary frame/);
}

export async function connectionCutInsideAFrameIsResumed(url, clients) {
  const {client: it, log, until} = client(url, clients);
  await it.connect();
  await it.interest.open(ROOM);
  it.messages.send(ROOM, 'now').catch(() => {});
  await until(() => log.length === 1);

  assert.equal(log[0].message.text, 'cut');
  assert.equal(it.stats.connections, 2);
}

export async function largeFrameArrivesWhole(url, clients) {
  const {client: it, log, until} = client(url, clients);
  await it.connect();
  await it.interest.open(ROOM);
  it.messages.send(ROOM, 'now').catch(() => {});
  await until(() => log.length === 1);

  assert.equal(log[0].message.text, 'ä'.repeat(20_000));
}

export async function serverThatRefusesUpgradesIsTriedAgain(url, clients) {
  const {client: it, states} = client(url, clients);
  await it.connect();
  assert.ok(states.filter(state => state.name === 'waiting').length >= 3);
}

export async function purgeComesBeforeTheHandlerHearsOfTheEnd(url, clients) {
  const {client: it, log, ended, until} = client(url, clients);
  const kept = [];
  it.on('access.ended', ({conversation}) =>
    kept.push(it.store.messages(conversation).length, it.position(conversation) ?? 'no'));
  await it.connect();
  await it.interest.open(ROOM);
  it.messages.send(ROOM, 'now').catch(() => {});
  await until(() => log.length === 2);
  assert.equal(it.store.messages(ROOM).length, 2);
  it.messages.send(ROOM, 'remove').catch(() => {});
  await until(() => ended.length === 1);

  assert.equal(kept[0], 0);
  assert.equal(it.store.messages(ROOM).length, 0);
}

export async function whatWasLostWhileAwayIsPurgedBeforeAnythingElseIsTold(url, clients) {
  const {client: it, log, ended, until} = client(url, clients);
  const story = [];
  it.on('event', event => story.push(`${event.type} ${it.store.messages(ROOM).length}`));
  await it.connect();
  await it.interest.open(ROOM);
  it.messages.send(ROOM, 'now').catch(() => {});
  await until(() => log.length === 1 && ended.length === 1);
  await it.send('account.me');

  assert.deepEqual(story, ['message.posted 1', 'access.ended 0', 'head 0']);
  assert.equal(it.position(ROOM), undefined);
}

export async function everySendIsCarriedOutOnceAndEveryEventArrivesOnceInOrder(url, clients) {
  const {client: it, log, until} = client(url, clients,
    {credentials: {apiToken: 'token'}, heartbeatMs: 5_000});
  await it.connect();
  await it.interest.open(ROOM);
  const sends = await Promise.all(
    Array.from({length: SENDS}, (_, at) => it.messages.send(ROOM, `text ${at}`)));
  await until(() => log.length === SENDS);

  assert.ok(it.stats.connections > 5);
  assert.deepEqual(positions(log), positions(sends).sort((one, other) => one - other));
}

/** Texts with quotes, escapes, marks of order, half and whole characters beyond the basic plane. */
export async function whatTheClientSendsIsReadAsItWasMeant(url, clients) {
  const {client: it} = client(url, clients, {credentials: {apiToken: 'token'}});
  await it.connect();
  const parts = ['a', '"', '\\', '/', '\u2028', '\ufeff', 'ä', '😀', '\u0301', '\n', '</script>', '\t'];
  for (let seed = 1; seed <= 60; seed++) {
    const text = Array.from({length: 1 + seed % 40}, (_, at) => parts[(seed * 7 + at * (seed % 5 + 1)) % parts.length]);
    const whole = `x${text.join('')}`;
    const {pos} = await it.messages.send(ROOM, whole);
    assert.equal(pos, whole.length);
  }
}
