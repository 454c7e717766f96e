// Files with who shared them and when; each leads to its message.

import {h} from 'preact';
import {download} from '../app/uploads.js';
import {icon} from '../parts/icons.js';
import {badge} from '../parts/person.js';
import {bytes, date} from '../parts/time.js';
import {t} from '../words/words.js';
import {placeName} from '../views/place.js';

/** where: says of each in which conversation it is. */
export const FileList = ({client, state, files, where}) => h('ul', {class: 'sets file-list'}, files.map(each =>
  h('li', {key: `${each.file.file} ${each.pos}`, class: 'opt-row'}, icon('file'),
    h('span', {class: 'grow'},
      h('bdi', {class: 'cut'}, each.file.name),
      h('span', {class: 'hint row wrap'}, h('bdi', {}, each.by.name), badge(each.by), date(each.at), ' · ', bytes(each.file.size),
        where && state.entries[each.conversation] && h('button', {
          type: 'button', class: 'btn link small', onClick: () => client.open(each.conversation),
        }, placeName(state.entries[each.conversation].conversation)))),
    h('button', {
      type: 'button', class: 'ib', 'aria-label': t('download', {name: each.file.name}), onClick: () => download(client, each.conversation, each.file),
    }, icon('save')))));
