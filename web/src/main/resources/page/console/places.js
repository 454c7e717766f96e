// The conversations of the workspace that an admin is in: what only those who are there may list is gathered from them.

import {gather} from './desk.js';
import {useAnswer} from './pages.js';
import {t} from './words.js';

const MOST = 200;

export const mine = (desk, state) => Object.values(state.entries).map(each => each.conversation)
  .filter(each => each.workspace === desk.workspace && each.kind !== 'dm').slice(0, MOST);

/** Asks a command of every one, and answers [{place, ...row}]; rows(answer) are those of one. */
export function useCollected(desk, state, type, rows) {
  const ask = async () => {
    await desk.client.lists.all();
    return gather(mine(desk, desk.client.state), async place =>
      rows(await desk.client.live.run(type, {conversation: place.conversation})).map(row => ({...row, place})));
  };
  // Before the list of conversations is there, nothing is: then it is asked again.
  return useAnswer(() => state.loaded ? ask() : new Promise(() => {}), String(state.loaded));
}

export const note = () => t('only_mine');
