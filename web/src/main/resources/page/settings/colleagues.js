// Inviting to a workspace by mail, and the invitations that nobody has answered yet.

import {h} from 'preact';
import {Dialog} from '../parts/dialog.js';
import {button, field, Form} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {notice} from '../parts/notice.js';
import {line, pending, sets, useAnswer} from '../parts/sets.js';
import {date} from '../parts/time.js';
import {t} from '../words/words.js';

const STATES = {undeliverable: 'undeliverable', awaiting_approval: 'awaiting', expired: 'expired'};

export function Colleagues({client, workspace, close}) {
  const {workspace: id} = workspace;
  const answer = useAnswer(() => client.live.run('workspace.invitations', {workspace: id, limit: 100}), [id]);
  const admin = workspace.role !== 'member';
  const submit = async values => {
    const addresses = [...new Set(values.emails.split(/[\s,;]+/).filter(Boolean))];
    for (const email of addresses) {
      await client.change('workspace.invite', {
        workspace: id, email, role: values.admin ? 'admin' : 'member', ...(values.note.trim() && {note: values.note.trim()}),
      });
    }
    notice(t('colleagues_invited', {count: addresses.length}));
    await answer.again();
  };
  const act = async (type, invitation, said) => {
    if (await client.attempt(type, {invitation})) {
      notice(t(said));
      await answer.again();
    }
  };
  return h(Dialog, {title: t('colleagues_to', {name: workspace.name}), close},
    h('p', {class: 'soft'}, t('colleagues_what')),
    h(Form, {label: t('colleagues_send'), submit},
      field(t('colleagues_emails'), {name: 'emails', rows: 3, required: true, autofocus: true, dir: 'ltr'}),
      admin && h('label', {class: 'check'}, h('input', {type: 'checkbox', name: 'admin'}), t('colleagues_admin')),
      field(t('note'), {name: 'note', rows: 2, maxLength: 500})),
    pending(answer),
    answer.value?.invitations.length > 0 && sets(t('invited_here'), ...answer.value.invitations.map(each => line(
      [icon('mail'), h('bdi', {}, each.email), each.state !== 'pending' && h('span', {class: 'tag'}, t(STATES[each.state] ?? 'expired'))],
      t('invited_by', {name: each.inviter.name, time: date(each.expires_at)}),
      button(t('resend'), () => act('workspace.resend_invitation', each.invitation, 'mailed_again'), 'mini', {'aria-label': t('resend_to', {name: each.email})}),
      button(t('withdraw'), () => act('workspace.withdraw_invitation', each.invitation, 'taken_back'), 'mini ends', {'aria-label': t('withdraw_of', {name: each.email})})))));
}
