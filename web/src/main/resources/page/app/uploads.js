// Files on their way up and down; the SDK sends them in pieces, goes on after a cut, and stops where the access ends.

import {clientId} from 'drawbridge-client';
import {notice} from '../parts/notice.js';
import {explain, t} from '../words/words.js';

const KEPT_MS = 10_000;

/** Sends a file for a conversation; the state shows how far it has got. */
export async function upload(client, conversation, file) {
  const key = clientId();
  client.store.dispatch('upload', {id: conversation, upload: {key, name: file.name, size: file.size, sent: 0}});
  const change = what => client.store.dispatch('uploading', {id: conversation, key, change: what});
  try {
    const id = await client.live.files.upload(conversation, file, {onProgress: sent => change({sent})});
    change({file: id, sent: file.size});
  } catch (error) {
    client.store.dispatch('uploaded', {id: conversation, keys: [key]});
    if (client.state.entries[conversation] && !client.left) {
      notice(t('upload_failed', {name: file.name, why: explain(error)}));
    }
  }
}

/** The address of a picture in small, as long as one sees its conversation; whoever asked gives it up again. */
export async function thumbnail(client, conversation, file) {
  return client.live.files.address(conversation, await client.live.files.thumbnail(file.file, 'large'));
}

/** Lets the browser keep a file. */
export async function download(client, conversation, file) {
  const {files} = client.live;
  try {
    const address = files.address(conversation, await files.blob(file.file, {conversation}));
    Object.assign(document.createElement('a'), {href: address, download: file.name}).click();
    // The browser has taken it by then.
    setTimeout(() => files.release(address), KEPT_MS);
  } catch (error) {
    client.tell(error);
  }
}
