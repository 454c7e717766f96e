// The files of a message: pictures in small, and everything to keep.

import {h} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {download, thumbnail} from '../app/uploads.js';
import {icon} from '../parts/icons.js';
import {bytes} from '../parts/time.js';
import {t} from '../words/words.js';

export const Files = ({client, conversation, files}) => h('ul', {class: 'files'}, files.map(file =>
  h('li', {key: file.file + file.version, class: 'card'},
    file.picture?.thumbnails && h(Picture, {client, conversation, file}),
    h('div', {class: 'foot'}, icon('file'), h('bdi', {class: 'cut grow'}, file.name),
      h('span', {class: 'faint small nb'}, bytes(file.size)),
      h('button', {
        type: 'button', class: 'ib', 'aria-label': t('download', {name: file.name}), onClick: () => download(client, conversation, file),
      }, icon('save'))))));

/** The address lives as long as the picture stands on the page. */
function Picture({client, conversation, file}) {
  const [address, show] = useState();
  useEffect(() => {
    let gone = false;
    let made;
    thumbnail(client, conversation, file).then(url => {
      made = url;
      gone ? client.live.files.release(url) : show(url);
    }, () => {});
    return () => {
      gone = true;
      made && client.live.files.release(made);
    };
  }, [file.file, file.version]);
  const {width, height} = file.picture;
  return h('div', {class: 'pic'}, h('img', {src: address, alt: file.name, width, height}));
}
