// What one wants to hear of one conversation, and being told of nothing for a while.

import {h} from 'preact';
import {Dialog} from '../parts/dialog.js';
import {button} from '../parts/form.js';
import {Choice, line, pending, sets, useAnswer} from '../parts/sets.js';
import {exact, inDays} from '../parts/time.js';
import {t} from '../words/words.js';

const LEVELS = ['all', 'mentions', 'nothing'];
const MAILS = ['immediate', 'daily', 'weekly', 'off'];

export function Bell({client, view, close}) {
  const {conversation} = view;
  const answer = useAnswer(() => client.live.run('notify.conversation', {conversation}), [conversation]);
  const shown = answer.value;
  const set = async change => {
    const {level, mail, muted_until} = {...shown, ...change};
    try {
      await client.live.run('notify.conversation_set', {
        conversation, ...(level && {level}), ...(mail && {mail}), ...(muted_until && {muted_until}),
      });
      await answer.again();
    } catch (error) {
      client.tell(error);
    }
  };
  const muted = shown?.muted_until && Date.parse(shown.muted_until) > Date.now();
  const choices = (some, prefix) => [['', t('as_elsewhere')], ...some.map(each => [each, t(`${prefix}_${each}`)])];
  return h(Dialog, {title: t('bell_of'), close},
    pending(answer),
    shown && sets('',
      h(Choice, {
        label: t('level'), hint: t('bell_in_force', {level: t(`level_${shown.in_force}`)}), value: shown.level ?? '', choices: choices(LEVELS, 'level'),
        choose: level => set({level}),
      }),
      h(Choice, {label: t('by_mail'), value: shown.mail ?? '', choices: choices(MAILS, 'mail'), choose: mail => set({mail})}),
      line(t('mute'), muted ? t('muted_until', {time: exact(shown.muted_until)}) : t('mute_hint'),
        muted ? button(t('unmute'), () => set({muted_until: undefined}), 'mini')
          : [[1 / 24, 'one_hour'], [1, 'one_day'], [7, 'one_week']].map(([days, label]) =>
            button(t(label), () => set({muted_until: inDays(days)}), 'mini')))));
}
