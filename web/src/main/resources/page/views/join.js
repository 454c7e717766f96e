// A join link that somebody passed on: shows what it is for, and asks to be let in.

import {h} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {clientId} from 'drawbridge-client/http';
import {call, open, session} from '../app/api.js';
import {button, field, Form} from '../parts/form.js';
import {t} from '../words/words.js';
import {dead} from './dead.js';
import {gate} from './gate.js';
import {ends, ofYou, seen} from './offer.js';
import {SignIn} from './sign-in.js';

const OUTCOMES = {pending: 'asked', mailed: 'look_mail', denied: 'denied'};

export function Join({token, done, show}) {
  const [link, setLink] = useState();
  const [failure, fail] = useState();
  const [outcome, end] = useState();
  useEffect(() => {
    open('join_link.open', {token}).then(setLink, fail);
  }, []);
  if (failure) {
    return dead(failure, done);
  }
  if (outcome) {
    return gate(t(outcome), t(`${outcome}_text`),
      button(t(session() ? 'go_on' : 'to_sign_in'), () => done(), 'primary wide'));
  }
  return link ? offer(link, session() ? asSelf(token, link, done, end) : asStranger(token, link, done, show, end)) : gate(t('moment'));
}

function offer(link, children) {
  const what = link.title ? `“${link.title}”` : t('one_conversation');
  return gate(t(link.approval ? 'lets_ask' : 'lets_join', {name: link.inviter}),
    `${t('will_see', {what})} ${t('join_seen')}`,
    link.note && h('blockquote', {class: 'said-note', dir: 'auto'}, link.note), children,
    seen({}), ofYou(), ends({}));
}

const label = link => t(link.approval ? 'ask_to_join' : 'join');
const noteField = () => field(t('join_note'), {name: 'note', rows: 2, maxLength: 500});
const said = text => text?.trim() || undefined;

function asSelf(token, link, done, end) {
  return [h(Form, {
    label: label(link),
    submit: async values => {
      const applied = await call('join_link.apply', {client_id: clientId(), token, note: said(values.note)});
      if (applied.outcome === 'joined') {
        sessionStorage.setItem('drawbridge.open', applied.conversation);
        done();
      } else {
        end(OUTCOMES[applied.outcome]);
      }
    },
  }, noteField()), button(t('not_now'), () => done(), 'quiet')];
}

/** The mail that follows proves the address; who has an account signs in instead. */
function asStranger(token, link, done, show, end) {
  return [h(Form, {
    label: label(link),
    submit: async values => {
      const applied = await open('join_link.apply_by_mail',
        {token, email: values.email.trim(), name: said(values.name), note: said(values.note)});
      end(OUTCOMES[applied.outcome]);
    },
  },
  field(t('your_email'), {type: 'email', name: 'email', autocomplete: 'username', required: true, maxLength: 254, autofocus: true}),
  field(t('your_name'), {name: 'name', autocomplete: 'name', maxLength: 100}), noteField()),
  button(t('have_account'),
    () => show(h(SignIn, {done: () => show(h(Join, {token, done, show})), reason: t('sign_in_for_link')})), 'quiet')];
}
