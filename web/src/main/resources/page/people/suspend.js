// Barring somebody from the whole workspace until further notice, and letting them back.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {Dialog} from '../parts/dialog.js';
import {button, field, Form} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {notice} from '../parts/notice.js';
import {exact} from '../parts/time.js';
import {t} from '../words/words.js';

export function Suspend({client, view, entry, close}) {
  const {name, id: person} = entry.person;
  const [receipt, set] = useState();
  const about = {workspace: view.workspace, person};
  const submit = async values => set(await client.change('workspace.suspend', {
    ...about, ...(values.reason.trim() && {reason: values.reason.trim()}),
  }));
  const resume = async () => {
    if (await client.attempt('workspace.unsuspend', about)) {
      notice(t('resumed', {name}));
      close();
    }
  };
  if (receipt) {
    return h(Dialog, {title: t('suspended', {name}), close},
      h('p', {class: 'proof row top', role: 'alert'}, icon('shield'),
        h('span', {dir: 'auto'}, receipt.at ? t('suspended_at', {name, time: exact(receipt.at)}) : t('suspended', {name}))),
      button(t('resume'), resume));
  }
  return h(Dialog, {title: t('suspend_of', {name}), close},
    h('p', {}, t('suspend_what', {name})),
    button(t('cancel'), close, 'wide', {autofocus: true}),
    h(Form, {label: t('suspend_name', {name}), kind: 'danger', submit}, field(t('reason'), {name: 'reason', maxLength: 500})));
}
