// The start of the page: a link, a session of this tab, or the sign-in.

import {h, render} from 'preact';
import {liveIn, zoneHere} from '../parts/time.js';
import {language, speak, t} from '../words/words.js';
import {button} from '../parts/form.js';
import {gate} from '../views/gate.js';
import {Join} from '../views/join.js';
import {Link} from '../views/link.js';
import {Shell} from '../views/shell.js';
import {SignIn} from '../views/sign-in.js';
import {Stop} from '../views/stop.js';
import {session, signOut} from './api.js';
import {Client} from './client.js';
import {faces} from './faces.js';
import {dress} from './look.js';
import {ending} from './seat.js';
import {register} from './worker.js';

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

/** elsewhere: other tabs go on with the session, and this one may come back. */
export function begin(reason, elsewhere = false) {
  const link = takeToken();
  if (link?.kind === 'stop') {
    show(h(Stop, {token: link.token, done: begin}));
  } else if (link?.kind === 'join') {
    show(h(Join, {token: link.token, done: begin, show}));
  } else if (link) {
    show(h(Link, {token: link.token, done: begin, show}));
  } else if (!session()) {
    show(h(SignIn, {done: begin, reason}));
  } else if (elsewhere) {
    show(gate(t('other_tab'), reason, button(t('use_here'), () => begin(), 'primary wide')));
  } else {
    signedIn();
  }
}

function signedIn() {
  const client = new Client((reason, elsewhere) => {
    faces.stop();
    speak();
    begin(reason, elsewhere);
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
if (ending()) {
  signOut();
}
register();
begin();
