// Files on their way up and down: bytes with the session's token, progress, and going on after a cut.

import {notice} from '../parts/notice.js';
import {explain, t} from '../words/words.js';
import {accessToken, clientId} from './api.js';

const TRIES_MAX = 4;

/** Sends a file for a conversation; the state shows how far it has got. */
export async function upload(client, conversation, file) {
  const key = clientId();
  client.store.dispatch('upload', {id: conversation, upload: {key, name: file.name, size: file.size, sent: 0}});
  const change = what => client.store.dispatch('uploading', {id: conversation, key, change: what});
  try {
    let at = await client.change('file.begin', {conversation, name: file.name, size: file.size});
    for (let tries = 1; at.received < file.size || tries === 1; tries++) {
      try {
        await put(at.file, file.slice(at.received), at.received, sent => change({sent}));
        break;
      } catch (error) {
        if (tries === TRIES_MAX) {
          throw error;
        }
        at = await client.live.run('file.progress', {file: at.file});
      }
    }
    change({file: at.file, sent: file.size});
  } catch (error) {
    client.store.dispatch('uploaded', {id: conversation, keys: [key]});
    notice(t('upload_failed', {name: file.name, why: explain(error)}));
  }
}

/** XMLHttpRequest, as fetch does not tell how far a body has got. */
async function put(id, bytes, offset, progress) {
  const token = await accessToken();
  await new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', new URL(`v1/files/${id}?offset=${offset}`, document.baseURI));
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.upload.onprogress = event => progress(offset + event.loaded);
    request.onload = () => request.status < 300 ? resolve() : reject(new Error(request.responseText));
    request.onerror = () => reject(Object.assign(new Error(), {key: 'upload_cut'}));
    request.send(bytes);
  });
}

async function bytesOf(path) {
  const response = await fetch(new URL(`v1/files/${path}`, document.baseURI), {
    headers: {Authorization: `Bearer ${await accessToken()}`}, credentials: 'omit', cache: 'no-store',
  });
  if (!response.ok) {
    throw Object.assign(new Error(), {key: 'file_gone'});
  }
  return response.blob();
}

/** The address of a picture in small; whoever asked gives it up again. */
export const thumbnail = async file => URL.createObjectURL(await bytesOf(`${file.file}/thumbnail?size=large`));

const kept = new Set();

/** Gives up what the browser was handed to keep: it has taken it by then, or may not have it any more. */
export function letGo(addresses = [...kept]) {
  addresses.forEach(each => {
    kept.delete(each);
    URL.revokeObjectURL(each);
  });
}

/** Lets the browser keep a file. */
export async function download(client, file) {
  try {
    const conversation = client.state.openId;
    const bytes = await bytesOf(file.file);
    if (!client.state.entries[conversation]) {
      return;
    }
    const address = URL.createObjectURL(bytes);
    kept.add(address);
    Object.assign(document.createElement('a'), {href: address, download: file.name}).click();
    setTimeout(letGo, 10_000, [address]);
  } catch (error) {
    client.tell(error);
  }
}
