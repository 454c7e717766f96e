// The service worker: registered once the page has what it needs, and asked to take back what it shows.

const SCRIPT = 'sw.js';
const LATER_MS = 2_000;
const PLACE = /^#c\/[\w%]+\/\d+$/;

/** Trusted Types know one name, for this one address. */
function address() {
  const url = new URL(SCRIPT, document.baseURI).href;
  return globalThis.trustedTypes?.createPolicy('drawbridge-worker', {createScriptURL: () => url}).createScriptURL('') ?? url;
}

/** Where there is none (plain http from another machine, private windows) the page does without. */
export function register() {
  const workers = navigator.serviceWorker;
  if (!workers) {
    return;
  }
  workers.addEventListener('message', event => {
    if (event.data?.type === 'go' && PLACE.test(event.data.place)) {
      location.hash = event.data.place;
    }
  });
  setTimeout(() => workers.register(address()).catch(() => {}), LATER_MS);
}

/** Takes back what a push showed: of one conversation, or all of it. */
export async function takeBack(conversation) {
  const worker = await navigator.serviceWorker?.getRegistration();
  const shown = await worker?.getNotifications(conversation && {tag: conversation}) ?? [];
  shown.forEach(each => each.close());
}
