// What goes further than access: erasing what the workspace knows of somebody, and making a member of them.

import {h} from 'preact';
import {field} from '../parts/form.js';
import {exact} from '../parts/time.js';
import {t} from './words.js';
import {Act} from './act.js';
import {count} from './head.js';

export const Erase = ({desk, person, name, close, done}) => h(Act, {
  title: t('erase_title', {name}), label: t('erase_button'), kind: 'danger', close, done,
  look: async () => {
    const all = await desk.ask('workspace.preview_erase', {person});
    return [t('would_erase', {name, ways: count('ways', all.grants)}), t('would_messages', {messages: count('messages_count', all.messages)}),
      all.invitations > 0 && count('would_invitations', all.invitations), all.suspended && t('would_unsuspend'), t('erase_final')];
  },
  fields: [h('label', {class: 'check'}, h('input', {type: 'checkbox', name: 'delete', value: 'yes'}), t('erase_messages')), field(t('reason'), {name: 'reason', maxLength: 500})],
  run: async values => {
    const answer = await desk.change('workspace.erase_person', {
      person, delete_messages: values.delete === 'yes', ...(values.reason.trim() && {reason: values.reason.trim()}),
    });
    return {text: t('erased_text', {name, time: exact(answer.receipt.at ?? new Date().toISOString())}), receipts: [answer.receipt]};
  },
});

export const Promote = ({desk, person, name, close, done}) => h(Act, {
  title: t('promote_title', {name}), label: t('send_invitation'), close, done,
  look: async () => [t('promote_dry', {name, workspace: desk.name})],
  fields: field(t('note'), {name: 'note', maxLength: 500}),
  run: async values => {
    await desk.change('workspace.promote', {person, ...(values.note.trim() && {note: values.note.trim()})});
    return {text: t('invitation_sent', {email: name})};
  },
});
