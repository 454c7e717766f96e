// Why somebody can see a conversation, or cannot; and who could see a message.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {field, Form} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {date, exact} from '../parts/time.js';
import {t} from './words.js';
import {Find, found} from './find.js';
import {Head} from './head.js';
import {Readers, spanText} from './ledger.js';
import {State, useAnswer} from './pages.js';
import {Named, placeOf} from './people.js';

/** The answer about one person and one conversation. */
export function Reasons({desk, person, conversation}) {
  const answer = useAnswer(() => desk.ask('ledger.why', {person, conversation}), `${person} ${conversation}`);
  if (!answer.value) {
    return h(State, {list: answer});
  }
  const {sees, suspended, excluded, spans, person: who} = answer.value;
  desk.learn([who]);
  const open = sees.paths.length > 0 && !suspended && !excluded;
  const about = {name: who.name, title: placeOf(sees.kind, sees.name)};
  return h('div', {class: 'stack tight', role: 'status'},
    h('p', {class: 'row top'}, h('span', {class: `tag ${open ? 'ok' : ''}`}, t(open ? 'yes' : 'no')), h('span', {dir: 'auto'}, t(open ? 'sees_by' : 'sees_not', about))),
    suspended && h('p', {class: 'soft small'}, t('is_suspended', about)), excluded && h('p', {class: 'soft small'}, t('is_excluded', about)),
    sees.paths.map((path, i) => h('p', {key: i, class: 'path'}, h('bdi', {}, who.name), icon('right'),
      path.path.kind === 'group' ? [icon('group'), h('bdi', {}, path.path.group_name ?? t('private_group')), icon('right')] : '',
      h('bdi', {}, about.title), path.sponsor && h('span', {}, t('by_whom'), h(Named, {desk, id: path.sponsor})),
      h('span', {}, date(path.since), path.until ? ` – ${date(path.until)}` : ''), h('span', {class: 'faint'}, path.shows_from ? t('shows_from', {time: exact(path.shows_from)}) : t('shows_all')))),
    spans.length > 0 && h('details', {}, h('summary', {}, icon('right'), t('spans')), h('ul', {class: 'timeline'}, spans.map((span, i) => h('li', {key: i}, icon('clock'), spanText(desk, span))))));
}

/** The two questions, for who comes with an address in hand. */
export function Why({desk, state}) {
  const [asked, ask] = useState();
  const [message, show] = useState();
  const known = Object.values(state.entries).map(each => each.conversation).filter(each => each.workspace === desk.workspace);
  return [
    h(Head, {title: t('place_why'), text: t('why_text')}),
    h('section', {class: 'box'}, h('h2', {}, t('why_one')),
      h(Form, {label: t('ask_why'), submit: async values => ask({person: found(values, 'person'), conversation: placed(values.conversation).conversation})},
        h(Find, {desk, name: 'person', label: t('who_name'), anybody: true}),
        field(t('where_address'), {name: 'conversation', required: true, list: 'known-places', placeholder: '#c/c_…', autocomplete: 'off', dir: 'ltr'}),
        h('datalist', {id: 'known-places'}, known.map(each => h('option', {key: each.conversation, value: each.conversation}, each.name)))),
      asked && h(Reasons, {key: JSON.stringify(asked), desk, ...asked})),
    h('section', {class: 'box'}, h('h2', {}, t('who_saw')), h('p', {class: 'soft small'}, t('who_saw_text')),
      h(Form, {label: t('ask_who'), submit: async values => {
        const place = placed(values.message);
        if (!place.pos) {
          throw new Error(t('no_message_address'));
        }
        show(place);
      }}, field(t('message_address'), {name: 'message', required: true, placeholder: '#c/c_…/1763…', autocomplete: 'off', dir: 'ltr'})),
      message && h(Readers, {key: `${message.conversation} ${message.pos}`, desk, ...message})),
  ];
}

/** What an address of this page names: a conversation, and a message in it. */
export function placed(text) {
  const [, conversation, pos] = /(c_[0-9a-z]{13})(?:\/(\d+))?/.exec(text) ?? [];
  if (!conversation) {
    throw new Error(t('no_address'));
  }
  return {conversation, pos: pos && Number(pos)};
}
