// A long list, of which the page keeps a window: pages are asked for as one scrolls, and those far above go.

import {h} from 'preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {button} from '../parts/form.js';
import {explain} from '../words/words.js';
import {t} from './words.js';
import {NONE, earlier, joined, loading, rows} from './window.js';

/**
 * load takes the cursor of a page, undefined for the first, and answers {rows, next, total}; the list begins again
 * when key changes.
 */
export function usePages(load, key) {
  const [pages, setPages] = useState(NONE);
  const [again, setAgain] = useState(0);
  const turn = useRef(0);
  const busy = useRef(false);
  const fetch = async (cursor, way) => {
    if (busy.current && way !== 'first') {
      return;
    }
    busy.current = true;
    const mine = way === 'first' ? ++turn.current : turn.current;
    setPages(loading);
    try {
      const page = await load(cursor);
      if (mine === turn.current) {
        setPages(now => joined(now, {...page, cursor}, way));
      }
    } catch (failure) {
      if (mine === turn.current) {
        setPages(now => ({...now, loading: false, failure}));
      }
    } finally {
      if (mine === turn.current) {
        busy.current = false;
      }
    }
  };
  useEffect(() => {
    fetch(undefined, 'first');
    return () => { turn.current++; };
  }, [key, again]);
  return {
    ...pages, rows: rows(pages), earlier: earlier(pages), reload: () => setAgain(again + 1),
    next: () => fetch(pages.pages.at(-1)?.next, 'after'),
    previous: () => fetch(pages.above.at(-1), 'before'),
  };
}

/** A button at the end of a window, which presses itself when it comes into sight. */
export function Edge({label, press, busy}) {
  const node = useRef();
  const pressed = useRef(press);
  pressed.current = press;
  useEffect(() => {
    const seen = new IntersectionObserver(([entry]) => entry.isIntersecting && pressed.current(), {rootMargin: '300px'});
    seen.observe(node.current);
    return () => seen.disconnect();
  }, [busy]);
  return h('p', {ref: node, class: 'edge'}, button(busy ? t('moment') : label, press, 'quiet mini'));
}

/** What stands where rows do not: they are coming, there are none, or they could not be had. */
export const State = ({list, empty}) =>
  list.failure ? h('div', {class: 'box row wrap', role: 'alert'}, h('p', {class: 'failure grow'}, explain(list.failure)), button(t('again'), list.reload))
    : list.loading && list.rows.length === 0 ? h('p', {class: 'soft empty-state', role: 'status'}, t('moment'))
      : list.rows.length === 0 ? h('p', {class: 'soft empty-state'}, empty) : null;

/** One answer, asked for when a view is shown and when key changes. */
export function useAnswer(ask, key) {
  const [state, setState] = useState({});
  const [again, setAgain] = useState(0);
  useEffect(() => {
    let gone = false;
    setState(now => ({...now, failure: undefined, loading: true}));
    ask().then(
      value => gone || setState({value}),
      failure => gone || setState({failure}));
    return () => { gone = true; };
  }, [key, again]);
  return {...state, rows: state.value ? [state.value] : [], reload: () => setAgain(again + 1)};
}
