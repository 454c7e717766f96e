// A button with a menu of what can be done. The menu stands above all else, and goes with Escape, a choice or a look elsewhere.

import {h} from 'preact';
import {useLayoutEffect, useRef, useState} from 'preact/hooks';
import {icon} from './icons.js';

const GAP_PX = 4;
/** A press on the button closes the open menu, and is not to open it again. */
const REOPEN_MS = 150;

/** items are [label, what it does, sign]; those that are no items are left out. A function makes them when it opens. */
export function Menu({label, items, sign = 'more', kind = 'ib', tabIndex, id}) {
  const [open, set] = useState(false);
  const opener = useRef();
  const list = useRef();
  const closed = useRef(0);
  useLayoutEffect(() => {
    if (!open) {
      return undefined;
    }
    const {top, bottom, right} = opener.current.getBoundingClientRect();
    const node = list.current;
    node.showPopover();
    const {offsetWidth: width, offsetHeight: height} = node;
    const below = bottom + GAP_PX + height <= innerHeight;
    // Written by script: the policy forbids style attributes.
    node.style.left = `${Math.min(Math.max(GAP_PX, right - width), Math.max(GAP_PX, innerWidth - width - GAP_PX))}px`;
    node.style.top = `${below ? bottom + GAP_PX : Math.max(GAP_PX, top - GAP_PX - height)}px`;
    node.querySelector('[role=menuitem]')?.focus();
    return undefined;
  }, [open]);
  const close = () => {
    set(false);
    opener.current?.focus();
  };
  const key = event => {
    const all = [...list.current.querySelectorAll('[role=menuitem]')];
    const at = all.indexOf(document.activeElement);
    const to = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1}[event.key];
    // What the menu stands in is not to act on its keys.
    event.stopPropagation();
    if (to !== undefined) {
      event.preventDefault();
      all.at(to % all.length)?.focus();
    } else if (event.key === 'Tab') {
      close();
    }
  };
  const made = open ? (typeof items === 'function' ? items() : items).filter(Boolean) : [];
  return [
    h('button', {
      ref: opener, id, type: 'button', class: kind, 'aria-label': label, title: label, 'aria-haspopup': 'menu',
      'aria-expanded': String(open), tabIndex, onClick: () => Date.now() - closed.current > REOPEN_MS && set(!open),
    }, icon(sign)),
    open && h('div', {
      ref: list, class: 'menu', popover: 'auto', role: 'menu', 'aria-label': label, onKeyDown: key,
      onToggle: event => {
        if (event.newState === 'closed') {
          closed.current = Date.now();
          set(false);
        }
      },
    }, made.map(([text, act, mark]) => h('button', {
      key: text, type: 'button', role: 'menuitem', tabIndex: -1, class: 'menu-item', onClick: () => {
        close();
        act();
      },
    }, mark && icon(mark), h('span', {}, text)))),
  ];
}
