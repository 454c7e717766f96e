// Pushes to this browser while no tab is open. They carry ids alone, unless the workspace chose more.

/** What this browser was subscribed as; the server ends it with the session. */
const KEY = 'drawbridge.push';

/** Why this browser cannot be pushed to, in a key of the words; none if it can. */
export function obstacle(here = globalThis) {
  if (!here.isSecureContext) {
    return 'push_insecure';
  }
  if (!here.navigator.serviceWorker) {
    return 'push_no_worker';
  }
  if (!here.PushManager || !here.Notification) {
    return 'push_unsupported';
  }
  return here.Notification.permission === 'denied' ? 'push_denied' : undefined;
}

/** Whether it is, as this browser knows: its id among the devices of `push.list`. */
export const subscribed = () => localStorage.getItem(KEY) ?? undefined;

const failed = (key, error = new Error(key)) => Object.assign(error, {key});

/** Asks the person's leave, and has this browser pushed to; the id of the device. Fails with a key of the words. */
export async function subscribe(client, name) {
  const answer = await Notification.requestPermission();
  if (answer !== 'granted') {
    throw failed(answer === 'denied' ? 'push_denied' : 'push_unanswered');
  }
  const worker = await navigator.serviceWorker.getRegistration();
  if (!worker?.active) {
    throw failed('push_no_worker');
  }
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
  } catch {
    await (await manager.getSubscription())?.unsubscribe();
    // What a browser says of its push service is for its makers.
    return manager.subscribe(wanted).catch(() => { throw failed('push_failed'); });
  }
}

/** Has this browser pushed to no more; what the server has ended already is ended. */
export async function unsubscribe(client) {
  const id = subscribed();
  if (id) {
    await client.change('push.unsubscribe', {device: id}).catch(error => {
      if (error.code !== 'not_found') {
        throw error;
      }
    });
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
