// The first screen: what one can do here, if there is nothing yet.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {button, field, Form} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {t} from '../words/words.js';

const INVITES_MAX = 20;

export function Nothing({client, state, start, bring}) {
  const empty = state.loaded && Object.keys(state.entries).length === 0;
  const home = state.me?.workspaces[0];
  const names = state.me?.workspaces.map(each => each.name).join(', ');
  return h('section', {class: `nothing stack${empty && home ? ' first-screen' : ''}`},
    h('h1', {dir: 'auto'}, !home ? 'Drawbridge' : empty ? t('ready', {workspace: home.name, name: state.me.name}) : names),
    empty && home && h('p', {class: 'soft'}, t('first_text')),
    empty && home && h('div', {class: 'cards'},
      ['owner', 'admin'].includes(home.role) && h(Team, {client, home}), h(Partner, {client, home, bring})),
    empty ? [!home && h('p', {}, t('first_guest')), home && h('p', {}, button(t('start'), start, 'link'))]
      : h('p', {class: 'soft'}, state.loaded ? t('choose') : ''));
}

function Team({client, home}) {
  const [invited, say] = useState('');
  const submit = async ({emails}) => {
    const all = [...new Set(emails.split(/[\s,;]+/).filter(Boolean))].slice(0, INVITES_MAX);
    for (const email of all) {
      await client.change('workspace.invite', {workspace: home.workspace, email, role: 'member'});
    }
    say(t('team_invited', {count: all.length}));
  };
  return h('section', {class: 'sheet stack tight'}, h('h2', {class: 'row'}, icon('home'), t('invite_team')),
    h('p', {class: 'soft small'}, t('invite_team_text')),
    h(Form, {label: t('invite_members'), submit, kind: ''},
      field(t('emails'), {name: 'emails', rows: 3, required: true, maxLength: 5_000, placeholder: 'jonas@example.com, priya@example.com'})),
    h('p', {class: 'small', role: 'status'}, invited));
}

function Partner({client, home, bring}) {
  const submit = async ({subject, email}) => {
    const made = await client.change('thread.create', {workspace: home.workspace, subject: subject.trim(), people: [], groups: []});
    await client.made(made.conversation);
    bring(made.conversation, [email.trim()]);
  };
  return h('section', {class: 'sheet stack tight'}, h('h2', {class: 'row outside-ink'}, icon('outside'), t('bring_partner')),
    h('p', {class: 'soft small'}, t('bring_partner_text')),
    h(Form, {label: t('bring_look'), submit, kind: ''},
      field(t('about'), {name: 'subject', required: true, maxLength: 200}),
      field(t('their_email'), {name: 'email', type: 'email', required: true, maxLength: 254, autocomplete: 'off'})));
}
