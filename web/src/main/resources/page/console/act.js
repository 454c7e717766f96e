// A change from the console: what it would do is said before the button can be pressed, what it did after.

import {h} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {Dialog} from '../parts/dialog.js';
import {button, Form} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {exact, millis} from '../parts/time.js';
import {explain} from '../words/words.js';
import {t} from './words.js';

/**
 * look() answers the lines of the dry run; run(values) what was done: {text, receipts, secret, undo}. fields stand
 * between them. done() is called when the dialog closes after something was done.
 */
export function Act({title, look, fields, run, label, kind = 'primary', close, done = () => {}}) {
  const [seen, see] = useState(look ? {} : {lines: []});
  const [result, settle] = useState();
  useEffect(() => {
    let gone = false;
    look?.().then(lines => gone || see({lines}), failure => gone || see({failure}));
    return () => { gone = true; };
  }, []);
  const leave = () => {
    close();
    if (result) {
      done();
    }
  };
  if (result) {
    return h(Dialog, {title, close: leave}, h(Outcome, {result, settle}));
  }
  return h(Dialog, {title, close: leave},
    h('div', {'aria-live': 'polite'},
      seen.failure ? h('p', {class: 'failure'}, explain(seen.failure))
        : !seen.lines ? h('p', {class: 'soft'}, t('counting'))
          : seen.lines.length > 0 && h('ul', {class: 'can dry-run'}, seen.lines.filter(Boolean).map(line =>
            h('li', {key: line}, icon('eye'), h('span', {dir: 'auto'}, line))))),
    kind === 'danger' && button(t('cancel'), leave, 'wide', {autofocus: true}),
    seen.lines && h(Form, {label, kind, submit: async values => settle(await run(values) ?? {text: t('done')})}, fields));
}

/** One sentence of what is true now; what is shown only once; and the way back. */
function Outcome({result, settle}) {
  const [failure, fail] = useState('');
  const undo = () => result.undo().then(text => settle({text}), error => fail(explain(error)));
  return h('div', {class: 'stack'},
    h('p', {class: 'proof row top', role: 'alert'}, icon('shield'), h('span', {dir: 'auto'}, result.text)),
    result.secret && h('label', {class: 'field'}, h('span', {class: 'label'}, t('secret_once')),
      h('input', {class: 'input mono', readOnly: true, value: result.secret, onFocus: event => event.currentTarget.select()})),
    result.lines?.length > 0 && h('ul', {class: 'can dry-run'}, result.lines.map(line => h('li', {key: line}, '·', h('span', {dir: 'auto'}, line)))),
    h('p', {class: 'failure', role: 'alert'}, failure),
    result.undo && button(t('undo'), undo),
    result.receipts?.length > 0 && h(Records, {receipts: result.receipts}));
}

/** The numbers of all receipts as one, folded away. */
function Records({receipts}) {
  const nodes = receipts.flatMap(each => each.nodes);
  const facts = [
    [t('cut_at'), lastOf(receipts) ? exact(lastOf(receipts)) : t('ended_before')],
    [t('servers'), [...new Set(nodes.map(node => node.node))].join(', ') || '–'],
    [t('cut'), String(nodes.reduce((sum, node) => sum + node.sessions, 0))],
    [t('took'), millis(Math.max(...receipts.map(each => each.phases.total_micros)))],
  ];
  return h('details', {}, h('summary', {}, icon('right'), t('for_records')),
    h('dl', {class: 'facts receipt'}, facts.flatMap(([term, value]) => [h('dt', {}, term), h('dd', {}, value)])));
}

/** The time after which nothing was delivered any more, by all of them. */
export const lastOf = receipts => receipts.map(each => each.at).filter(Boolean).sort().at(-1);
