// What holds just here, where it is to be stricter than in the workspace.

import {h} from 'preact';
import {field, Form} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {notice} from '../parts/notice.js';
import {pending, useAnswer} from '../parts/sets.js';
import {t} from '../words/words.js';

const CHOICES = ['external_invite', 'external_approval', 'external_join', 'external_upload', 'external_mentions', 'externals_see_externals'];
const NUMBERS = ['external_days_max', 'retention_days'];

export function Rules({client, conversation}) {
  const answer = useAnswer(() => client.live.run('policy.show', {conversation}), [conversation]);
  const policies = answer.value?.policies;
  if (!policies) {
    return pending(answer);
  }
  const own = policies.own ?? {};
  const orders = Object.fromEntries(policies.orders.map(each => [each.key, each.strictest_first]));
  const submit = async values => {
    const all = [...CHOICES, ...NUMBERS].filter(key => key in orders);
    const set = all.filter(key => values[key]);
    await client.change('policy.set', {
      conversation, values: Object.fromEntries(set.map(key => [key, typed(key, values[key])])), reset: all.filter(key => !values[key] && key in own),
    });
    notice(t('saved'));
    await answer.again();
  };
  return h('details', {}, h('summary', {}, icon('right'), t('rules')),
    h('p', {class: 'hint'}, t('rules_hint')),
    h(Form, {label: t('save'), submit, kind: ''},
      CHOICES.filter(key => key in orders).map(key => h('label', {key, class: 'field'}, h('span', {class: 'label'}, t(`rule_${key}`)),
        h('select', {class: 'input', name: key, 'aria-label': t(`rule_${key}`)},
          h('option', {value: '', selected: !(key in own)}, t('rule_elsewhere', {value: said(policies.workspace?.[key] ?? policies.defaults?.[key])})),
          strict(orders[key], policies.workspace?.[key]).map(each =>
            h('option', {key: each, value: each, selected: String(own[key]) === each}, said(each)))))),
      NUMBERS.filter(key => key in orders).map(key => field(t(`rule_${key}`), {
        name: key, type: 'number', min: 1, max: policies.workspace?.[key] ?? 3650, defaultValue: own[key] ?? '',
        placeholder: policies.workspace?.[key] === undefined ? t('rule_unlimited') : String(policies.workspace[key]),
      }))));
}

/** The values that are at least as strict as the workspace's. */
const strict = (order, most) => most === undefined ? order : order.slice(0, order.indexOf(String(most)) + 1);

const typed = (key, value) => NUMBERS.includes(key) ? Number(value) : value === 'true' ? true : value === 'false' ? false : value;

const said = value => value === undefined ? '–' : t(`rule_is_${value}`);
