// The language of the page and of mails, and the zone in which times are said.

import {h} from 'preact';
import {Choice, pick, sets} from '../parts/sets.js';
import {exact} from '../parts/time.js';
import {language, t} from '../words/words.js';
import {refresh} from './me.js';

const LANGUAGES = [['en', 'English'], ['de', 'Deutsch']];

export function Language({client, me}) {
  const set = async change => {
    if (await client.attempt('account.update', change)) {
      await refresh(client).catch(error => client.failed(error));
    }
  };
  const zones = Intl.supportedValuesOf('timeZone');
  const own = me.card.time_zone ?? '';
  const choices = [['', t('zone_device', {zone: Intl.DateTimeFormat().resolvedOptions().timeZone})],
    ...[...new Set([...(own ? [own] : []), ...zones])].map(each => [each, each.replaceAll('_', ' ')])];
  return [
    sets('', h(Choice, {label: t('language'), hint: t('language_hint'), value: me.locale ?? language, choices: LANGUAGES, choose: locale => set({locale})})),
    h('section', {class: 'stack tight'}, pick(t('zone'), own, choices, zone => set({time_zone: zone})),
      h('p', {class: 'hint'}, t('zone_hint', {time: exact(new Date().toISOString())}))),
  ];
}
