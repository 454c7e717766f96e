// What a screen reader says of new messages: the last one, at most once in a while.

import {h} from 'preact';
import {useLayoutEffect, useRef, useState} from 'preact/hooks';
import {saying} from '../app/state.js';
import {t} from '../words/words.js';

const SPOKEN_MS = 3_000;

export function News({messages, me}) {
  const [text, say] = useState('');
  const known = useRef();
  const spoken = useRef(0);
  useLayoutEffect(() => {
    const last = messages.at(-1);
    const fresh = known.current !== undefined && last && last.pos > known.current && last.author.id !== me;
    if (last) {
      known.current = last.pos;
    }
    if (fresh && Date.now() - spoken.current > SPOKEN_MS) {
      spoken.current = Date.now();
      say(`${last.author.name}${last.author.external ? `, ${t('outside')}` : ''}: ${saying(last) ?? ''}`);
    }
  }, [messages.at(-1)?.pos]);
  return h('p', {class: 'sr', role: 'status'}, text);
}
