// A modal dialog of the browser's own kind: focus stays inside and goes back, Escape closes, all behind is inert.

import {h} from 'preact';
import {useLayoutEffect, useRef} from 'preact/hooks';
import {t} from '../words/words.js';
import {icon} from './icons.js';

/** kind: `wide` for two columns. */
export function Dialog({title, close, kind = '', children}) {
  const node = useRef();
  useLayoutEffect(() => {
    const before = document.activeElement;
    node.current.showModal();
    node.current.querySelector('[autofocus]')?.focus();
    return () => before?.isConnected && before.focus();
  }, []);
  return h('dialog', {ref: node, class: `dialog ${kind}`, 'aria-label': title, onClose: close},
    h('header', {class: 'row'}, h('h2', {class: 'grow'}, title),
      h('button', {type: 'button', class: 'ib', 'aria-label': t('close'), onClick: () => node.current.close()}, icon('x'))),
    h('div', {class: 'body stack'}, children));
}
