// The choice of an end: so many days, a day, or none; folded away, what else ends it.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {Kept, field} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {segments} from '../parts/sets.js';
import {date, dayField, endOfDay, inDays} from '../parts/time.js';
import {t} from '../words/words.js';

const DAYS = [7, 30, 90];

/** policy: the end that holds if nothing is said can be chosen, too. */
export function EndChoice({until, choose, conditions, policy}) {
  const [how, set] = useState(until ? 'date' : policy ? 'policy' : 'none');
  const turn = next => {
    set(next);
    choose(next === 'none' || next === 'policy' ? undefined : next === 'date' ? until ?? inDays(30) : inDays(Number(next)));
  };
  const choices = [
    ...(policy ? [['policy', t('end_policy')]] : []),
    ...DAYS.map(days => [String(days), t('days', {count: days})]),
    ['date', t('a_date')],
    ...(policy ? [] : [['none', t('no_end')]]),
  ];
  return h('div', {class: 'field'}, h('span', {class: 'label'}, t('until')),
    segments({label: t('until'), value: how, choices, choose: turn}),
    how === 'date' && h(Kept, {
      type: 'date', class: 'input', 'aria-label': t('a_date'), required: true, min: dayField(Date.now()), value: until ? dayField(until) : '',
      onChange: event => event.currentTarget.value && choose(endOfDay(event.currentTarget.value)),
    }),
    until && how !== 'date' && h('p', {class: 'hint'}, t('until_time', {time: date(until)})),
    h('details', {open: Boolean(conditions?.closed || conditions?.sponsor_leaves || conditions?.idle_days)},
      h('summary', {}, icon('right'), t('end_also')),
      h('div', {class: 'stack tight'},
        check('closed', t('end_closed'), conditions?.closed),
        check('sponsor_leaves', t('end_sponsor'), conditions?.sponsor_leaves),
        field(t('end_idle'), {name: 'idle_days', type: 'number', min: 1, max: 3650, defaultValue: conditions?.idle_days ?? ''}))));
}

const check = (name, label, on) => h('label', {class: 'check'}, h('input', {type: 'checkbox', name, defaultChecked: Boolean(on)}), label);

/** What was chosen, as the server takes it. */
export function chosenEnd(until, values) {
  const some = values.closed || values.sponsor_leaves || values.idle_days;
  return {
    ...(until && {until}),
    ...(some && {conditions: {
      closed: Boolean(values.closed), sponsor_leaves: Boolean(values.sponsor_leaves),
      ...(values.idle_days && {idle_days: Number(values.idle_days)}),
    }}),
  };
}
