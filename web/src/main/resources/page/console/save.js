// A long export, part by part, into a file of this device.

import {h} from 'preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {button} from '../parts/form.js';
import {bytes} from '../parts/time.js';
import {explain} from '../words/words.js';
import {t} from './words.js';

/** part(after) answers {text, next}; what was had when it fails is no whole export, and is not kept. */
export function Saving({label, name, part, kind = 'primary'}) {
  const [state, tell] = useState({});
  const left = useRef(false);
  useEffect(() => () => { left.current = true; }, []);
  const save = async () => {
    tell({busy: true, size: 0});
    try {
      const parts = [];
      let size = 0;
      let after;
      do {
        const answer = await part(after);
        parts.push(answer.text);
        size += answer.text.length;
        after = answer.next;
        tell({busy: true, size});
      } while (after && !left.current);
      if (!left.current) {
        keep(new Blob(parts, {type: 'application/x-ndjson'}), name);
        tell({saved: true, size});
      }
    } catch (error) {
      tell({failure: explain(error)});
    }
  };
  return h('div', {class: 'row wrap'}, button(label, save, kind, {'aria-disabled': String(Boolean(state.busy)), disabled: state.busy}),
    h('p', {role: 'status', class: state.failure ? 'failure' : 'soft small'},
      state.failure ?? (state.saved ? t('saved', {name, size: bytes(state.size)}) : state.busy ? t('saving', {size: bytes(state.size)}) : '')));
}

function keep(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement('a'), {href: address, download: name});
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
