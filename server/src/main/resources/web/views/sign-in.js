// Signing in: by password, or by a link that is mailed.

import {device, deviceProof, keep, open} from '../api.js';
import {el, field, form, notice} from '../dom.js';

export function signInView(done, reason) {
  const email = field('Email address', {
    type: 'email', name: 'email', autocomplete: 'username', required: true, maxlength: 254,
    autofocus: true,
  });
  const password = field('Password', {
    type: 'password', name: 'password', autocomplete: 'current-password', maxlength: 256,
  });
  const byPassword = form([email.node, password.node], 'Sign in', async () => {
    keep(await open('account.sign_in', {
      email: email.input.value.trim(), password: password.input.value, device: device(),
      device_proof: deviceProof(),
    }));
    done();
  });
  const byLink = el('button', {type: 'button', class: 'quiet', onclick: mailLink},
    'Mail me a sign-in link instead');

  async function mailLink() {
    if (!email.input.reportValidity()) {
      return;
    }
    try {
      await open('account.request_link', {
        email: email.input.value.trim(), device_proof: deviceProof(),
      });
      notice('If the address is known, a link is on its way.');
    } catch (error) {
      notice(error.message);
    }
  }

  return page('Welcome back', reason, byPassword, byLink);
}

/** The frame of every page without a session. */
export function page(title, text, ...children) {
  return el('main', {class: 'gate'},
    el('img', {src: 'icon.svg', alt: '', width: 48, height: 48}),
    el('p', {class: 'brand'}, 'Drawbridge'),
    el('h1', {}, title),
    text && el('p', {class: 'lead'}, text),
    ...children);
}
