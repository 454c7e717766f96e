// A mailed link: shows what it is for, and is spent only when a person presses the button.

import {h} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {call, device, deviceProof, keep, open, session} from '../app/api.js';
import {button, field, Form} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {notice} from '../parts/notice.js';
import {explain, t} from '../words/words.js';
import {dead} from './dead.js';
import {gate} from './gate.js';
import {ends, ofYou, seen} from './offer.js';
import {stayBox} from './stay.js';

/** An invitation that waits while its owner signs in by a link, which opens in a tab of its own. */
const WAITING = 'drawbridge.invitation';

export function Link({token, done, show}) {
  const [link, setLink] = useState();
  const [failure, fail] = useState();
  const [declined, decline] = useState(false);
  useEffect(() => {
    load(token).then(setLink, fail);
  }, []);
  if (failure) {
    return dead(failure, done);
  }
  if (declined) {
    return gate(t('declined_link'), t('declined_link_text'));
  }
  return link ? viewOf(link, {token, done, decline, again: other => show(h(Link, {token: other, done, show}))}) : gate(t('moment'));
}

async function load(token) {
  const link = await open('link.show', {token});
  return {...link, self: link.kind === 'set_up' ? null : await signedIn()};
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

function viewOf(link, way) {
  if (link.kind === 'set_up') {
    return setUp(way);
  }
  if (link.self && link.self.email !== link.email) {
    return somebodyElses(link, way);
  }
  if (link.kind === 'sign_in') {
    return signIn(way);
  }
  if (link.needs_name) {
    return newAccount(link, way);
  }
  return link.self ? accept(link, way) : signInToAccept(link, way);
}

/** Nothing is accepted in somebody else's name, and nobody's tab becomes another's. */
function somebodyElses(link, {token, done, again}) {
  const {self} = link;
  const signOut = async () => {
    try {
      await call('account.sign_out', {});
      keep(null);
      again(token);
    } catch (error) {
      notice(explain(error));
    }
  };
  return gate(t('not_yours'), t('not_yours_text', {email: link.email, self: self.email ?? self.name}),
    button(t('go_on_as', {name: self.name}), () => done(), 'primary wide'),
    button(t('sign_out_and_use'), signOut, 'quiet'));
}

const newPassword = (label, more) => field(label,
  {type: 'password', name: 'password', autocomplete: 'new-password', minLength: 10, maxLength: 256, ...more});
const nameField = more => field(t('your_name'), {name: 'name', autocomplete: 'name', required: true, maxLength: 100, ...more});

function signIn({token, done, again}) {
  return gate(t('sign_in'), t('link_signs_in'), h(Form, {
    label: t('sign_in'),
    submit: async values => {
      await redeem(token, {password: values.password || undefined});
      const waiting = localStorage.getItem(WAITING);
      localStorage.removeItem(WAITING);
      (waiting ? again : done)(waiting ?? undefined);
    },
  }, newPassword(t('new_password')), stayBox()));
}

function newAccount(link, {token, done, decline}) {
  return invitation(link, {token, decline}, h(Form, {
    label: label(link),
    submit: async values => {
      await redeem(token, {name: values.name.trim(), password: values.password || undefined});
      done();
    },
  }, nameField({autofocus: true, defaultValue: link.offer?.name ?? ''}),
  h('details', {}, h('summary', {}, icon('right'), t('a_password')), newPassword(t('a_password'))), stayBox(),
  link.email && h('p', {class: 'hint'}, t('go_in_as', {email: link.email}))));
}

function accept(link, {token, done, decline}) {
  return invitation(link, {token, decline}, h(Form, {
    label: label(link),
    submit: async () => {
      await acceptLink(token);
      done();
    },
  }));
}

/** The link proves nobody who has an account: its owner signs in as always, and then accepts. */
function signInToAccept(link, {token, done, decline}) {
  const mailLink = async () => {
    try {
      await open('account.request_link', {email: link.email, device_proof: deviceProof()});
      localStorage.setItem(WAITING, token);
      notice(t('link_coming'));
    } catch (error) {
      notice(explain(error));
    }
  };
  return invitation(link, {token, decline}, h('p', {}, t('sign_in_as', {email: link.email})),
    h(Form, {
      label: t('sign_in_accept'),
      submit: async values => {
        keep(await open('account.sign_in',
          {email: link.email, password: values.password, device: device(), device_proof: deviceProof()}));
        await acceptLink(token);
        done();
      },
    }, field(t('password'), {
      type: 'password', name: 'password', autocomplete: 'current-password', maxLength: 256, required: true, autofocus: true,
    }), stayBox()), button(t('mail_link'), mailLink, 'quiet'));
}

// Names of threads and secret groups show only to those who have accepted.
const named = title => title && `“${title}”`;

function invitation(link, {token, decline}, ...children) {
  const no = async () => {
    try {
      await open('link.decline', {token});
      decline(true);
    } catch (error) {
      notice(explain(error));
    }
  };
  const what = link.kind === 'workspace_invitation'
    ? t('becomes_member', {what: named(link.title) ?? t('a_workspace')})
    : t('will_see', {what: named(link.title) ?? t('one_conversation')});
  return gate(t('invites', {name: link.inviter ?? t('somebody')}), what,
    link.note && h('blockquote', {class: 'said-note', dir: 'auto'}, link.note), children,
    button(t('no_thanks'), no, 'quiet wide'),
    link.kind === 'invitation' && [seen({offer: link.offer, named: link.title}), ofYou(), ends({offer: link.offer})]);
}

const label = link => t(link.kind === 'workspace_invitation' ? 'join' : 'open_it');

async function redeem(token, details) {
  const redeemed = await open('account.redeem', {token, device: device(), ...details});
  keep(redeemed.tokens);
  lead(redeemed.conversation);
}

async function acceptLink(token) {
  lead((await call('link.accept', {token})).conversation);
}

/** Sets where the page begins once somebody is signed in. */
function lead(conversation) {
  if (conversation) {
    sessionStorage.setItem('drawbridge.open', conversation);
  }
}

function setUp({token, done}) {
  return gate(t('set_up'), t('set_up_text'), h(Form, {
    label: t('make_workspace'),
    submit: async values => {
      const made = await open('workspace.set_up', {
        token, workspace_name: values.workspace.trim(), email: values.email.trim(), name: values.name.trim(),
        password: values.password, device: device(),
      });
      keep(made.tokens);
      done();
    },
  },
  field(t('workspace_name'), {name: 'workspace', required: true, maxLength: 100, autofocus: true}),
  nameField(), field(t('your_email'), {type: 'email', name: 'email', autocomplete: 'username', required: true, maxLength: 254}),
  newPassword(t('password_10'), {required: true}), stayBox()));
}
