// Those from outside for whom one answers here: from a day on one is asked whether they are still needed, and says so by one press.

import {h} from 'preact';
import {button} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {notice} from '../parts/notice.js';
import {date} from '../parts/time.js';
import {t} from '../words/words.js';

/** Who has to be confirmed by now, by who looks. */
export const due = (roster, self, now) => roster.filter(({person, sponsor, terms}) =>
  person?.external && sponsor === self && terms?.confirm_from && Date.parse(terms.confirm_from) <= now);

export function Keep({client, state, view}) {
  const asked = due(state.rosters[view.conversation] ?? [], state.me.account, Date.now());
  if (asked.length === 0) {
    return null;
  }
  const first = asked.map(each => each.terms.confirm_by).sort()[0];
  const about = {name: asked[0].person.name, count: asked.length, time: date(first)};
  return h('p', {class: 'who-reads banner asks', role: 'group', 'aria-label': t('confirm')},
    h('span', {class: 'lead'}, icon('clock'), h('span', {dir: 'auto'}, t(asked.length === 1 ? 'still_needed_one' : 'still_needed_many', about))),
    button(t('confirm'), () => keep(client, view, asked), 'mini'));
}

/** Confirms people of this conversation. */
export async function keep(client, view, people) {
  const which = {type: 'grants', grants: people.map(({person}) => ({person: person.id, conversation: view.conversation}))};
  if (await client.attempt('external.confirm', {workspace: view.workspace, which})) {
    notice(t('confirmed', {name: people.map(({person}) => person.name).join(', ')}));
    await client.loadRoster();
  }
}
