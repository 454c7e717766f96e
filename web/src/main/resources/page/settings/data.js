// What is one's own: taking a copy of it along, and having the account erased.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {Dialog} from '../parts/dialog.js';
import {button, field, Form} from '../parts/form.js';
import {line, sets} from '../parts/sets.js';
import {t} from '../words/words.js';

export function Data({client, me}) {
  const [parts, setParts] = useState();
  const [erasing, erase] = useState(false);
  const take = async () => {
    const texts = [];
    setParts(0);
    try {
      let after;
      do {
        const part = await client.live.run('account.export', after ? {after} : {});
        texts.push(part.text);
        after = part.next;
        setParts(texts.length);
      } while (after);
      keep(texts);
    } catch (error) {
      client.tell(error);
    } finally {
      setParts(undefined);
    }
  };
  return [
    sets('',
      line(t('export'), parts === undefined ? t('export_hint') : t('export_busy', {count: parts}),
        button(t('export_start'), take, 'mini', {'aria-disabled': String(parts !== undefined)})),
      line(t('erase'), t(me.workspaces.length > 0 ? 'erase_member' : 'erase_hint'),
        me.workspaces.length === 0 && button(t('erase_start'), () => erase(true), 'mini ends'))),
    erasing && h(Erase, {client, me, close: () => erase(false)}),
  ];
}

function keep(texts) {
  const address = URL.createObjectURL(new Blob(texts, {type: 'application/x-ndjson'}));
  Object.assign(document.createElement('a'), {href: address, download: 'drawbridge-export.ndjson'}).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function Erase({client, me, close}) {
  const submit = async values => {
    await client.change('account.erase', values.password ? {current_password: values.password} : {});
    close();
  };
  return h(Dialog, {title: t('erase_sure'), close},
    h('p', {}, t('erase_what')),
    button(t('cancel'), close, 'wide', {autofocus: true}),
    h(Form, {label: t('erase_start'), kind: 'danger', submit},
      me.has_password && field(t('password_now'), {type: 'password', name: 'password', autocomplete: 'current-password', maxLength: 256})));
}
