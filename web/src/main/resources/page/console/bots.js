// Bots: made with a token that is shown once, given a new one, and ended.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {button, field} from '../parts/form.js';
import {face} from '../parts/person.js';
import {t} from './words.js';
import {Act} from './act.js';
import {Head} from './head.js';
import {Listing} from './list.js';
import {proof} from './members.js';
import {useAnswer} from './pages.js';

const PAGES_MAX = 50;

/** Bots stand among the members, in the order of their ids. */
async function bots(desk) {
  const found = [];
  let after;
  for (let page = 0; page < PAGES_MAX; page++) {
    const answer = await desk.ask('workspace.members', {limit: 200, ...(after && {after})});
    found.push(...answer.members.map(each => each.person).filter(each => each.bot));
    after = answer.members.at(-1)?.person.id;
    if (!answer.more) {
      break;
    }
  }
  return found;
}

const days = () => field(t('token_days'), {name: 'days', type: 'number', min: 1, max: 3650});
const lasting = values => values.days && {expires_in_days: Number(values.days)};

export function Bots({desk}) {
  const answer = useAnswer(() => bots(desk), '');
  const [making, make] = useState(false);
  return [
    h(Head, {title: t('place_bots'), text: t('bots_text')}, button(t('make_bot'), () => make(true), 'primary')),
    h(Listing, {
      list: {...answer, rows: answer.value ?? []}, label: t('place_bots'), keyOf: each => each.id, empty: t('no_bots'),
      columns: [{name: 'bot', label: t('bot'), cell: each => h('span', {class: 'row'}, face(each, 'm'), h('bdi', {class: 'plain cut'}, each.name))}],
      acts: each => [
        {short: t('new_token'), title: t('new_token_of', {name: each.name}), label: t('new_token'), fields: days(), look: async () => [t('new_token_dry', {name: each.name})],
          run: async values => ({text: t('token_made', {name: each.name}), secret: (await desk.change('bot.rotate_token', {bot: each.id, ...lasting(values)})).api_token})},
        {short: t('end_bot'), title: t('end_bot_of', {name: each.name}), label: t('end_bot'), kind: 'danger', look: async () => [t('end_bot_dry', {name: each.name})],
          run: async () => proof('bot_ended', each.name, await desk.change('bot.revoke', {bot: each.id}))},
      ],
    }),
    making && h(Act, {
      title: t('make_bot'), label: t('make_bot'), close: () => make(false), done: answer.reload,
      fields: [field(t('bot_name'), {name: 'name', required: true, maxLength: 100}), days()],
      run: async values => ({text: t('bot_made', {name: values.name.trim()}), secret: (await desk.change('bot.create', {name: values.name.trim(), ...lasting(values)})).api_token}),
    }),
  ];
}
