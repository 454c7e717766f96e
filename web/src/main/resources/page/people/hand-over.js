// Letting somebody else answer for a person from outside.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {Dialog} from '../parts/dialog.js';
import {field, Form} from '../parts/form.js';
import {notice} from '../parts/notice.js';
import {pick} from '../parts/sets.js';
import {t} from '../words/words.js';

export function HandOver({client, view, entry, members, close}) {
  const {name, id} = entry.person;
  const others = members.filter(each => each.id !== entry.sponsor);
  const [to, choose] = useState(others[0]?.id);
  const submit = async values => {
    const kept = await client.change('external.hand_over', {
      workspace: view.workspace, which: {type: 'grants', grants: [{person: id, conversation: view.conversation}]}, to,
      ...(values.reason.trim() && {reason: values.reason.trim()}),
    });
    if (kept.kept > 0) {
      throw new Error(kept.first_kept[0]?.why);
    }
    notice(t('handed_over', {name, to: others.find(each => each.id === to).name}));
    close();
  };
  return h(Dialog, {title: t('hand_over_of', {name}), close},
    h('p', {class: 'soft'}, t('hand_over_what', {name})),
    others.length === 0 ? h('p', {}, t('hand_over_nobody'))
      : h(Form, {label: t('hand_over'), submit},
        pick(t('hand_over_to'), to, others.map(each => [each.id, each.name]), choose),
        field(t('reason'), {name: 'reason', maxLength: 500})));
}
