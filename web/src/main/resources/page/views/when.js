// Choosing a time: for a reminder, for what is sent later, or a day to go to.

import {h} from 'preact';
import {Dialog} from '../parts/dialog.js';
import {field, Form} from '../parts/form.js';
import {soon} from '../parts/time.js';
import {t} from '../words/words.js';
import {morning} from './entry-menu.js';

const HOUR_MS = 3_600_000;

/** As a field of the browser writes it, in the time of this place. */
export const local = at => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

export function When({kind, at = morning(1), take, close}) {
  const choose = async time => {
    await take(time);
    close();
  };
  const monday = morning((8 - new Date().getDay()) % 7 || 7);
  const near = [new Date(Date.now() + HOUR_MS), morning(1), monday];
  return h(Dialog, {title: t(`${kind}_when`), close},
    h('p', {class: 'row wrap'}, near.map(each => h(Near, {key: each.getTime(), at: each, choose}))),
    h(Form, {label: t(`${kind}_button`), submit: ({at: chosen}) => choose(new Date(chosen))},
      field(t('time'), {name: 'at', type: 'datetime-local', required: true, defaultValue: local(at), min: local(new Date())})));
}

/** A time that is often meant, at one press; a failure is said as the form says it. */
const Near = ({at, choose}) => h(Form, {label: soon(at), submit: () => choose(at), kind: 'mini'});

export function ToDate({client, close}) {
  const submit = async ({day}) => {
    await client.reading.date(day);
    close();
  };
  const today = local(new Date()).slice(0, 10);
  return h(Dialog, {title: t('to_date'), close}, h(Form, {label: t('go_there'), submit},
    field(t('day'), {name: 'day', type: 'date', required: true, max: today, autofocus: true})));
}
