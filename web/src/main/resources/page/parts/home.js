// The name of where one is at home: it leads to the console for those who run it.

import {h} from 'preact';
import {t} from '../words/words.js';

export function Home({me}) {
  const all = me?.workspaces ?? [];
  const run = all.find(each => each.role !== 'member');
  const name = all.length === 1 ? all[0].name : 'Drawbridge';
  return run
    ? h('a', {class: 'home cut', href: '#console', dir: 'auto', title: t('open_console')}, name)
    : h('span', {class: 'cut', dir: 'auto'}, name);
}
