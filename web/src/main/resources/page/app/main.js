// The start of the page: a link, a session of this tab, or the sign-in.

import {h, render} from 'preact';
import {liveIn, zoneHere} from '../parts/time.js';
import {language, speak} from '../words/words.js';
import {Join} from '../views/join.js';
import {Link} from '../views/link.js';
import {Shell} from '../views/shell.js';
import {SignIn} from '../views/sign-in.js';
import {Stop} from '../views/stop.js';
import {keep, session} from './api.js';
import {Client} from './client.js';
import {faces} from './faces.js';
import {dress} from './look.js';
import {claim} from './tab.js';

const TOKEN = /^(link|setup|stop|join)=(.+)$/;
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
  render(null, root);
  render(view, root);
  root.querySelector('[autofocus]')?.focus();
}

export async function begin(reason) {
  const link = takeToken();
  if (link?.kind === 'stop') {
    show(h(Stop, {token: link.token, done: begin}));
  } else if (link?.kind === 'join') {
    show(h(Join, {token: link.token, done: begin, show}));
  } else if (link) {
    show(h(Link, {token: link.token, done: begin, show}));
  } else if (!session()) {
    show(h(SignIn, {done: begin, reason}));
  } else if (await claim(session())) {
    signedIn();
  } else {
    keep(null);
    show(h(SignIn, {done: begin, reason: t('other_tab')}));
  }
}

function signedIn() {
  const client = new Client(reason => {
    faces.stop();
    speak();
    begin(reason);
  });
  const draw = () => {
    const {state} = client.store;
    speak(state.me?.locale);
    liveIn(state.me?.card.time_zone);
    // All is drawn anew where the words or the times are others.
    client.left || render(h(Shell, {key: `${language} ${zoneHere()}`, client, state}), root);
  };
  faces.start((type, body) => client.live.run(type, body));
  client.store.subscribe(draw);
  render(null, root);
  draw();
  client.start();
}

// A link that was opened in this tab. Other fragments are places of the page.
addEventListener('hashchange', () => TOKEN.test(location.hash.slice(1)) && location.reload());
speak();
dress();
begin();
