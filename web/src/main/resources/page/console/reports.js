// Messages that people reported, for those who run the workspace.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {badge, face} from '../parts/person.js';
import {exact} from '../parts/time.js';
import {t} from './words.js';
import {Choice, Head} from './head.js';
import {Listing} from './list.js';
import {usePages} from './pages.js';
import {sub} from './table.js';

export function Reports({desk}) {
  const [wanted, want] = useState('open');
  const list = usePages(async after => {
    const answer = await desk.ask('report.list', {limit: 50, ...(wanted && {open: wanted === 'open'}), ...(after && {after})});
    return {rows: answer.reports, next: answer.next};
  }, wanted);
  const resolve = (each, outcome, key) => ({
    short: t(key), title: t(`${key}_report`, {name: each.author.name}), label: t(key), look: async () => [t(`${key}_report_dry`)],
    run: async () => {
      await desk.client.live.run('report.resolve', {report: each.report, outcome});
      return {text: t('report_settled')};
    },
  });
  return [
    h(Head, {title: t('place_reports'), text: t('reports_text')}),
    h('div', {class: 'toolbar'}, h(Choice, {label: t('show'), value: wanted, options: [['', t('all')], ['open', t('open_reports')], ['settled', t('settled_reports')]], change: want})),
    h(Listing, {
      list, label: t('place_reports'), keyOf: each => each.report, empty: t('no_reports'),
      columns: [
        {name: 'message', label: t('message'), cell: each => h('span', {}, h('span', {class: 'clip', dir: 'auto'}, each.text ?? t('text_gone')), h('span', {class: 'sub'}, exact(each.sent_at)))},
        {name: 'author', label: t('written_by'), cell: each => h('span', {class: 'row'}, face(each.author, 's'), h('bdi', {}, each.author.name), badge(each.author))},
        {name: 'why', label: t('reported_for'), cell: each => h('span', {}, t(`report_${each.reason}`), sub(each.note && h('bdi', {}, each.note)))},
        {name: 'by', label: t('reported_by'), cell: each => h('span', {}, h('bdi', {}, each.reporter.name), sub(exact(each.reported_at)))},
        {name: 'state', label: t('state'), cell: each => t(each.outcome ? `outcome_${each.outcome}` : 'outcome_open')},
      ],
      acts: each => [resolve(each, 'acted', 'acted'), resolve(each, 'dismissed', 'dismiss')],
    }),
  ];
}
