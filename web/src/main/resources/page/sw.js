// The page's service worker: keeps the files of one version for a start without a connection, and shows pushes.
// It never keeps anything of /v1: no message, no name, no token. The server fills in the version and its files.

const FOLDER = '';
const FILES = [];

const KEPT = 'drawbridge-';
const NAME = KEPT + FOLDER;
const PAGES = new Set(['', 'link', 'join', 'setup']);
const WORDS = navigator.language.startsWith('de')
  ? {fresh: 'Neue Nachricht', lead: 'Öffnen Sie Drawbridge, um sie zu lesen.'}
  : {fresh: 'New message', lead: 'Open Drawbridge to read it.'};

/** An address without what stands before it: the server may have a folder of its own. */
const pathOf = address => {
  const scope = new URL(registration.scope);
  const url = new URL(address);
  return url.origin === scope.origin && url.pathname.startsWith(scope.pathname)
    ? url.pathname.slice(scope.pathname.length) : undefined;
};

addEventListener('install', event => event.waitUntil(keepAll()));

/** All files, or none: if the server has another version by now, this one is given up. */
async function keepAll() {
  const page = await fetch('./', {cache: 'no-cache', credentials: 'omit'});
  if (!page.ok || !(await page.clone().text()).includes(FOLDER)) {
    throw new Error('another version');
  }
  const cache = await caches.open(NAME);
  await cache.addAll([...FILES, 'icon.svg']);
  await cache.put('./', page);
  await skipWaiting();
}

addEventListener('activate', event => event.waitUntil(Promise.all([clients.claim(), forgetOld()])));

/** The version before stays, for tabs that still show it: each loads the files of its own folder. */
async function forgetOld() {
  const old = (await caches.keys()).filter(name => name.startsWith(KEPT) && name !== NAME);
  await Promise.all(old.slice(0, -1).map(name => caches.delete(name)));
}

addEventListener('fetch', event => {
  const {request} = event;
  const path = request.method === 'GET' ? pathOf(request.url) : undefined;
  if (path === undefined) {
    return;
  }
  if (request.mode === 'navigate' && PAGES.has(path)) {
    event.respondWith(newest(request));
  } else if (path.startsWith('page-') || path === 'icon.svg') {
    event.respondWith(caches.match(request).then(kept => kept ?? fetch(request)));
  }
});

/** The server's page; without a connection the one that was kept, which loads nothing but its own version. */
async function newest(request) {
  const kept = async () => (await (await caches.open(NAME)).match('./')) ?? Response.error();
  try {
    const page = await fetch(request);
    return page.status >= 500 ? kept() : page;
  } catch {
    return kept();
  }
}

addEventListener('push', event => event.waitUntil(told(event.data?.json() ?? {})));

/** A push names a conversation and no more, unless the workspace chose so: the rest is read when it is opened. */
async function told({type, conversation, pos, told: more}) {
  if (type === 'withdraw') {
    (await registration.getNotifications({tag: conversation})).forEach(each => each.close());
    return;
  }
  const seen = await clients.matchAll({type: 'window', includeUncontrolled: true});
  if (type !== 'notice' || seen.some(each => each.visibilityState === 'visible')) {
    return;
  }
  const title = [more?.author, more?.title].filter(Boolean).join(', ') || WORDS.fresh;
  await registration.showNotification(title, {
    body: more?.text ?? WORDS.lead, tag: conversation, renotify: true, icon: 'icon.svg', data: {conversation, pos},
  });
}

addEventListener('notificationclick', event => {
  event.notification.close();
  event.waitUntil(open(event.notification.data ?? {}));
});

/** Goes there in a tab that is open, or in a new one. */
async function open({conversation, pos}) {
  const place = `#c/${encodeURIComponent(conversation)}/${encodeURIComponent(pos)}`;
  const [there] = await clients.matchAll({type: 'window'});
  if (there) {
    await there.focus();
    there.postMessage({type: 'go', place});
  } else {
    await clients.openWindow('./' + place);
  }
}
