// The start of the page: a link, a session of this tab, or the sign-in.

import {keep, session} from './api.js';
import {show} from './dom.js';
import {claim} from './tab.js';
import {joinView} from './views/join.js';
import {linkView} from './views/link.js';
import {Shell} from './views/shell.js';
import {signInView} from './views/sign-in.js';
import {stopView} from './views/stop.js';

/** The token is behind the #, which no browser sends: it reaches no server log and no referrer. */
function takeToken() {
  const fragment = location.hash.slice(1);
  const named = /^(?:link|setup)=(.+)$/.exec(fragment);
  const bare = /\/(?:link|setup)$/.test(location.pathname) ? fragment : '';
  const token = named?.[1] ?? bare;
  if (token) {
    history.replaceState(null, '', new URL('.', location.href).pathname);
  }
  return token;
}

/** The token of a link that stops mails, or by which people join. */
function takeNamed(kind) {
  const fragment = location.hash.slice(1);
  const [, named, token] = /^(stop|join)=(.+)$/.exec(fragment) ?? [];
  const bare = location.pathname.endsWith(`/${kind}`) ? fragment : '';
  const taken = named === kind ? token : bare;
  if (taken) {
    history.replaceState(null, '', new URL('.', location.href).pathname);
  }
  return taken;
}

async function begin(reason) {
  const stop = takeNamed('stop');
  if (stop) {
    stopView(stop, begin);
    return;
  }
  const join = takeNamed('join');
  if (join) {
    joinView(join, begin);
    return;
  }
  const token = takeToken();
  if (token) {
    linkView(token, begin);
  } else if (!session()) {
    show(signInView(begin, reason));
  } else if (await claim(session())) {
    new Shell(begin).start();
  } else {
    keep(null);
    show(signInView(begin, 'You are signed in in another tab. Sign in here too, to use both.'));
  }
}

addEventListener('hashchange', () => location.hash.length > 1 && location.reload());
begin();
