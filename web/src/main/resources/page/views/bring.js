// Bringing somebody in, by name out of one's contacts or by address; what they would see is said before it happens.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {Dialog} from '../parts/dialog.js';
import {button, field, Form} from '../parts/form.js';
import {notice} from '../parts/notice.js';
import {badge, face} from '../parts/person.js';
import {date} from '../parts/time.js';
import {t} from '../words/words.js';

const ADDED = {invited: 'added_invited', awaiting_approval: 'added_waits'};

export function Bring({client, view, address = '', close}) {
  const [who, setWho] = useState(address);
  const [found, setFound] = useState([]);
  const [chosen, choose] = useState();
  const [history, setHistory] = useState(closed(view) ? 'from_now' : '');
  const [preview, setPreview] = useState();
  const body = (person, past) => ({
    conversation: view.conversation, ...(person.id ? {person: person.id} : {email: person.name}),
    ...(past && {history: {type: past, ...(past === 'last_days' && {days: 7})}}),
  });
  const look = async (person, past = history) => {
    setPreview(await client.live.run('member.preview_add', body(person, past)));
    choose(person);
  };
  const find = async prefix => {
    setWho(prefix);
    choose(undefined);
    setPreview(undefined);
    if (!prefix.trim() || prefix.includes('@')) {
      setFound([]);
      return;
    }
    const {people} = await client.live.run('people.find', {prefix: prefix.trim(), limit: 5}).catch(() => ({people: []}));
    setFound(people);
  };
  const again = async past => {
    setHistory(past);
    await (chosen && look(chosen, past).catch(error => client.tell(error)));
  };
  const submit = async values => {
    if (!chosen) {
      if (!who.includes('@')) {
        throw Object.assign(new Error(), {key: 'choose_contact'});
      }
      await look({name: who.trim()});
      return;
    }
    const added = await client.change('member.add', {
      ...body(chosen, history), ...(values.note?.trim() && {note: values.note.trim()}),
      // It was said above the button.
      ...(preview.first && {confirm_first: true}),
    });
    notice(t(ADDED[added.state] ?? 'added', {name: chosen.name}));
    close();
    await client.loadRoster();
  };
  return h(Dialog, {title: t('bring_in'), close}, h(Form, {label: t(chosen ? 'bring' : 'look'), submit},
    field(t('who'), {
      value: who, onInput: event => find(event.currentTarget.value), required: true, maxLength: 254, autocomplete: 'off', autofocus: true,
    }),
    !chosen && found.length > 0 && h('ul', {class: 'roster found'}, found.map(person => h('li', {key: person.id},
      h('div', {class: 'person'}, face(person, 'm'), h('span', {class: 'name', dir: 'auto'}, person.name),
        h('span', {class: 'row'}, badge(person),
          button(t('choose_person'), () => look(person).catch(error => client.tell(error)), 'mini')))))),
    h('label', {class: 'field'}, h('span', {class: 'label'}, t('may_read')),
      h('select', {class: 'input', value: history, onChange: event => again(event.currentTarget.value)},
        !closed(view) && h('option', {value: ''}, t('read_policy')),
        h('option', {value: 'from_now'}, t('read_now')), h('option', {value: 'last_days'}, t('read_days')),
        h('option', {value: 'everything'}, t('read_all')))),
    field(t('note'), {name: 'note', maxLength: 500}),
    chosen && h(Dry, {name: chosen.name, preview})));
}

/** In private and secret groups it is said each time what of the past is shown. */
const closed = view => ['private', 'secret'].includes(view.visibility);

/** What would come of it, in numbers. */
const Dry = ({name, preview}) => h('ul', {class: 'can dry-run', 'aria-live': 'polite'}, [
  t('dry', {name, messages: preview.messages, people: preview.people}),
  preview.external && t('dry_outside', {name}),
  preview.first && t('dry_first', {name}),
  preview.there && t('dry_there', {name}),
  preview.awaits_approval && t('dry_waits'),
  preview.over_quota && t('dry_quota'),
  preview.until && t('dry_until', {time: date(preview.until)}),
].filter(Boolean).map(text => h('li', {key: text}, '·', h('span', {dir: 'auto'}, text))));
