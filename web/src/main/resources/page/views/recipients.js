// Whom something is addressed to: people, groups and addresses, in any mix.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {folded} from '../app/sections.js';
import {icon} from '../parts/icons.js';
import {badge, face} from '../parts/person.js';
import {t} from '../words/words.js';

const MOST = 6;
const ADDRESS = /^[^\s@]+@[^\s@]+$/;

/** chosen are {person}, {group} or {address}; addresses says whether the last may be. */
export function Recipients({client, workspace, groups, chosen, set, addresses, label}) {
  const [words, write] = useState('');
  const [people, found] = useState([]);
  const [at, move] = useState(0);
  const taken = new Set(chosen.map(keyOf));
  const some = groups.filter(each => words.trim() && folded(each.name).includes(folded(words.trim()))).slice(0, MOST);
  const offered = [
    ...people.map(person => ({person})), ...some.map(group => ({group})),
    ...(addresses && ADDRESS.test(words.trim()) ? [{address: words.trim()}] : []),
  ].filter(each => !taken.has(keyOf(each)));
  const look = async text => {
    write(text);
    move(0);
    const prefix = text.trim();
    if (!prefix || prefix.includes('@')) {
      found([]);
      return;
    }
    const got = await client.live.run('people.find', {prefix, ...(workspace && {workspace}), limit: MOST}).catch(() => ({people: []}));
    found(got.people.filter(each => each.id !== client.state.me.account));
  };
  const take = each => {
    set([...chosen, each]);
    write('');
    found([]);
  };
  const key = event => {
    const step = {ArrowUp: -1, ArrowDown: 1}[event.key];
    if (event.isComposing) {
      return;
    }
    if (offered.length > 0 && step) {
      event.preventDefault();
      move((at + step + offered.length) % offered.length);
    } else if (event.key === 'Enter' && words.trim()) {
      event.preventDefault();
      offered[at] && take(offered[at]);
    } else if (event.key === 'Backspace' && !words && chosen.length > 0) {
      set(chosen.slice(0, -1));
    }
  };
  return h('div', {class: 'field recipients'}, h('span', {class: 'label', id: 'recipients'}, label),
    chosen.length > 0 && h('ul', {class: 'chips'}, chosen.map(each => h('li', {key: keyOf(each), class: 'chip'},
      each.person ? face(each.person, 's') : icon(each.group ? 'group' : 'mail'), h('bdi', {class: 'cut'}, nameIn(each)),
      each.person && badge(each.person),
      h('button', {
        type: 'button', class: 'ib', 'aria-label': t('take_out', {name: nameIn(each)}), onClick: () => set(chosen.filter(one => one !== each)),
      }, icon('x'))))),
    h('input', {
      class: 'input', dir: 'auto', value: words, role: 'combobox', 'aria-labelledby': 'recipients', 'aria-expanded': String(offered.length > 0),
      'aria-controls': 'offered', 'aria-autocomplete': 'list', autocomplete: 'off', maxLength: 254, onKeyDown: key,
      ...(offered.length > 0 && {'aria-activedescendant': `offer-${at}`}),
      onInput: event => look(event.currentTarget.value),
    }),
    h('ul', {id: 'offered', role: 'listbox', 'aria-label': label, class: 'offered', hidden: offered.length === 0}, offered.map((each, index) => h('li', {
      key: keyOf(each), id: `offer-${index}`, role: 'option', 'aria-selected': String(index === at), onClick: () => take(each),
    }, each.person ? face(each.person, 'm') : icon(each.group ? 'group' : 'mail'), h('bdi', {class: 'cut grow'}, nameIn(each)),
    each.person && badge(each.person)))));
}

const keyOf = ({person, group, address}) => person?.id ?? group?.conversation ?? address;
const nameIn = ({person, group, address}) => person?.name ?? group?.name ?? address;
