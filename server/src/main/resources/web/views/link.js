// A mailed link: shows what it is for, and is spent only when a person presses the button.

import {device, keep, open} from '../api.js';
import {el, explain, field, form, show} from '../dom.js';
import {page} from './sign-in.js';

export async function linkView(token, done) {
  show(page('One moment…'));
  try {
    const link = await open('link.show', {token});
    show(link.kind === 'set_up' ? setUp(token, done) : redeem(link, token, done));
  } catch (error) {
    show(page('This link does not work', explain(error),
      el('button', {class: 'primary', onclick: () => done()}, 'Go to sign in')));
  }
}

function redeem(link, token, done) {
  const who = link.inviter ?? 'Somebody';
  const [title, text, label] = {
    sign_in: ['Sign in', 'This link signs you in on this device, once.', 'Sign in'],
    invitation: [
      `${who} invites you`,
      `You will see “${link.title ?? 'one conversation'}” and nothing else of their workspace.`,
      'Open the conversation',
    ],
    workspace_invitation: [
      `${who} invites you`, `You become a member of “${link.title ?? 'a workspace'}”.`, 'Join',
    ],
  }[link.kind];
  const name = field('Your name', {
    name: 'name', autocomplete: 'name', required: true, maxlength: 100, autofocus: true,
  });
  const fields = [
    link.note && el('blockquote', {}, link.note),
    link.needs_name && name.node,
  ].filter(Boolean);
  return page(title, text, form(fields, label, async () => {
    const body = {token, device: device()};
    if (link.needs_name) {
      body.name = name.input.value.trim();
    }
    const redeemed = await open('account.redeem', body);
    keep(redeemed.tokens);
    if (redeemed.conversation) {
      sessionStorage.setItem('drawbridge.open', redeemed.conversation);
    }
    done();
  }));
}

function setUp(token, done) {
  const workspace = field('Name of the workspace', {required: true, maxlength: 100, autofocus: true});
  const name = field('Your name', {autocomplete: 'name', required: true, maxlength: 100});
  const email = field('Your email address', {
    type: 'email', autocomplete: 'username', required: true, maxlength: 254,
  });
  const password = field('A password, at least 10 characters', {
    type: 'password', autocomplete: 'new-password', required: true, minlength: 10, maxlength: 256,
  });
  const fields = [workspace, name, email, password].map(each => each.node);
  return page('Set up your server', 'You become the owner of its first workspace.',
    form(fields, 'Make the workspace', async () => {
      const made = await open('workspace.set_up', {
        token,
        workspace_name: workspace.input.value.trim(),
        email: email.input.value.trim(),
        name: name.input.value.trim(),
        password: password.input.value,
        device: device(),
      });
      keep(made.tokens);
      done();
    }));
}
