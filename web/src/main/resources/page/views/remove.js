// Ending somebody's access: what it would do, the question, and the receipt as a line of proof.

import {h} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {Dialog} from '../parts/dialog.js';
import {button, Form} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {notice} from '../parts/notice.js';
import {exact, millis} from '../parts/time.js';
import {explain, t} from '../words/words.js';

export function Remove({client, view, entry, name, close}) {
  const [preview, setPreview] = useState();
  const [refused, refuse] = useState();
  const [all, setAll] = useState(false);
  const [done, setDone] = useState();
  const who = entry.invitation && !entry.person ? {invitation: entry.invitation}
    : entry.group && !entry.person ? {group: entry.group} : {person: entry.person.id};
  const conversation = view.conversation;
  useEffect(() => {
    if (!who.invitation) {
      client.live.run('member.preview_remove', {conversation, ...who, all_paths: all}).then(setPreview, refuse);
    }
  }, [all]);
  const end = async everyWay => {
    setDone(await client.change('member.remove', {conversation, ...who, all_paths: everyWay}));
    await client.loadRoster();
  };
  const undo = async () => {
    if (await client.attempt('member.undo_remove', {conversation, ...who, open_gap: false})) {
      notice(t('undone', {name}));
      close();
      await client.loadRoster();
    }
  };
  if (done) {
    return h(Dialog, {title: t('removed', {name}), close},
      h(Receipt, {name, removed: done, keepOut: () => end(true).catch(error => client.tell(error))}),
      !who.invitation && button(t('undo'), undo, ''));
  }
  const still = groups(preview?.remaining);
  return h(Dialog, {title: t('remove_title', {name}), close},
    refused && h('p', {class: 'failure', role: 'alert'}, explain(refused)),
    preview && h('p', {}, t('remove_dry', {people: preview.people, others: preview.others})),
    (still || all) && h('label', {class: 'check'},
      h('input', {type: 'checkbox', checked: all, onChange: event => setAll(event.currentTarget.checked)}), t('all_ways')),
    still && h('p', {class: 'soft'}, t('remove_still', {name, groups: still})),
    button(t('cancel'), close, 'wide', {autofocus: true}),
    !refused && h(Form, {label: t('remove_name', {name}), kind: 'danger', submit: () => end(all)}));
}

const groups = (paths = []) =>
  paths.filter(path => path.kind === 'group').map(path => path.group_name ?? t('group')).join(', ');

/** One sentence of what is true now; the numbers are folded away. */
function Receipt({name, removed: {receipt, remaining}, keepOut}) {
  const still = groups(remaining);
  const facts = [
    [t('cut_at'), receipt.at ? exact(receipt.at) : t('ended_before')],
    [t('servers'), receipt.nodes.map(node => node.node).join(', ') || '–'],
    [t('cut'), String(receipt.nodes.reduce((sum, node) => sum + node.sessions, 0))],
    [t('took'), millis(receipt.phases.total_micros)],
  ];
  return h('div', {class: 'stack', role: 'alert'},
    still
      ? h('p', {class: 'failure'}, t('still', {groups: still}))
      : h('p', {class: 'proof row top'}, icon('shield'), h('span', {dir: 'auto'},
        receipt.at ? t('receipt_text', {name, time: exact(receipt.at)}) : t('receipt_none', {name}))),
    still && button(t('keep_out'), keepOut, 'danger'),
    h('details', {}, h('summary', {}, t('for_records')),
      h('dl', {class: 'facts receipt'}, facts.flatMap(([term, value]) => [h('dt', {}, term), h('dd', {}, value)]))));
}
