// The start of the page: a link, a session of this tab, or the sign-in.

import {h, render} from 'preact';
import {button} from '../parts/form.js';
import {keepFocus} from '../parts/keep-focus.js';
import {sheet} from '../parts/lazy.js';
import {learn, speak, t} from '../words/words.js';
import {gate} from '../views/gate.js';
import {SignIn} from '../views/sign-in.js';
import {session, signOut} from './api.js';
import {dress} from './look.js';
import {ending} from './seat.js';
import {register} from './worker.js';

const TOKEN = /^(link|setup|stop|join)=(.+)$/;
const LINKS = {
  join: () => import('../views/join.js').then(module => module.Join), link: () => import('../views/link.js').then(module => module.Link),
  setup: () => import('../views/link.js').then(module => module.Link), stop: () => import('../views/stop.js').then(module => module.Stop),
};
const STYLES = ['frame', 'views', 'page', 'settings'];
const root = document.getElementById('app');

/** The token is behind the #, which no browser sends: it reaches no server log and no referrer. */
function takeToken() {
  const fragment = location.hash.slice(1);
  const [, named, token] = TOKEN.exec(fragment) ?? [];
  const [, path] = /\/(link|setup|stop|join)$/.exec(location.pathname) ?? [];
  const taken = named ? {kind: named, token} : path && fragment ? {kind: path, token: fragment} : undefined;
  if (taken) {
    history.replaceState(null, '', new URL('.', location.href).pathname);
  }
  return taken;
}

/** Shows a view by itself; its first field that asks for it has the focus. */
export function show(view) {
  clear();
  render(view, root);
  root.querySelector('[autofocus]')?.focus();
}

/** Takes away what is shown: a view, or what stood there before the first. */
function clear() {
  render(null, root);
  root.replaceChildren();
}

/** elsewhere: other tabs go on with the session, and this one may come back. */
export function begin(reason, elsewhere = false) {
  const link = takeToken();
  if (link) {
    linked(link);
  } else if (!session()) {
    show(h(SignIn, {done: begin, reason}));
  } else if (elsewhere) {
    show(gate(t('other_tab'), reason, button(t('use_here'), () => begin(), 'primary wide')));
  } else {
    signedIn();
  }
}

/** What a link is for is loaded by those who have one. */
async function linked({kind, token}) {
  try {
    const [view] = await Promise.all([LINKS[kind](), learn()]);
    show(h(view, {token, done: begin, show}));
  } catch {
    notLoaded();
  }
}

const notLoaded = () => show(gate('Drawbridge', t('not_loaded'), button(t('try_again'), () => location.reload(), 'primary wide')));

/** The rest of the page is loaded once somebody is signed in; it is on its way by then. */
async function signedIn() {
  try {
    const [{enter}] = await Promise.all([import('./signed-in.js'), learn(), ...STYLES.map(sheet)]);
    enter(root, begin);
  } catch {
    notLoaded();
  }
}

/** What comes after the sign-in is fetched when there is time for it; now, if somebody is signed in. */
function hurry() {
  document.querySelectorAll('link[rel="prefetch"]').forEach(link => {
    link.rel = link.as === 'script' ? 'modulepreload' : 'preload';
  });
}

// A link that was opened in this tab. Other fragments are places of the page.
addEventListener('hashchange', () => TOKEN.test(location.hash.slice(1)) && location.reload());
speak();
dress();
keepFocus();
if (ending()) {
  signOut();
}
register();
session() && hurry();
begin();
addEventListener('load', () => (globalThis.requestIdleCallback ?? setTimeout)(() => learn().catch(() => {})));
