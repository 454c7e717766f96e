// What would come of bringing somebody in, in numbers, beside the choice and above the button.

import {h} from 'preact';
import {icon} from '../parts/icons.js';
import {date} from '../parts/time.js';
import {t} from '../words/words.js';

export function Dry({chosen, preview, sure}) {
  const {name} = chosen;
  if (chosen.many) {
    return h('aside', {class: 'aside', 'aria-label': t('dry_title', {name})}, h('h3', {}, t('dry_many', {count: chosen.many.length})),
      h('ul', {class: 'plan dry-run'}, h('li', {}, icon('mail'), h('span', {}, t('dry_many_each')))));
  }
  const tell = (sign, text) => text && h('li', {key: text}, icon(sign), h('span', {dir: 'auto'}, text));
  return h('section', {class: 'aside', 'aria-live': 'polite', 'aria-label': t('dry_title', {name})},
    h('h3', {class: preview?.external ? 'row outside-ink' : 'row'}, icon('eye'), t('dry_title', {name})),
    h('div', {class: 'bigs'},
      big(preview.messages >= 10_000 ? '10,000+' : preview.messages, 'dry_messages'), big(preview.people, 'dry_people'),
      preview.threads > 0 && big(preview.threads, 'dry_threads')),
    h('ul', {class: 'plan dry-run'},
      tell('thread', t('dry', {name, messages: preview.messages, people: preview.people})),
      tell('lock', preview.external && t('dry_outside', {name})),
      tell('outside', preview.first && t('dry_first', {name})),
      tell('info', preview.there && t('dry_there', {name})),
      tell('clock', preview.awaits_approval && t('dry_waits')),
      tell('no', preview.over_quota && t('dry_quota')),
      tell('clock', preview.until && t('dry_until', {time: date(preview.until)})),
      tell('globe', preview.new_mail_domain && t('dry_domain')),
      tell('people', preview.elsewhere > 0 && t('dry_elsewhere', {count: preview.elsewhere}))),
    sure && h('div', {class: 'box out-box stack tight', role: 'alert'},
      h('b', {dir: 'auto'}, t('dry_first', {name})), h('p', {}, t('first_what'))));
}

const big = (number, label) => h('p', {}, h('b', {}, String(number)), h('span', {}, t(label)));
