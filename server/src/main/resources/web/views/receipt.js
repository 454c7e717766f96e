// The removal receipt: what was cut, where, and how long it took.

import {el} from '../dom.js';
import {exact, millis} from '../text.js';
import {dialog} from './dialog.js';

export function showReceipt(name, {receipt, remaining = []}, removeAll) {
  const phases = receipt.phases;
  const rows = [
    ['Cut at', receipt.at ? exact(receipt.at) : 'already ended'],
    ['Servers', receipt.nodes.map(node => node.node).join(', ') || '–'],
    ['Connections cut', receipt.nodes.reduce((sum, node) => sum + node.sessions, 0)],
    ['Waiting for the lock', millis(phases.lock_micros)],
    ['Committing', millis(phases.commit_micros)],
    ['Fence on every connection', millis(phases.fence_micros)],
    ['In all', millis(phases.total_micros)],
  ];
  const still = remaining.filter(path => path.kind === 'group').map(path => path.group_name ?? 'a group');
  const node = dialog(`${name} was removed`,
    still.length === 0
      ? el('p', {}, 'Nothing more of this conversation is written to them, on any device.')
      : el('p', {class: 'failure'}, `They still take part through ${still.join(', ')}.`),
    el('dl', {class: 'receipt'}, rows.flatMap(([term, value]) =>
      [el('dt', {}, term), el('dd', {}, String(value))])),
    still.length > 0 && el('button', {
      class: 'danger',
      onclick: () => {
        node.close();
        removeAll();
      },
    }, 'Keep them out altogether'));
}
