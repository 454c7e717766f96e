// A mailed link: shows what it is for, and is spent only when a person presses the button.

import {call, device, deviceProof, keep, open, session} from '../api.js';
import {el, explain, field, form, notice, show} from '../dom.js';
import {page} from './sign-in.js';

/** An invitation that waits while its owner signs in by a link, which opens in a tab of its own. */
const WAITING = 'drawbridge.invitation';

export async function linkView(token, done) {
  show(page('One moment…'));
  try {
    const link = await open('link.show', {token});
    show(await viewOf(link, token, done));
  } catch (error) {
    show(page('This link does not work', explain(error),
      el('button', {class: 'primary', onclick: () => done()}, 'Go to sign in')));
  }
}

async function viewOf(link, token, done) {
  if (link.kind === 'set_up') {
    return setUp(token, done);
  }
  const self = await signedIn();
  if (self && self.email !== link.email) {
    return somebodyElses(link, self, token, done);
  }
  if (link.kind === 'sign_in') {
    return signIn(token, done);
  }
  if (link.needs_name) {
    return newAccount(link, token, done);
  }
  return self ? accept(link, token, done) : signInToAccept(link, token, done);
}

/** The account that is signed in in this tab, if one is. */
async function signedIn() {
  try {
    return session() ? await call('account.me', {}) : null;
  } catch (error) {
    if (session()) {
      throw error;
    }
    return null;
  }
}

/** Nothing is accepted in somebody else's name, and nobody's tab becomes another's. */
function somebodyElses(link, self, token, done) {
  return page('This link is not yours',
    `It was mailed to ${link.email}. You are signed in as ${self.email ?? self.name}. Nothing was accepted.`,
    el('button', {class: 'primary', onclick: () => done()}, `Go on as ${self.name}`),
    el('button', {class: 'quiet', onclick: signOut}, 'Sign out and use the link'));

  async function signOut() {
    try {
      await call('account.sign_out', {});
      keep(null);
      linkView(token, done);
    } catch (error) {
      notice(explain(error));
    }
  }
}

function signIn(token, done) {
  const password = newPassword('A new password, if you want to set one');
  return page('Sign in', 'This link signs you in on this device, once.',
    form([password.node], 'Sign in', async () => {
      await redeem(token, {password: password.input.value || undefined});
      const waiting = localStorage.getItem(WAITING);
      localStorage.removeItem(WAITING);
      if (waiting) {
        linkView(waiting, done);
      } else {
        done();
      }
    }));
}

function newAccount(link, token, done) {
  const name = field('Your name', {
    name: 'name', autocomplete: 'name', required: true, maxlength: 100, autofocus: true,
  });
  const password = newPassword('A password, if you want one');
  return invitation(link, form([name.node, password.node], label(link), async () => {
    await redeem(token, {
      name: name.input.value.trim(), password: password.input.value || undefined,
    });
    done();
  }));
}

function accept(link, token, done) {
  return invitation(link, form([], label(link), async () => {
    await acceptLink(token);
    done();
  }));
}

/** The link proves nobody who has an account: its owner signs in as always, and then accepts. */
function signInToAccept(link, token, done) {
  const password = field('Password', {
    type: 'password', name: 'password', autocomplete: 'current-password', maxlength: 256,
    required: true, autofocus: true,
  });
  return invitation(link,
    el('p', {}, `Sign in as ${link.email} to accept.`),
    form([password.node], 'Sign in and accept', async () => {
      keep(await open('account.sign_in', {
        email: link.email, password: password.input.value, device: device(),
        device_proof: deviceProof(),
      }));
      await acceptLink(token);
      done();
    }),
    el('button', {type: 'button', class: 'quiet', onclick: mailLink}, 'Mail me a sign-in link instead'));

  async function mailLink() {
    try {
      await open('account.request_link', {email: link.email, device_proof: deviceProof()});
      localStorage.setItem(WAITING, token);
      notice('A link is on its way. Open it in this browser.');
    } catch (error) {
      notice(explain(error));
    }
  }
}

// Names of threads and secret groups show only to those who have accepted.
const named = title => title && `“${title}”`;

function invitation(link, ...children) {
  const what = link.kind === 'workspace_invitation'
    ? `You become a member of ${named(link.title) ?? 'a workspace'}.`
    : `You will see ${named(link.title) ?? 'one conversation'} and nothing else of their workspace.`;
  return page(`${link.inviter ?? 'Somebody'} invites you`, what,
    ...[link.note && el('blockquote', {}, link.note)].filter(Boolean),
    ...children);
}

const label = link => link.kind === 'workspace_invitation' ? 'Join' : 'Open the conversation';

const newPassword = text => field(text, {
  type: 'password', autocomplete: 'new-password', minlength: 10, maxlength: 256,
});

async function redeem(token, details) {
  const redeemed = await open('account.redeem', {token, device: device(), ...details});
  keep(redeemed.tokens);
  lead(redeemed.conversation);
}

async function acceptLink(token) {
  const accepted = await call('link.accept', {token});
  lead(accepted.conversation);
}

/** Sets where the page begins once somebody is signed in. */
function lead(conversation) {
  if (conversation) {
    sessionStorage.setItem('drawbridge.open', conversation);
  }
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
