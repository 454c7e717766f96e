// The conversations of the workspace that an admin is in: what only those who are there may list is gathered from them.

import {t} from './words.js';
import {gather} from './desk.js';

const MOST = 200;

export const mine = (desk, state) => Object.values(state.entries).map(each => each.conversation)
  .filter(each => each.workspace === desk.workspace && each.kind !== 'dm').slice(0, MOST);

/** Asks a command of every one, and answers [{place, ...row}]; rows(answer) are those of one. */
export const collect = (desk, state, type, rows) => gather(mine(desk, state), async place =>
  rows(await desk.client.live.run(type, {conversation: place.conversation})).map(row => ({...row, place})));

export const note = () => t('only_mine');
