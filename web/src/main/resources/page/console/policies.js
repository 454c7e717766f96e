// The policies of a workspace in plain sentences, with what is in force, what holds where nothing is set, and the change.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {icon} from '../parts/icons.js';
import {exact} from '../parts/time.js';
import {t} from './words.js';
import {Change} from './change.js';
import {Head} from './head.js';
import {Edge, State, useAnswer, usePages} from './pages.js';
import {Named} from './people.js';
import {GROUPS, same, shown} from './values.js';

export function Policies({desk, state, one}) {
  const answer = useAnswer(() => desk.ask('policy.show', {}), '');
  const [changes, changed] = useState(0);
  const head = h(Head, {title: t('place_policies'), text: t('policies_text')});
  if (!answer.value) {
    return [head, h(State, {list: answer})];
  }
  const {in_force: values, own, defaults, orders} = answer.value.policies;
  const order = Object.fromEntries(orders.map(each => [each.key, each.strictest_first]));
  const row = key => h('li', {key, class: 'pol'}, h('a', {class: 'row', href: desk.at('policies', key), 'aria-current': key === one ? 'true' : undefined},
    h('span', {class: 'grow'}, t(`policy_${key}`), own?.[key] !== undefined && !same(own[key], defaults?.[key])
      && h('span', {class: 'hint'}, t('default_is', {value: shown(desk, key, defaults?.[key])}))),
    h('b', {}, h('bdi', {}, shown(desk, key, values[key]))), icon('right')));
  return [
    head,
    h('div', {class: 'cols'},
      h('div', {class: 'stack'}, GROUPS.map(([name, keys]) => h('section', {key: name}, h('h2', {}, t(`policies_${name}`)), h('ul', {class: 'pols'}, keys.map(row)))),
        h('section', {}, h('h2', {}, t('history')), h(History, {key: changes, desk}))),
      h('aside', {class: 'box plan-box', 'aria-label': t('change')}, one && `policy_${one}` !== t(`policy_${one}`)
        ? h(Change, {
          key: one, desk, state, policy: one, value: values[one], own: own?.[one], standard: defaults?.[one], order: order[one] ?? [], done: () => {
            answer.reload();
            changed(changes + 1);
          },
        })
        : h('p', {class: 'soft'}, t('choose_policy')))),
  ];
}

/** Who changed what, and when: the audit's own records. */
function History({desk}) {
  const list = usePages(async after => {
    const page = await desk.ask('audit.list', {filter: {action: 'policy.set'}, limit: 20, ...(after && {after})});
    return {rows: page.records, next: page.next};
  }, '');
  const said = things => things.map(thing => thing.fields.map(field => `${field.name} ${field.value ?? '…'}`).join(', ')).join('; ');
  return [
    list.rows.length > 0 && h('ul', {class: 'timeline'}, list.rows.map(each => h('li', {key: each.position}, icon('sliders'), h('span', {},
      h('bdi', {}, said(each.after) || t('reset_done')), h('span', {class: 'sub'}, each.before.length > 0 && [t('was'), ' ', h('bdi', {}, said(each.before)), ' · '],
        h(Named, {desk, id: each.actor}), ' · ', exact(each.at)))))),
    h(State, {list, empty: t('no_changes')}),
    list.pages.at(-1)?.next && h(Edge, {key: 'below', label: t('more_rows'), press: list.next, busy: list.loading}),
  ];
}
