// A modal dialog of the browser's own kind: focus stays inside, Escape closes.

import {el} from '../dom.js';

export function dialog(title, ...children) {
  const node = el('dialog', {'aria-label': title},
    el('header', {},
      el('h2', {}, title),
      el('button', {class: 'quiet icon', 'aria-label': 'Close', onclick: () => node.close()}, '✕')),
    ...children);
  node.addEventListener('close', () => node.remove());
  document.body.append(node);
  node.showModal();
  return node;
}
