// Pushes to this browser: on, off, and why not.

import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import {obstacle, subscribe, subscribed, unsubscribe} from '#page/app/push.js';

const KEY = Buffer.from('a key of the server').toString('base64url');

let kept;
let browser;
let asked;

/** A client whose server says no to what `refusing` names. */
const client = (refusing = {}) => {
  const run = async (type, body) => {
    asked.push(type);
    if (refusing[type]) {
      throw Object.assign(new Error('no'), {code: refusing[type]});
    }
    return type === 'push.list' ? {web_key: KEY} : {device: `pd_1 at ${body.target?.endpoint}`};
  };
  return {live: {run}, change: run};
};

const made = {
  toJSON: () => ({endpoint: 'https://push.example', keys: {p256dh: 'p', auth: 'a'}}),
  unsubscribe: async () => asked.push('taken back'),
};

beforeEach(() => {
  kept = new Map();
  asked = [];
  browser = {answer: 'granted', active: true, refuses: 0, old: undefined};
  const pushManager = {
    subscribe: async ({applicationServerKey}) => {
      assert.equal(Buffer.from(applicationServerKey).toString(), 'a key of the server');
      if (browser.refuses-- > 0) {
        throw new DOMException('AbortError');
      }
      browser.old = made;
      return made;
    },
    getSubscription: async () => browser.old,
  };
  globalThis.localStorage = {
    getItem: key => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value), removeItem: key => kept.delete(key),
  };
  globalThis.Notification = {requestPermission: async () => browser.answer};
  Object.defineProperty(globalThis, 'navigator', {configurable: true, value: {
    serviceWorker: {getRegistration: async () => browser.active === undefined ? undefined : {active: browser.active, pushManager}},
  }});
});

test('it is turned on and off', async () => {
  const id = await subscribe(client(), 'Web browser');
  assert.equal(id, 'pd_1 at https://push.example');
  assert.equal(subscribed(), id);
  await unsubscribe(client());
  assert.deepEqual(asked, ['push.list', 'push.subscribe', 'push.unsubscribe', 'taken back']);
  assert.equal(subscribed(), undefined);
});

test('who says no, or nothing, is told so, and nothing is asked of the server', async () => {
  browser.answer = 'denied';
  await assert.rejects(subscribe(client(), 'x'), {key: 'push_denied'});
  browser.answer = 'default';
  await assert.rejects(subscribe(client(), 'x'), {key: 'push_unanswered'});
  browser.answer = 'granted';
  browser.active = undefined;
  await assert.rejects(subscribe(client(), 'x'), {key: 'push_no_worker'});
  browser.active = null;
  await assert.rejects(subscribe(client(), 'x'), {key: 'push_no_worker'});
  assert.deepEqual(asked, []);
});

test('what was subscribed with another key is given up for a new one; a push service that is not there is said', async () => {
  Object.assign(browser, {refuses: 1, old: made});
  await subscribe(client(), 'x');
  assert.deepEqual(asked, ['push.list', 'taken back', 'push.subscribe']);
  Object.assign(browser, {refuses: 2, old: undefined});
  await assert.rejects(subscribe(client(), 'x'), {key: 'push_failed'});
});

test('what the server has ended is ended; what it does not say is not', async () => {
  await subscribe(client(), 'x');
  await assert.rejects(unsubscribe(client({'push.unsubscribe': 'disconnected'})), {code: 'disconnected'});
  assert.ok(subscribed());
  await unsubscribe(client({'push.unsubscribe': 'not_found'}));
  assert.equal(subscribed(), undefined);
});

test('why a browser cannot be pushed to is said', () => {
  const all = {isSecureContext: true, navigator: {serviceWorker: {}}, PushManager: {}, Notification: {permission: 'default'}};
  assert.equal(obstacle(all), undefined);
  assert.equal(obstacle({...all, isSecureContext: false}), 'push_insecure');
  assert.equal(obstacle({...all, navigator: {}}), 'push_no_worker');
  assert.equal(obstacle({...all, PushManager: undefined}), 'push_unsupported');
  assert.equal(obstacle({...all, Notification: {permission: 'denied'}}), 'push_denied');
});
