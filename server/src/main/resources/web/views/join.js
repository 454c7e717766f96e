// A join link that somebody passed on: shows what it is for, and asks to be let in.

import {call, clientId, open, session} from '../api.js';
import {el, explain, field, form, show} from '../dom.js';
import {page, signInView} from './sign-in.js';

export async function joinView(token, done) {
  show(page('One moment…'));
  try {
    const link = await open('join_link.open', {token});
    show(session() ? asSelf(link, token, done) : asStranger(link, token, done));
  } catch (error) {
    show(page('This link does not work', explain(error),
      el('button', {class: 'primary', onclick: () => done()}, 'Go to sign in')));
  }
}

function asSelf(link, token, done) {
  const note = noteField();
  return offer(link,
    form([note.node], label(link), async () => {
      const applied = await call('join_link.apply', {
        client_id: clientId(), token, note: note.input.value.trim() || undefined,
      });
      if (applied.outcome === 'joined') {
        sessionStorage.setItem('drawbridge.open', applied.conversation);
        done();
      } else {
        show(outcome(applied, done));
      }
    }),
    el('button', {type: 'button', class: 'quiet', onclick: () => done()}, 'Not now'));
}

/** The mail that follows proves the address; who has an account signs in instead. */
function asStranger(link, token, done) {
  const email = field('Your email address', {
    type: 'email', name: 'email', autocomplete: 'username', required: true, maxlength: 254,
    autofocus: true,
  });
  const name = field('Your name', {name: 'name', autocomplete: 'name', maxlength: 100});
  const note = noteField();
  return offer(link,
    form([email.node, name.node, note.node], label(link), async () => {
      show(outcome(await open('join_link.apply_by_mail', {
        token,
        email: email.input.value.trim(),
        name: name.input.value.trim() || undefined,
        note: note.input.value.trim() || undefined,
      }), done));
    }),
    el('button', {
      type: 'button', class: 'quiet',
      onclick: () => show(signInView(() => joinView(token, done), 'Sign in, and go on with the link.')),
    }, 'I have an account'));
}

const noteField = () => field('What those who answer should know, if anything', {
  name: 'note', rows: 2, maxlength: 500,
});

const label = link => link.approval ? 'Ask to join' : 'Join';

function offer(link, ...children) {
  const what = link.title ? `“${link.title}”` : 'one conversation';
  return page(`${link.inviter} lets you ${link.approval ? 'ask to join' : 'join'}`,
    `You will see ${what} and nothing else of their workspace. Who manages it sees your name and address.`,
    ...[link.note && el('blockquote', {}, link.note)].filter(Boolean),
    ...children);
}

const OUTCOMES = {
  pending: ['You have asked', 'Who manages the conversation will answer. Then you can see it here, or get a mail.'],
  mailed: ['Look into your mail', 'If you can be let in, a mail to your address goes on from here.'],
  denied: ['Not approved', 'Your request was not approved.'],
};

const outcome = (applied, done) => page(...OUTCOMES[applied.outcome],
  el('button', {class: 'primary', onclick: () => done()}, session() ? 'Go on' : 'Go to sign in'));
