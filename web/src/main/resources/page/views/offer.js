// What an invitation means for who follows it: what they will see, what others will see of them, and how it ends.

import {h} from 'preact';
import {icon} from '../parts/icons.js';
import {outside} from '../parts/person.js';
import {date} from '../parts/time.js';
import {t} from '../words/words.js';

const block = (title, ...lines) => h('section', {class: 'offer'}, h('h2', {class: 'small-h'}, title), h('ul', {class: 'can'},
  lines.filter(Boolean).map(([sign, ...texts]) => h('li', {key: sign + texts[0]}, icon(sign), h('span', {}, texts)))));

/** The past is shown as far as the inviter said. */
export const seen = ({offer, named}) => block(t('you_see'),
  ['check', !offer ? t('see_one') : offer.shows_from ? t('see_from', {time: date(offer.shows_from)}) : t('see_all')],
  !named && ['info', t('see_name')],
  ['people', t('see_people')],
  ['lock', t('see_nothing')]);

export const ofYou = () => block(t('others_see'),
  ['eye', `${t('see_you')} `, outside(t('outside'), t('outside_title'))],
  ['eye', t('see_here')]);

export const ends = ({offer}) => block(t('how_ends'),
  ['clock', offer?.until ? t('ends_at', {time: date(offer.until)}) : t('ends_leave')]);
