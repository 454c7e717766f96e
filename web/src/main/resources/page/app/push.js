// Pushes to this browser while no tab is open. They carry ids alone, unless the workspace chose more.

import {device} from './api.js';

/** What this browser was subscribed as; the server ends it with the session. */
const KEY = 'drawbridge.push';

/** Whether this browser can be pushed to at all. */
export const pushable = () =>
  Boolean(navigator.serviceWorker && globalThis.PushManager && globalThis.Notification && globalThis.isSecureContext);

/** Whether it is, as this browser knows: its id among the devices of `push.list`. */
export const subscribed = () => localStorage.getItem(KEY) ?? undefined;

/** Asks the person's leave, and has this browser pushed to; the id of the device. Fails with a key of the words. */
export async function subscribe(client, name = device()) {
  if (await Notification.requestPermission() !== 'granted') {
    throw Object.assign(new Error(), {key: 'push_denied'});
  }
  const worker = await navigator.serviceWorker.ready;
  const {web_key: key} = await client.live.run('push.list');
  const made = await subscription(worker.pushManager, bytes(key));
  const {endpoint, keys} = made.toJSON();
  const {device: id} = await client.change('push.subscribe', {target: {type: 'web', endpoint, ...keys}, name});
  localStorage.setItem(KEY, id);
  return id;
}

/** One with another key is of a server that was here before. */
async function subscription(manager, key) {
  const wanted = {userVisibleOnly: true, applicationServerKey: key};
  try {
    return await manager.subscribe(wanted);
  } catch (error) {
    const old = await manager.getSubscription();
    if (!old) {
      throw Object.assign(error, {key: 'push_failed'});
    }
    await old.unsubscribe();
    return manager.subscribe(wanted);
  }
}

/** Has this browser pushed to no more. */
export async function unsubscribe(client) {
  const id = subscribed();
  if (id) {
    await client.change('push.unsubscribe', {device: id});
  }
  await forget();
}

/** The session is over, and with it the server's side. */
export async function forget() {
  localStorage.removeItem(KEY);
  const worker = await navigator.serviceWorker?.getRegistration();
  await (await worker?.pushManager?.getSubscription())?.unsubscribe();
}

function bytes(base64Url) {
  const text = atob(base64Url.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(text, letter => letter.charCodeAt(0));
}
