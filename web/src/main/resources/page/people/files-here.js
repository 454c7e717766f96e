// The files of a conversation, those of the newest message first.

import {h} from 'preact';
import {useState} from 'preact/hooks';
import {Dialog} from '../parts/dialog.js';
import {button} from '../parts/form.js';
import {pending, useAnswer} from '../parts/sets.js';
import {t} from '../words/words.js';
import {FileList} from './file-list.js';

export function FilesHere({client, state, view, close}) {
  const [more, add] = useState([]);
  const conversation = view.conversation;
  const answer = useAnswer(() => client.live.run('file.list', {conversation, limit: 50}), [conversation]);
  const files = [...answer.value?.files ?? [], ...more.flatMap(each => each.files)];
  const before = more.length > 0 ? more.at(-1).more_before : answer.value?.more_before;
  const older = async () => {
    try {
      add([...more, await client.live.run('file.list', {conversation, limit: 50, before: files.at(-1).pos})]);
    } catch (error) {
      client.tell(error);
    }
  };
  return h(Dialog, {title: t('files_here'), close},
    pending(answer),
    answer.value && files.length === 0 && h('p', {class: 'faint'}, t('files_none_here')),
    files.length > 0 && h(FileList, {client, state, files}),
    before && button(t('older_files'), older));
}
