// Invitations that nobody has answered: those that wait for approval, into conversations, and to the workspace.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {button, field} from '../parts/form.js';
import {date} from '../parts/time.js';
import {t} from './words.js';
import {Choice, Head} from './head.js';
import {Invite} from './invite.js';
import {Listing} from './list.js';
import {useAnswer, usePages} from './pages.js';
import {Place, ending, mark} from './people.js';
import {note, useCollected} from './places.js';
import {sub} from './table.js';

const STATES = ['pending', 'undeliverable', 'awaiting_approval', 'expired', 'dead'];
const to = each => each.email ?? each.person?.name ?? each.name ?? t('somebody');

/** Who was invited, dashed: they are not in yet. */
const Invited = ({each, second}) => h('span', {class: 'row'}, mark({name: to(each), state: 'pending'}), h('span', {class: 'grow'}, h('bdi', {class: 'plain cut'}, to(each)), sub(second)));

const state = each => h('span', {class: `out ${each.state === 'expired' || each.state === 'dead' ? 'gone' : 'waiting'}`}, t(`invitation_${each.state}`));

const act = (key, short, each, run, kind, fields) => ({
  short: t(short), title: t(`${short}_to`, {name: to(each)}), label: t(short), kind, fields, look: async () => [t(`${key}_dry`, {name: to(each)})],
  run: async values => {
    await run(values);
    return {text: t(`${key}_text`, {name: to(each)})};
  },
});

export function Invitations({desk, state: page}) {
  const [wanted, want] = useState('');
  const [inviting, invite] = useState(false);
  const workspace = usePages(async after => {
    const answer = await desk.ask('workspace.invitations', {limit: 100, ...(after && {after})});
    return {rows: answer.invitations, next: answer.more ? answer.invitations.at(-1).invitation : undefined};
  }, '');
  const waiting = useAnswer(async () => (await desk.ask('invitation.awaiting', {})).invitations, '');
  const into = useCollected(desk, page, 'invitation.list', answer => answer.invitations);
  const filtered = list => list.filter(each => !wanted || each.state === wanted);
  const send = (type, each) => values => desk.client.change(type, {invitation: each.invitation, ...(values.reason?.trim() && {reason: values.reason.trim()})});
  const common = [
    {name: 'state', label: t('state'), cell: state},
    {name: 'inviter', label: t('invited_by'), cell: each => h('bdi', {}, each.inviter.name)},
    {name: 'since', label: t('since'), cell: each => h('span', {class: 'nb'}, date(each.created_at))},
  ];
  return [
    h(Head, {title: t('place_invitations'), text: t('invitations_text')}, button(t('invite_member'), () => invite('member')), button(t('invite_guest'), () => invite('guest'), 'primary')),
    h('h2', {}, t('waits_for_approval')),
    h(Listing, {
      list: {...waiting, rows: waiting.value ?? []}, label: t('waits_for_approval'), keyOf: each => each.invitation, empty: t('nothing_waits'),
      columns: [{name: 'to', label: t('person'), cell: each => h(Invited, {each})}, {name: 'where', label: t('conversation'), cell: each => h(Place, {kind: each.kind, name: each.title})}, ...common],
      acts: each => [act('approve', 'approve', each, send('invitation.approve', each)), act('deny', 'deny', each, send('invitation.deny', each), 'danger', reason())],
    }),
    h('h2', {}, t('into_conversations')), h('p', {class: 'soft small'}, note()),
    h('div', {class: 'toolbar'}, h(Choice, {label: t('state'), value: wanted, options: [['', t('all')], ...STATES.map(each => [each, t(`invitation_${each}`)])], change: want})),
    h(Listing, {
      list: {...into, rows: filtered(into.value ?? [])}, label: t('into_conversations'), keyOf: each => each.invitation, empty: t('no_invitations'),
      columns: [{name: 'to', label: t('person'), cell: each => h(Invited, {each})}, {name: 'where', label: t('conversation'), cell: each => h(Place, {kind: each.kind, name: each.title})}, ...common,
        {name: 'until', label: t('access_until'), cell: each => ending(each.until)}],
      acts: each => [each.email && act('resend', 'resend', each, send('invitation.resend', each)),
        act('withdraw', 'withdraw', each, () => desk.client.change('member.remove', {conversation: each.conversation, invitation: each.invitation}), 'danger')],
    }),
    h('h2', {}, t('to_workspace')),
    h(Listing, {
      list: {...workspace, rows: filtered(workspace.rows)}, label: t('to_workspace'), keyOf: each => each.invitation, empty: t('no_invitations'),
      columns: [{name: 'to', label: t('person'), cell: each => h(Invited, {each, second: t(each.guest ? 'as_guest' : `role_${each.role}`)})}, ...common,
        {name: 'until', label: t('link_until'), cell: each => ending(each.expires_at)}],
      acts: each => [act('resend', 'resend', each, send('workspace.resend_invitation', each)), act('withdraw', 'withdraw', each, send('workspace.withdraw_invitation', each), 'danger')],
    }),
    inviting && h(Invite, {desk, guest: inviting === 'guest', close: () => invite(false), done: workspace.reload}),
  ];
}

const reason = () => field(t('reason'), {name: 'reason', maxLength: 500});
