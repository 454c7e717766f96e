// Join links: whose they are, where they lead, how often they were used; and taking them back.

import {h} from 'preact';
import {date} from '../parts/time.js';
import {t} from './words.js';
import {Head} from './head.js';
import {Listing} from './list.js';
import {usePages} from './pages.js';
import {Place, ending, placeOf} from './people.js';
import {sub} from './table.js';

export function Links({desk}) {
  const list = usePages(async after => {
    const answer = await desk.ask('join_link.list', after ? {after} : {});
    return {rows: answer.links, next: answer.more ? answer.links.at(-1).link : undefined};
  }, '');
  return [
    h(Head, {title: t('place_links'), text: t('links_text')}),
    h(Listing, {
      list, label: t('place_links'), keyOf: each => each.link, empty: t('no_links'),
      columns: [
        {name: 'where', label: t('conversation'), cell: each => h(Place, {kind: each.kind, name: each.title, sub: each.mail_domains?.join(', ')})},
        {name: 'state', label: t('state'), cell: each => h('span', {class: each.state === 'open' ? 'out waiting' : 'out gone'}, t(`link_${each.state}`))},
        {name: 'maker', label: t('made_by'), cell: each => h('span', {}, h('bdi', {}, each.maker.name), sub(date(each.created_at)))},
        {name: 'uses', label: t('used'), cell: each => h('span', {}, t('used_of', {uses: each.uses, max: each.uses_max}), sub(t(each.approval ? 'with_approval' : 'without_approval')))},
        {name: 'until', label: t('works_until'), cell: each => ending(each.expires_at)},
      ],
      acts: each => {
        const title = placeOf(each.kind, each.title);
        return [{
          short: t('revoke'), title: t('revoke_link', {title, name: each.maker.name}), label: t('revoke'), kind: 'danger', look: async () => [t('revoke_dry', {uses: each.uses})],
          run: async () => {
            await desk.client.change('join_link.revoke', {link: each.link});
            return {text: t('revoked_text', {title})};
          },
        }];
      },
    }),
  ];
}
