// What one wants to hear of, where nothing else is said of a conversation.

import {h} from 'preact';
import {button, field, Form} from '../parts/form.js';
import {notice} from '../parts/notice.js';
import {Choice, line, pending, sets, useAnswer} from '../parts/sets.js';
import {t} from '../words/words.js';
import {Push} from './push.js';
import {Quiet} from './quiet.js';

const LEVELS = ['all', 'mentions', 'nothing'];
const MAILS = ['immediate', 'daily', 'weekly', 'off'];

export function Notifications({client, state, me}) {
  const answer = useAnswer(() => client.live.run('notify.show'));
  const shown = answer.value;
  if (!shown) {
    return pending(answer);
  }
  const set = async change => {
    const next = {...shown, ...change};
    answer.put(next);
    try {
      await client.live.run('notify.set', {level: next.level, mail: next.mail});
    } catch (error) {
      client.tell(error);
      answer.put(shown);
    }
  };
  const choices = (some, prefix) => some.map(each => [each, t(`${prefix}_${each}`)]);
  return [
    sets('',
      h(Choice, {label: t('level'), hint: t('level_hint'), value: shown.level, choices: choices(LEVELS, 'level'), choose: level => set({level})}),
      me.email && h(Choice, {label: t('by_mail'), hint: me.email, value: shown.mail, choices: choices(MAILS, 'mail'), choose: mail => set({mail})}),
      h(Desktop, {client, askable: state.askable}),
      h(Push, {client})),
    h(Quiet, {client, quiet: shown.quiet, put: quiet => answer.put({...shown, quiet})}),
    h(Keywords, {client, keywords: shown.keywords}),
  ];
}

/** A browser asks once; what was answered is changed in its own settings. */
function Desktop({client, askable}) {
  const permission = globalThis.Notification?.permission ?? 'unsupported';
  return line(t('desktop'), t(`desktop_${permission}`), askable && button(t('desktop_ask'), () => client.askToRing(), 'mini'));
}

function Keywords({client, keywords}) {
  const submit = async values => {
    const words = [...new Set(values.keywords.split('\n').map(each => each.trim()).filter(Boolean))];
    await client.live.run('notify.keywords', {keywords: words});
    notice(t('saved'));
  };
  return h('section', {class: 'stack tight'}, h('h2', {}, t('keywords')),
    h(Form, {label: t('save'), submit},
      field(t('keywords_each'), {name: 'keywords', rows: 3, defaultValue: keywords.join('\n')}),
      h('p', {class: 'hint'}, t('keywords_hint'))));
}
