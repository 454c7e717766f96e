// Inviting to the workspace itself: a member, or a guest who is in no conversation yet.

import {h} from 'preact';
import {field} from '../parts/form.js';
import {t} from './words.js';
import {Act} from './act.js';

export const Invite = ({desk, guest, close, done}) => h(Act, {
  title: t(guest ? 'invite_guest' : 'invite_member'), label: t('send_invitation'), close, done,
  look: async () => [t(guest ? 'guest_dry' : 'member_dry', {name: desk.name})],
  fields: [
    field(t('email'), {name: 'email', type: 'email', required: true, maxLength: 254, autocomplete: 'off', dir: 'ltr'}),
    guest ? [field(t('relation_hint'), {name: 'relation', maxLength: 120}), field(t('ends_on'), {name: 'until', type: 'date'})]
      : h('label', {class: 'field'}, h('span', {class: 'label'}, t('role')),
        h('select', {class: 'input', name: 'role'}, h('option', {value: 'member'}, t('role_member')), h('option', {value: 'admin'}, t('role_admin')))),
    field(t('note'), {name: 'note', maxLength: 500}),
  ],
  run: async values => {
    const note = values.note.trim() && {note: values.note.trim()};
    await (guest
      ? desk.change('external.invite', {
        email: values.email.trim(), ...note, ...(values.relation.trim() && {relation: values.relation.trim()}),
        ...(values.until && {until: new Date(`${values.until}T23:59:59`).toISOString()}),
      })
      : desk.change('workspace.invite', {email: values.email.trim(), role: values.role, ...note}));
    return {text: t('invitation_sent', {email: values.email.trim()})};
  },
});
