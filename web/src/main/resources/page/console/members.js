// The members of a workspace: their roles, and suspending, signing out and taking out.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {button, field} from '../parts/form.js';
import {badge, face} from '../parts/person.js';
import {exact} from '../parts/time.js';
import {t} from './words.js';
import {lastOf} from './act.js';
import {Head, Search} from './head.js';
import {Invite} from './invite.js';
import {Listing} from './list.js';
import {usePages} from './pages.js';

const ROLES = ['owner', 'admin', 'member'];

export const because = values => values.reason?.trim() && {reason: values.reason.trim()};

/** A change that ends something, and the sentence that its receipt proves. */
export const proof = (key, name, receipt) => ({text: t(lastOf([receipt]) ? key : `${key}_none`, {name, label: name, time: lastOf([receipt]) && exact(lastOf([receipt]))}), receipts: [receipt]});

export function Members({desk}) {
  const [prefix, find] = useState('');
  const [inviting, invite] = useState(false);
  const list = usePages(async after => {
    const answer = await desk.ask('workspace.members', {limit: 100, ...(after && {after})});
    const people = answer.members.filter(each => !each.person.bot);
    desk.learn(people.map(each => each.person));
    return {rows: people, next: answer.more ? answer.members.at(-1).person.id : undefined};
  }, '');
  const found = usePages(async () => ({rows: prefix ? (await desk.ask('people.find', {prefix, limit: 50})).people.filter(each => !each.bot).map(person => ({person, found: true})) : []}), prefix);
  return [
    h(Head, {title: t('place_members'), text: t('members_text', {name: desk.name})}, button(t('invite_member'), () => invite(true), 'primary')),
    h('div', {class: 'toolbar', role: 'search', 'aria-label': t('place_members')}, h(Search, {label: t('members_find'), change: find})),
    h(Listing, {
      list: prefix ? found : list, label: t('place_members'), keyOf: each => each.person.id, empty: t('nothing_found'),
      columns: [
        {name: 'person', label: t('person'), cell: each => h('span', {class: 'row'}, face(each.person, 'm'), h('bdi', {class: 'plain cut'}, each.person.name), badge(each.person))},
        {name: 'role', label: t('role'), cell: each => each.role ? t(`role_${each.role}`) : '–'},
        {name: 'state', label: t('state'), cell: each => each.suspended ? h('span', {class: 'tag'}, t('state_suspended')) : each.found ? '–' : t('state_member')},
      ],
      acts: each => each.person.id === desk.me.account ? [] : memberActs(desk, each),
    }),
    inviting && h(Invite, {desk, guest: false, close: () => invite(false), done: list.reload}),
  ];
}

function memberActs(desk, {person, role, suspended}) {
  const {id, name} = person;
  const reason = field(t('reason'), {name: 'reason', maxLength: 500});
  return [
    {short: t('set_role'), title: t('role_of', {name}), label: t('set_role'), look: async () => [t('role_dry', {name})],
      fields: h('label', {class: 'field'}, h('span', {class: 'label'}, t('role')), h('select', {class: 'input', name: 'role'},
        ROLES.filter(each => desk.owner || each !== 'owner').map(each => h('option', {key: each, value: each, selected: each === role}, t(`role_${each}`))))),
      run: async values => {
        await desk.change('workspace.set_role', {person: id, role: values.role});
        return {text: t('role_set', {name, role: t(`role_${values.role}`)})};
      }},
    suspended
      ? {short: t('resume_button'), title: t('resume_title', {label: name}), label: t('resume_button'), look: async () => [t('resume_member_dry', {name})],
        run: async () => {
          await desk.change('workspace.unsuspend', {person: id});
          return {text: t('resumed_text', {label: name})};
        }}
      : {short: t('suspend_button'), title: t('suspend_title', {label: name}), label: t('suspend_button'), kind: 'danger', fields: reason, look: async () => [t('suspend_member_dry', {name})],
        run: async values => proof('suspended_text', name, await desk.change('workspace.suspend', {person: id, ...because(values)}))},
    {short: t('end_sessions'), title: t('end_sessions_of', {name}), label: t('end_sessions'), kind: 'danger', look: async () => [t('end_sessions_dry', {name})],
      run: async () => proof('sessions_ended', name, await desk.change('workspace.end_sessions', {person: id}))},
    {short: t('make_external'), title: t('make_external_of', {name}), label: t('make_external'), kind: 'danger', fields: reason,
      look: async () => {
        const all = await desk.ask('workspace.preview_demote', {person: id, keep: []});
        return [t('demote_dry', {name, places: all.ended, bots: all.bots}), t('demote_keeps')];
      },
      run: async values => {
        const answer = await desk.change('workspace.demote', {person: id, keep: [], ...because(values)});
        return proof('removed_member', name, answer.receipt);
      }},
    {short: t('take_out'), title: t('take_out_of', {name}), label: t('take_out'), kind: 'danger',
      look: async () => {
        const all = await desk.ask('workspace.preview_demote', {person: id, keep: []});
        return [t('take_out_dry', {name, places: all.ended, bots: all.bots})];
      },
      run: async () => proof('removed_member', name, await desk.change('workspace.remove_member', {person: id}))},
  ];
}
