// The link at the end of a mail: stops more of its kind when a person presses a button.

import {open} from '../api.js';
import {el, form, show} from '../dom.js';
import {page} from './sign-in.js';

export function stopView(token, done) {
  const stop = everybody => async () => {
    await open('mail.stop', {token, everybody});
    show(page('Done', 'You get no more mails like this.',
      el('button', {class: 'primary', onclick: () => done()}, 'Go to sign in')));
  };
  show(page('No more mails like this',
    'Nobody can invite this address by mail any more. Nobody is told, and what you are in stays as it is.',
    form([], 'From this workspace', stop(false)),
    form([], 'From anybody on this server', stop(true))));
}
