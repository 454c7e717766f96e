// The newest files that others share with me, wherever it is.

import {h} from 'preact';
import {pending, useAnswer} from '../parts/sets.js';
import {FileList} from '../people/file-list.js';
import {t} from '../words/words.js';

export function Shared({client, state}) {
  const answer = useAnswer(() => client.live.run('file.shared', {limit: 100}));
  if (!answer.value) {
    return pending(answer);
  }
  // What a conversation that is lost since had is not shown.
  const seen = answer.value.files.filter(each => state.entries[each.conversation]);
  return seen.length === 0 ? h('p', {class: 'faint'}, t('files_none')) : h(FileList, {client, state, files: seen, where: true});
}
