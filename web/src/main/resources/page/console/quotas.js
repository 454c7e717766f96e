// How many externals there are, and may be; and how long removals take.

import {h} from 'preact';
import {t} from './words.js';
import {Head, number} from './head.js';
import {State, useAnswer} from './pages.js';

const KINDS = {all: 'quota_external', single: 'quota_single', multi: 'quota_multi'};

export function Quotas({desk}) {
  const answer = useAnswer(() => desk.ask('external.count', {}), '');
  const counts = answer.value?.counts;
  return [
    h(Head, {title: t('place_quotas'), text: t('quotas_text')}),
    counts ? h('ul', {class: 'quotas'}, Object.entries(KINDS).map(([kind, policy]) => h(Quota, {key: kind, desk, kind, use: counts[kind], policy}))) : h(State, {list: answer}),
    counts && h('p', {class: 'soft small'}, t('members_count', {count: number(counts.members)})),
  ];
}

const Quota = ({desk, kind, use, policy}) => h('li', {class: 'box stack tight'},
  h('h2', {}, t(`quota_${kind}`)),
  h('p', {}, h('b', {class: 'big num'}, number(use.used)), ' ', use.max === undefined ? t('of_any') : t('of_max', {max: number(use.max)}), ' ',
    use.state !== 'within' && h('span', {class: 'tag bad'}, t(`quota_state_${use.state}`))),
  use.max > 0 && h('meter', {min: 0, max: use.max, value: Math.min(use.used, use.max), 'aria-label': t(`quota_${kind}`)}),
  h('p', {class: 'soft small'}, use.soft === undefined ? t('no_warning') : t('warns_at', {soft: number(use.soft)})),
  h('p', {class: 'row wrap small'}, h('a', {href: desk.at('policies', `${policy}_max`)}, t('change_most')), h('a', {href: desk.at('policies', `${policy}_soft`)}, t('change_warning'))));
