// Leaving a workspace: what goes with it, who follows the last owner, and the proof.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {Dialog} from '../parts/dialog.js';
import {button, Form} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {pick, useAnswer} from '../parts/sets.js';
import {exact} from '../parts/time.js';
import {t} from '../words/words.js';
import {refresh} from './me.js';

export function Leave({client, me, workspace, close}) {
  const {workspace: id, name, role} = workspace;
  const owner = role === 'owner';
  const [successor, choose] = useState('');
  const [left, set] = useState();
  const members = useAnswer(() => owner ? client.live.run('workspace.members', {workspace: id, limit: 200}) : Promise.resolve(), [id]);
  const others = members.value?.members.filter(each => each.person.id !== me.account && !each.person.bot && !each.suspended) ?? [];
  const submit = async () => {
    set(await client.change('workspace.leave', {workspace: id, ...(successor && {successor})}));
    await refresh(client);
  };
  if (left) {
    return h(Dialog, {title: t('left_workspace', {name}), close},
      h('p', {class: 'proof row top', role: 'alert'}, icon('shield'), h('span', {}, left.at ? t('left_at', {name, time: exact(left.at)}) : t('left_workspace', {name}))),
      button(t('done'), close, 'primary wide', {autofocus: true}));
  }
  return h(Dialog, {title: t('leave_workspace', {name}), close},
    h('p', {}, t(role ? 'leave_member_what' : 'leave_guest_what', {name})),
    owner && others.length > 0 && pick(t('successor'), successor,
      [['', t('successor_none')], ...others.map(each => [each.person.id, each.person.name])], choose),
    button(t('cancel'), close, 'wide', {autofocus: true}),
    h(Form, {label: t('leave_name', {name}), kind: 'danger', submit}));
}
