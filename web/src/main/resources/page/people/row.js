// One of the people: who, and what can be done. Beside everybody from outside stands what they see, until when and by whom.

import {h} from 'preact';
import {button} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {notice} from '../parts/notice.js';
import {badge, face} from '../parts/person.js';
import {apart, date} from '../parts/time.js';
import {t} from '../words/words.js';
import {keep} from './keep.js';

const STATES = {awaiting_approval: 'awaiting', invited: 'invited', undeliverable: 'undeliverable', expired: 'expired'};

export const keyOf = entry => entry.person?.id ?? entry.group ?? entry.invitation ?? entry.email;

export const nameIn = entry => entry.person?.name ?? entry.group_name ?? entry.email ?? entry.name ?? t('somebody');

export function Row({entry, client, state, view, rights, act}) {
  const name = nameIn(entry);
  const person = entry.person ?? {id: keyOf(entry), name, invited: true};
  const own = person.id === state.me.account;
  const known = entry.person && !entry.person.bot;
  return h('li', {class: entry.person?.external || entry.state !== 'active' ? 'guest' : ''},
    h('div', {class: 'person'}, entry.group && !entry.person ? icon('group') : face(person, 'm'),
      known ? h('button', {type: 'button', class: 'name open', dir: 'auto', onClick: () => act('card', entry)}, name, own && ` ${t('you')}`)
        : h('span', {class: 'name', dir: 'auto'}, name),
      h('span', {class: 'row tags'}, badge(person),
        STATES[entry.state] && h('span', {class: 'out waiting'}, t(STATES[entry.state])),
        entry.role === 'admin' && h('span', {class: 'tag'}, t('admin')))),
    entry.person?.external && entry.state === 'active' && facts(entry, state),
    entry.state !== 'active' && entry.sponsor && h('p', {class: 'sub faint small'}, t('brought_by'), ' ', sponsorOf(entry, state)),
    h('p', {class: 'acts'}, entry.state === 'active' ? present({entry, person, name, own, client, state, view, rights, act})
      : waiting({entry, name, client, rights, act})));
}

function present({entry, person, name, own, client, state, view, rights, act}) {
  const leave = () => confirm(t('leave_sure')) && client.attempt('conversation.leave', {conversation: state.openId});
  const to = (label, how, about = label) => button(t(label), () => act(how, entry), 'link', {'aria-label': `${t(about)}: ${name}`});
  const outside = entry.person?.external;
  const answers = rights.manages || rights.admin || entry.sponsor === state.me.account;
  return [
    own && button(t('leave'), leave, 'link ends'),
    !own && entry.person && button(t('write_short'), () => client.write(person.id), 'link', {'aria-label': t('write_to', {name})}),
    rights.member && outside && answers && to('change_end', 'end'),
    rights.member && !own && button(t('remove'), () => act('remove', entry), 'link ends', {'aria-label': t('remove_name', {name})}),
    rights.member && !own && entry.person && (outside && answers || rights.admin || rights.manages && view.kind === 'group')
      && h('details', {class: 'more'}, h('summary', {'aria-label': t('more_of', {name})}, icon('more')),
        h('span', {class: 'acts'},
          outside && entry.terms?.confirm_by && button(t('confirm'), () => keep(client, view, [entry]), 'link', {'aria-label': `${t('confirm')}: ${name}`}),
          outside && answers && to('hand_over', 'handOver'),
          rights.manages && view.kind === 'group' && !outside && button(t(entry.role === 'admin' ? 'unmake_admin' : 'make_admin'),
            () => setRole(client, view, entry), 'link', {'aria-label': `${t(entry.role === 'admin' ? 'unmake_admin' : 'make_admin')}: ${name}`}),
          rights.admin && button(t('suspend'), () => act('suspend', entry), 'link ends', {'aria-label': `${t('suspend')}: ${name}`}))),
  ];
}

function waiting({entry, name, client, rights, act}) {
  const answer = (type, said) => async () => {
    if (await client.attempt(type, {invitation: entry.invitation})) {
      notice(t(said, {name}));
      await client.loadRoster();
    }
  };
  const about = label => ({'aria-label': `${t(label)}: ${name}`});
  return rights.member && entry.invitation && [
    entry.state === 'awaiting_approval' && (rights.manages || rights.admin) && [
      button(t('approve'), answer('invitation.approve', 'approved'), 'link', about('approve')),
      button(t('deny'), answer('invitation.deny', 'denied_name'), 'link ends', about('deny')),
    ],
    entry.email && entry.state !== 'awaiting_approval' && button(t('resend'), answer('invitation.resend', 'resent'), 'link', about('resend')),
    button(t('withdraw'), () => act('remove', entry), 'link ends', {'aria-label': t('withdraw_of', {name})}),
  ];
}

async function setRole(client, view, {person, role}) {
  const next = role === 'admin' ? 'member' : 'admin';
  if (await client.attempt('group.set_role', {conversation: view.conversation, person: person.id, role: next})) {
    await client.loadRoster();
  }
}

const sponsorOf = (entry, state) => entry.sponsor === state.me.account ? t('by_you') : state.names[entry.sponsor] ?? t('somebody');

/** What stands beside everybody from outside. */
function facts(entry, state) {
  const ways = (entry.paths ?? []).map(path => path.kind === 'group' ? t('way_group', {name: path.group_name ?? ''}) : t('way_direct'));
  const fact = (term, ...values) => values[0] && [h('dt', {}, t(term)), h('dd', {dir: 'auto'}, values)];
  const {terms} = entry;
  return h('dl', {class: 'facts'},
    terms && fact('sees', terms.shows_from ? t('sees_from', {time: date(terms.shows_from)}) : t('sees_all')),
    terms && fact('since', date(terms.since)),
    fact('until', entry.until ? date(entry.until) : t('no_end'), entry.until && h('span', {class: 'faint'}, ` ${apart(entry.until)}`)),
    terms?.confirm_by && fact('confirm_by', date(terms.confirm_by)),
    terms?.orphaned_until ? fact('brought_by', t('orphaned', {time: date(terms.orphaned_until)})) : entry.sponsor && fact('brought_by', sponsorOf(entry, state)),
    fact('ways', ways.join(', ')),
    terms?.relation && fact('relation_is', terms.relation));
}
