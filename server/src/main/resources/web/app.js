// Where the page begins: a mailed link, a session of this tab, or the sign-in.

import {signedIn} from './api.js';
import {show} from './dom.js';
import {linkView} from './views/link.js';
import {Shell} from './views/shell.js';
import {signInView} from './views/sign-in.js';

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

function begin(reason) {
  const token = takeToken();
  if (token) {
    linkView(token, begin);
  } else if (signedIn()) {
    new Shell(begin).start();
  } else {
    show(signInView(begin, typeof reason === 'string' ? reason : undefined));
  }
}

addEventListener('hashchange', () => location.hash.length > 1 && location.reload());
begin();
