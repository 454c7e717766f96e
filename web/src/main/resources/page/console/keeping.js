// What is kept, for how long, and taken along: retention, legal holds, and the export of the workspace.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {button, field} from '../parts/form.js';
import {exact} from '../parts/time.js';
import {t} from './words.js';
import {Act} from './act.js';
import {Find, found} from './find.js';
import {Head} from './head.js';
import {Listing} from './list.js';
import {State, useAnswer} from './pages.js';
import {Named} from './people.js';
import {mine} from './places.js';
import {Saving} from './save.js';
import {shown} from './values.js';

const DAYS = ['retention_days', 'retention_files_days', 'audit_keep_days', 'report_keep_days'];

export function Keeping({desk, state}) {
  const policies = useAnswer(() => desk.ask('policy.show', {}), '');
  const [whole, take] = useState(false);
  return [
    h(Head, {title: t('place_keeping'), text: t('keeping_text')}),
    h('section', {class: 'box stack tight'}, h('h2', {}, t('kept_for')), policies.value
      ? h('ul', {class: 'pols'}, DAYS.map(key => h('li', {key, class: 'pol'}, h('a', {class: 'row', href: desk.at('policies', key)}, h('span', {class: 'grow'}, t(`policy_${key}`)),
        h('b', {}, shown(desk, key, policies.value.policies.in_force[key])))))) : h(State, {list: policies})),
    desk.owner ? [h(Holds, {key: 'holds', desk, state}),
      h('section', {key: 'export', class: 'box stack tight'}, h('h2', {}, t('export_title')), h('p', {class: 'soft small'}, t('export_text')),
        h('label', {class: 'check'}, h('input', {type: 'checkbox', checked: whole, onChange: event => take(event.currentTarget.checked)}), t('export_private')),
        h(Saving, {label: t('export_button'), name: `${desk.name}.jsonl`, kind: '', part: after => desk.ask('workspace.export', {includes_private: whole, ...(after && {after})})}))]
      : h('p', {class: 'soft'}, t('owners_only')),
  ];
}

function Holds({desk, state}) {
  const answer = useAnswer(async () => (await desk.ask('hold.list', {})).holds, '');
  const [placing, place] = useState();
  const titles = Object.fromEntries(mine(desk, state).map(each => [each.conversation, each.name]));
  return h('section', {class: 'box stack tight'},
    h('h2', {}, t('holds')), h('p', {class: 'soft small'}, t('holds_text')),
    h('p', {class: 'row wrap'}, button(t('hold_person'), () => place('person')), button(t('hold_conversation'), () => place('conversation'))),
    h(Listing, {
      list: {...answer, rows: answer.value ?? []}, label: t('holds'), keyOf: each => each.id, empty: t('no_holds'),
      columns: [
        {name: 'on', label: t('hold_on'), cell: each => each.person ? h(Named, {desk, id: each.person}) : h('bdi', {}, titles[each.conversation] ?? t('a_conversation_alone'))},
        {name: 'reason', label: t('reason_short'), cell: each => h('bdi', {}, each.reason)},
        {name: 'by', label: t('placed_by'), cell: each => h('span', {}, h(Named, {desk, id: each.by}), h('span', {class: 'sub'}, exact(each.at)))},
        {name: 'read', label: '', cell: each => h(Saving, {label: t('hold_export'), kind: 'link', name: `hold-${each.id}.jsonl`, part: async after => {
          const page = await desk.ask('hold.read', {hold: each.id, limit: 200, ...(after && {after})});
          return {text: page.items.map(item => `${JSON.stringify(item)}\n`).join(''), next: page.next};
        }})},
      ],
      acts: each => [{short: t('lift'), title: t('lift_hold'), label: t('lift'), kind: 'danger', look: async () => [t('lift_dry')], fields: field(t('reason'), {name: 'reason', maxLength: 500}),
        run: async values => {
          await desk.change('hold.lift', {hold: each.id, ...(values.reason.trim() && {reason: values.reason.trim()})});
          return {text: t('lifted_text')};
        }}],
    }),
    placing && h(Act, {
      title: t(`hold_${placing}`), label: t('place_hold'), close: () => place(undefined), done: answer.reload, look: async () => [t('hold_dry')],
      fields: [placing === 'person' ? h(Find, {desk, name: 'on', label: t('who_name'), anybody: true})
        : h('label', {class: 'field'}, h('span', {class: 'label'}, t('conversation')), h('select', {class: 'input', name: 'on', required: true},
          mine(desk, state).map(each => h('option', {key: each.conversation, value: each.conversation}, each.name)))),
      field(t('hold_reason'), {name: 'reason', required: true, maxLength: 500})],
      run: async values => {
        await desk.change('hold.place', {[placing]: found(values, 'on'), reason: values.reason.trim()});
        return {text: t('hold_placed')};
      },
    }));
}
