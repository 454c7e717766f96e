// The files that go with what is being written.

import {h} from 'preact';
import {icon} from '../parts/icons.js';
import {t} from '../words/words.js';

export const Uploads = ({client, id, files}) => h('ul', {class: 'uploads'}, files.map(each =>
  h('li', {key: each.key, class: 'row'}, icon('file'),
    h('bdi', {class: 'cut grow'}, each.name),
    each.file
      ? h('button', {
        type: 'button', class: 'ib', 'aria-label': t('remove_file', {name: each.name}), onClick: () => {
          client.store.dispatch('uploaded', {id, keys: [each.key]});
          client.live.run('file.cancel', {file: each.file}).catch(() => {});
        },
      }, icon('x'))
      : h('progress', {
        max: each.size, value: each.sent,
        'aria-label': t('uploading', {name: each.name, percent: Math.floor(100 * each.sent / Math.max(1, each.size))}),
      }))));
