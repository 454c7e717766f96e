// One policy and its change: what it would end is counted before it is set, and what becomes of those is chosen.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {button, field, Form} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {date, exact} from '../parts/time.js';
import {explain} from '../words/words.js';
import {t} from './words.js';
import {gather} from './desk.js';
import {found} from './find.js';
import {count, number} from './head.js';
import {Named} from './people.js';
import {Written, read, same, shown, sortOf} from './values.js';

export function Change({desk, state, policy, value, own, standard, order, done}) {
  const [plan, planned] = useState();
  const [applied, settle] = useState();
  const people = sortOf(policy, order) === 'people';
  const look = async values => {
    const next = read(policy, order, values);
    const body = next === undefined ? {values: {}, reset: [policy]} : {values: {[policy]: next}, reset: []};
    planned({body, next: next === undefined ? standard : next, ...await desk.ask('policy.plan', body)});
  };
  const back = async () => planned({body: {values: {}, reset: [policy]}, next: standard, ...await desk.ask('policy.plan', {values: {}, reset: [policy]})});
  return h('div', {class: 'stack'},
    h('h2', {}, t(`policy_${policy}`)),
    h('dl', {class: 'facts'}, h('dt', {}, t('in_force')), h('dd', {}, h('bdi', {}, shown(desk, policy, value))),
      h('dt', {}, t('standard')), h('dd', {}, h('bdi', {}, shown(desk, policy, standard)))),
    applied ? h(Applied, {applied}) : plan
      ? h(Plan, {key: JSON.stringify(plan.body), desk, policy, plan, value, discard: () => planned(undefined), done: what => {
        settle(what);
        done();
      }})
      : people ? h(Inviters, {desk, value, done})
        : [h(Form, {label: t('look_plan'), submit: look}, h(Written, {desk, policy, value, order})),
          own !== undefined && !same(own, standard) && button(t('take_back'), () => back().catch(error => desk.client.tell(error)), 'quiet')],
    !applied && h(Stricter, {desk, state, policy}));
}

/** The members who bring externals in as admins do: one by one. */
const Inviters = ({desk, value, done}) => [
  h('ul', {class: 'roster'}, (value ?? []).map(person => h('li', {key: person, class: 'row'}, h('span', {class: 'grow'}, h(Named, {desk, id: person})),
    button(t('take_back'), () => desk.change('policy.set_inviter', {person, named: false}).then(done, error => desk.client.tell(error)), 'mini', {'aria-label': t('take_back_name', {name: desk.nameOf(person) ?? ''})})))),
  h(Form, {label: t('name_inviter'), submit: async values => {
    await desk.change('policy.set_inviter', {person: found(values, 'value'), named: true});
    done();
  }}, h(Written, {desk, policy: 'external_inviters', value, order: []})),
];

function Plan({desk, policy, plan, value, discard, done}) {
  const [what, choose] = useState('stay');
  const some = plan.grants > 0;
  const apply = async values => {
    const set = await desk.change('policy.set', plan.body);
    const because = values.reason?.trim() && {reason: values.reason.trim()};
    const rest = what === 'now' ? await desk.change('policy.enforce', {...because})
      : what === 'later' ? await desk.change('policy.enforce', {in_days: Number(values.in_days), ...because})
        : what === 'keep' ? await desk.change('external.set_until', {
          which: {type: 'grants', grants: plan.first.map(({person, conversation}) => ({person, conversation}))},
          until: new Date(`${values.until}T23:59:59`).toISOString(), reason: values.reason.trim(),
        }) : undefined;
    done({what, rest, receipt: rest?.receipt ?? set.receipt});
  };
  return h('div', {class: 'stack'},
    h('p', {class: 'proof'}, t('from_to', {from: shown(desk, policy, value), to: shown(desk, policy, plan.next)})),
    h('p', {class: 'soft small', role: 'status'}, t('planned_now')),
    h('ul', {class: 'bigs'}, [[plan.grants, 'plan_grants'], [plan.people, 'plan_people'], [plan.conversations, 'plan_places'], [plan.invitations, 'plan_invitations']]
      .map(([figure, key]) => h('li', {key}, h('b', {class: 'num'}, number(figure)), h('span', {}, t(key))))),
    plan.excepted > 0 && h('p', {class: 'soft small'}, count('excepted', plan.excepted)),
    !some && h('p', {class: 'row top'}, icon('eye'), t('plan_nobody')),
    some && h('details', {}, h('summary', {}, icon('right'), t('look_list')), h('ul', {class: 'things small'}, plan.first.map((each, i) => h('li', {key: i},
      h(Named, {desk, id: each.person}), ' · ', each.latest ? t('too_long', {time: date(each.latest)}) : t(`policy_${each.why}`))))),
    h(Form, {label: t('apply'), kind: what === 'now' ? 'danger' : 'primary', submit: apply},
      some && h('fieldset', {class: 'plan'}, h('legend', {}, count('those', plan.grants)), ['stay', 'now', 'later', ...(plan.grants <= plan.first.length ? ['keep'] : [])].map(each =>
        h('label', {key: each, class: 'check'}, h('input', {type: 'radio', name: 'what', value: each, checked: what === each, onChange: () => choose(each)}),
          h('span', {}, t(`those_${each}`), h('span', {class: 'hint sub'}, t(`those_${each}_hint`)))))),
      what === 'later' && field(t('in_how_many'), {name: 'in_days', type: 'number', min: 1, max: 365, defaultValue: 14, required: true}),
      what === 'keep' && field(t('kept_until'), {name: 'until', type: 'date', required: true}),
      what !== 'stay' && field(t('reason'), {name: 'reason', maxLength: 500, required: what === 'keep'})),
    button(t('discard'), discard, 'quiet'));
}

const Applied = ({applied: {what, rest, receipt}}) => h('p', {class: 'proof row top', role: 'alert'}, icon('shield'), h('span', {},
  t('policy_set'), ' ', what === 'now' || what === 'later' ? t('enforced', {ended: rest.ended, dated: rest.dated, excepted: rest.excepted})
    : what === 'keep' ? t('excepted_text', {ways: count('ways', rest.grants)}) : t('stays'), ' ', receipt?.at ? t('policy_proof', {time: exact(receipt.at)}) : ''));

/** Which conversations are stricter: of those that the reader is in, on demand. */
function Stricter({desk, state, policy}) {
  const [places, list] = useState();
  const [failure, fail] = useState('');
  const look = async () => {
    const known = Object.values(state.entries).map(each => each.conversation).filter(each => each.workspace === desk.workspace && each.kind !== 'dm').slice(0, 100);
    list(await gather(known, async each => {
      const {policies} = await desk.client.live.run('policy.show', {conversation: each.conversation});
      return policies.own?.[policy] === undefined ? [] : [{...each, value: policies.own[policy]}];
    }));
  };
  return h('div', {class: 'stack tight'},
    !places && button(t('where_stricter'), () => look().catch(error => fail(explain(error))), 'quiet'),
    h('p', {class: 'failure', role: 'alert'}, failure),
    places && h('p', {class: 'soft small', role: 'status'}, t(places.length > 0 ? 'stricter_in' : 'stricter_nowhere')),
    places && h('ul', {class: 'things small'}, places.map(each => h('li', {key: each.conversation}, h('bdi', {}, each.name), ': ', h('bdi', {}, shown(desk, policy, each.value))))));
}
