// Ending somebody's access: what it would do, the question, and the receipt as a line of proof.

import {h} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {Dialog} from '../parts/dialog.js';
import {button, field, Form} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {notice} from '../parts/notice.js';
import {exact, millis} from '../parts/time.js';
import {explain, t} from '../words/words.js';

export function Remove({client, view, entry, name, close}) {
  const [preview, setPreview] = useState();
  const [refused, refuse] = useState();
  const [all, setAll] = useState(false);
  const [done, setDone] = useState();
  const [reason, give] = useState('');
  const who = entry.invitation && !entry.person ? {invitation: entry.invitation}
    : entry.group && !entry.person ? {group: entry.group} : {person: entry.person.id};
  const conversation = view.conversation;
  useEffect(() => {
    if (!who.invitation) {
      client.live.run('member.preview_remove', {conversation, ...who, all_paths: all}).then(setPreview, refuse);
    }
  }, [all]);
  const end = async everyWay => {
    setDone(await client.change('member.remove', {conversation, ...who, all_paths: everyWay, ...(reason.trim() && {reason: reason.trim()})}));
    await look();
  };
  const look = () => client.state.openId === conversation ? client.loadRoster() : undefined;
  const undo = async gap => {
    if (await client.attempt('member.undo_remove', {conversation, ...who, open_gap: gap})) {
      notice(t('undone', {name}));
      close();
      await look();
    }
  };
  if (done && who.invitation) {
    return h(Dialog, {title: t('withdrawn', {name}), close},
      h('p', {class: 'proof row top', role: 'alert'}, icon('shield'), h('span', {dir: 'auto'}, t('withdrawn_what', {name}))),
      button(t('done'), close, 'primary wide', {autofocus: true}));
  }
  if (done) {
    return h(Dialog, {title: t('removed', {name}), close},
      h(Receipt, {name, removed: done, keepOut: () => end(true).catch(error => client.tell(error))}),
      h('div', {class: 'row wrap'}, button([icon('undo'), t('undo')], () => undo(false)), button(t('undo_gap'), () => undo(true), 'quiet'),
        h('span', {class: 'grow'}), button(t('done'), close, 'primary')));
  }
  const still = groups(preview?.remaining);
  return h(Dialog, {title: t(who.invitation ? 'withdraw_title' : 'remove_title', {name}), close},
    refused && h('p', {class: 'failure', role: 'alert'}, explain(refused)),
    preview && h('ul', {class: 'can'}, [
      t('remove_dry', {people: preview.people, others: preview.others}),
      preview.orphaned > 0 && t('remove_orphaned', {count: preview.orphaned}),
      preview.successor && t('remove_successor'),
    ].filter(Boolean).map(text => h('li', {key: text}, icon('info'), h('span', {}, text)))),
    who.invitation && h('p', {}, t('withdraw_what')),
    (still || all) && h('label', {class: 'check'},
      h('input', {type: 'checkbox', checked: all, onChange: event => setAll(event.currentTarget.checked)}), t('all_ways')),
    still && h('p', {class: 'soft'}, t('remove_still', {name, groups: still})),
    button(t('cancel'), close, 'wide', {autofocus: true}),
    !refused && h(Form, {label: t(who.invitation ? 'withdraw_of' : 'remove_name', {name}), kind: 'danger', submit: () => end(all)},
      field(t('reason'), {value: reason, maxLength: 500, onInput: event => give(event.currentTarget.value)})));
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
