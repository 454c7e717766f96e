// Passing a message on: to where, with what, and who reads it there, before the button.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {folded} from '../app/sections.js';
import {inbox, saying} from '../app/state.js';
import {Dialog} from '../parts/dialog.js';
import {field, Form} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {notice} from '../parts/notice.js';
import {t} from '../words/words.js';
import {Said} from './lists.js';
import {placeName, placeSign} from './place.js';
import {readers} from './readers.js';

const SHOWN_MAX = 8;

export function Forward({client, state, message, close}) {
  const [words, find] = useState('');
  const [to, choose] = useState();
  const open = inbox(state).map(each => each.conversation).filter(each => each.state === 'open' && each.conversation !== message.conversation);
  const found = open.filter(each => folded(placeName(each)).includes(folded(words))).slice(0, SHOWN_MAX);
  const view = to && state.entries[to]?.conversation;
  const submit = async values => {
    if (!view) {
      throw Object.assign(new Error(), {key: 'choose_place'});
    }
    try {
      await client.change('message.forward', {
        conversation: message.conversation, pos: message.pos, to, ...(values.note?.trim() && {note: values.note.trim()}),
        ...(view.audience && {audience: view.audience}), ...(message.files?.length > 0 && {files: values.files === 'on'}),
      });
    } catch (error) {
      if (error.code === 'audience_changed') {
        await client.refresh(to);
      }
      throw error;
    }
    close();
    notice(t('was_forwarded', {name: placeName(view)}));
  };
  return h(Dialog, {title: t('forward'), close}, h(Form, {label: t('forward_button'), submit},
    h('div', {class: 'said-note'}, h(Said, {client, message: {...message, text: saying(message)}})),
    field(t('where_to'), {type: 'search', value: words, autofocus: true, autocomplete: 'off', maxLength: 200, onInput: event => find(event.currentTarget.value)}),
    h('div', {class: 'choices', role: 'radiogroup', 'aria-label': t('where_to')}, found.map(each => h('label', {key: each.conversation, class: 'check'},
      h('input', {type: 'radio', name: 'to', checked: to === each.conversation, onChange: () => choose(each.conversation)}),
      placeSign(each), h('span', {class: 'cut grow', dir: 'auto'}, placeName(each)), each.has_externals && icon('outside')))),
    found.length === 0 && h('p', {class: 'faint'}, t('nothing_called_so')),
    h('p', {class: `audience-said${view?.has_externals || view?.foreign ? ' outside-ink' : ' soft'}`, 'aria-live': 'polite'},
      view && (view.has_externals || view.foreign ? [icon('outside'), readers(view)] : t('reads_members'))),
    field(t('forward_note'), {name: 'note', rows: 2, maxLength: 4000}),
    message.files?.length > 0 && h('label', {class: 'check'}, h('input', {type: 'checkbox', name: 'files', defaultChecked: true}),
      t('forward_files', {count: message.files.length}))));
}
