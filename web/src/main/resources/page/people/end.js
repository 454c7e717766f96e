// When the access of somebody from outside ends by itself: a date, and what else ends it.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {Dialog} from '../parts/dialog.js';
import {Form} from '../parts/form.js';
import {notice} from '../parts/notice.js';
import {date} from '../parts/time.js';
import {t} from '../words/words.js';
import {chosenEnd, EndChoice} from './end-choice.js';

export function End({client, conversation, workspace, entry, close}) {
  const {name, id} = entry.person;
  const [until, choose] = useState(entry.terms?.end ?? entry.until);
  const submit = async values => {
    const {conditions} = chosenEnd(until, values);
    const about = {...(until && {until}), ...(conditions && {conditions})};
    try {
      await client.change('member.set_until', {conversation, person: id, ...about});
    } catch (error) {
      if (error.code !== 'not_allowed' && error.code !== 'not_found' || !workspace) {
        throw error;
      }
      await byManager(client, workspace, {person: id, conversation}, about);
    }
    notice(until ? t('end_set', {name, time: date(until)}) : t('end_none', {name}));
    close();
  };
  return h(Dialog, {title: t('end_of', {name}), close},
    entry.until && h('p', {class: 'soft'}, t('end_now', {time: date(entry.until)})),
    h(Form, {label: t('save'), submit}, h(EndChoice, {until, choose, conditions: entry.terms?.conditions})));
}

/** Owners and admins of the workspace set ends wherever they are themselves. */
async function byManager(client, workspace, grant, about) {
  const dated = await client.change('external.set_until', {workspace, which: {type: 'grants', grants: [grant]}, ...about});
  if (dated.kept > 0) {
    throw new Error(dated.first_kept[0]?.why);
  }
}
