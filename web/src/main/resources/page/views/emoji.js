// Choosing an emoji: by its name, or out of a group.

import {h} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {groups, load, matching} from '../app/emoji.js';
import {Dialog} from '../parts/dialog.js';
import {t} from '../words/words.js';

const FOUND_MAX = 120;

export function EmojiPicker({take, close}) {
  const [all, set] = useState();
  const [words, find] = useState('');
  const [group, choose] = useState(groups[0].name);
  useEffect(() => {
    load().then(set, () => set([]));
  }, []);
  const shown = !all ? [] : words.trim() ? matching(all, words.trim(), FOUND_MAX) : all.filter(each => each.group === group);
  const pick = emoji => {
    close();
    take(emoji);
  };
  return h(Dialog, {title: t('choose_emoji'), close},
    h('div', {class: 'emoji'},
      h('input', {
        class: 'input', type: 'search', autofocus: true, value: words, 'aria-label': t('find_emoji'), placeholder: t('find_emoji'), dir: 'auto',
        maxLength: 50, onInput: event => find(event.currentTarget.value), onKeyDown: event => {
          if (event.key === 'Enter' && shown.length > 0) {
            event.preventDefault();
            pick(shown[0].emoji);
          }
        },
      }),
      !words.trim() && h('div', {class: 'emoji-groups', role: 'group', 'aria-label': t('emoji_groups')}, groups.map(({name, first}) =>
        h('button', {
          key: name, type: 'button', class: 'ib', 'aria-pressed': String(name === group), 'aria-label': t(`emoji_${name}`), title: t(`emoji_${name}`),
          onClick: () => choose(name),
        }, first))),
      h('div', {class: 'emoji-grid', role: 'group', 'aria-label': t(words.trim() ? 'found_emoji' : `emoji_${group}`), onKeyDown: walk},
        shown.map(({emoji, name}, at) => h('button', {
          key: emoji, type: 'button', class: 'ib', tabIndex: at === 0 ? 0 : -1, title: called(name), 'aria-label': called(name),
          onClick: () => pick(emoji),
        }, emoji))),
      all && shown.length === 0 && h('p', {class: 'faint', role: 'status'}, t('no_emoji'))));
}

const called = name => name.replaceAll('_', ' ');

/** Arrow keys go through the grid, which is one stop for Tab. */
function walk(event) {
  const all = [...event.currentTarget.children];
  const at = all.indexOf(document.activeElement);
  const inRow = all.filter(each => each.offsetTop === all[0].offsetTop).length;
  const step = {ArrowRight: 1, ArrowLeft: -1, ArrowDown: inRow, ArrowUp: -inRow}[event.key];
  const next = event.key === 'Home' ? all[0] : event.key === 'End' ? all.at(-1) : step && all[at + step];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}
