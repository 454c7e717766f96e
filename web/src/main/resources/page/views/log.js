// The messages, in a window: of a long conversation only the rows in view and some around them are drawn. What one
// looks at stays where it is, whatever comes before or after it.

import {Component, h} from 'preact';
import {rows} from '../app/rows.js';
import {ALL_MAX, Heights, drawn, rowAt, topOf} from '../app/window.js';
import {icon} from '../parts/icons.js';
import {day} from '../parts/time.js';
import {t} from '../words/words.js';
import {Missed, ReadBy, Space} from './log-parts.js';
import {News} from './news.js';
import {Row} from './row.js';

const NEAR_PX = 80;
const VIEW_PX = 800;
const SETTLE_MAX = 8;

export class Log extends Component {
  #heights = new Heights();
  #node;
  #keys = [];
  #drawn = {from: 0, to: 0, before: 0, after: 0};
  /** The row at the upper edge, and how far it is above it; none while the end is in view. */
  #anchor;
  #seen;
  #rows;
  #made;
  #focus;
  #settles = 0;
  #resized = new ResizeObserver(() => this.#place());
  #observed = new Set();

  componentDidMount() {
    this.#settle();
  }

  componentDidUpdate() {
    this.#settle();
  }

  componentWillUnmount() {
    this.#resized.disconnect();
  }

  /** Made again only if something of it changed. */
  #all({state, entry, messages}) {
    const id = entry.conversation.conversation;
    const made = [messages, state.fresh[id], state.asides[id], state.unsent];
    if (!this.#made?.every((each, at) => each === made[at])) {
      const unsent = state.unsent.filter(each => each.conversation === id);
      if (unsent.length > (this.#rows?.filter(row => row.kind === 'unsent').length ?? 0)) {
        this.#anchor = undefined;
      }
      this.#made = made;
      this.#rows = rows(messages, {fresh: state.fresh[id], asides: state.asides[id], unsent}, day);
      this.#keys = this.#rows.map(row => row.key);
      this.#heights.keep(this.#keys);
    }
    return this.#rows;
  }

  /** A message that was asked for is the anchor: a third below the upper edge. */
  #target(at) {
    if (at && at !== this.#seen) {
      this.#seen = at;
      this.#settles = 0;
      const index = this.#keys.indexOf(String(at.pos));
      this.#anchor = index < 0 ? undefined : {key: this.#keys[index], into: -this.#view() / 3};
      this.#focus = index < 0 ? undefined : this.#keys[index];
    }
  }

  #view() {
    return this.#node?.clientHeight || VIEW_PX;
  }

  #window(all) {
    if (all.length <= ALL_MAX) {
      return {from: 0, to: all.length, before: 0, after: 0};
    }
    const heights = this.#heights.of(this.#keys);
    const index = this.#anchor ? this.#keys.indexOf(this.#anchor.key) : -1;
    const top = index >= 0 ? topOf(heights, index) + this.#anchor.into
      : this.#anchor ? this.#node.scrollTop : topOf(heights, heights.length) - this.#view();
    const window = drawn(heights, top, this.#view(), 1.5 * this.#view());
    const kept = this.#selected();
    return kept ? {...window, ...this.#around(heights, Math.min(window.from, kept.from), Math.max(window.to, kept.to))} : window;
  }

  #around(heights, from, to) {
    return {from, to, before: topOf(heights, from), after: topOf(heights, heights.length) - topOf(heights, to)};
  }

  /** What is selected stays drawn while it is. */
  #selected() {
    const chosen = document.getSelection();
    const here = chosen && !chosen.isCollapsed && this.#node?.contains(chosen.anchorNode);
    return here && this.#drawn.to <= this.#keys.length ? this.#drawn : undefined;
  }

  /** After each drawing: how high the rows are, what one looks at in its place, and more if too little was drawn. */
  #settle() {
    const list = this.#list();
    const children = this.#children();
    let changed = false;
    children.forEach((row, at) => {
      const next = children[at + 1] ?? list.lastElementChild;
      changed = this.#heights.measured(row.dataset.key, next.offsetTop - row.offsetTop) || changed;
    });
    this.#observe([this.#node, ...children]);
    this.#place();
    const {before, after} = this.#drawn;
    const end = list.lastElementChild.offsetTop;
    const short = (before > 0 && this.#node.scrollTop < before) || (after > 0 && this.#node.scrollTop + this.#view() > end);
    if (changed && short && this.#settles++ < SETTLE_MAX) {
      this.setState({});
    } else {
      this.#settles = 0;
    }
    this.#fill();
    if (this.#anchor && this.#node.scrollHeight <= this.#node.clientHeight) {
      this.#anchor = undefined;
      this.setState({});
    }
    if (this.#focus) {
      const row = this.#row(this.#focus);
      this.#focus = undefined;
      (row?.querySelector('.message') ?? row)?.focus({preventScroll: true});
    }
  }

  /** Pictures come late, and the box grows: what one looks at stays. */
  #observe(nodes) {
    this.#observed.forEach(each => each.isConnected || (this.#resized.unobserve(each), this.#observed.delete(each)));
    nodes.filter(each => !this.#observed.has(each)).forEach(each => {
      this.#observed.add(each);
      this.#resized.observe(each);
    });
  }

  #row(key) {
    return this.#node.querySelector(`[data-key="${CSS.escape(key)}"]`);
  }

  #place() {
    const node = this.#node;
    const row = this.#anchor && this.#row(this.#anchor.key);
    const to = row ? row.offsetTop + this.#anchor.into : this.#anchor ? node.scrollTop : node.scrollHeight;
    if (Math.abs(node.scrollTop - to) >= 1) {
      node.scrollTop = to;
    }
  }

  #scrolled = () => {
    const node = this.#node;
    const {state, entry} = this.props;
    const id = entry.conversation.conversation;
    const {scrollTop: top, scrollHeight, clientHeight: view} = node;
    const fromEnd = scrollHeight - top - view;
    const end = fromEnd < NEAR_PX && !state.later[id];
    const was = this.#anchor;
    this.#anchor = end ? undefined : this.#at(top);
    const {before, after} = this.#drawn;
    if (Boolean(was) !== Boolean(this.#anchor) || (before > 0 && top < before + view / 2) || (after > 0 && fromEnd < after + view / 2)) {
      this.setState({});
    }
    this.#fill();
  };

  /** What is not far from view any more is asked for. */
  #fill() {
    const {state, entry, client} = this.props;
    const id = entry.conversation.conversation;
    const {scrollTop: top, scrollHeight, clientHeight: view} = this.#node;
    if (top < 2 * view && state.more[id]) {
      client.reading.older();
    }
    if (scrollHeight - top - view < 2 * view && state.later[id]) {
      client.reading.newer();
    }
  }

  /** The row at a height. Lines between messages come and go, so they hold nothing. */
  #at(top) {
    const {before, from, to} = this.#drawn;
    const row = this.#children().find(each => each.offsetTop + each.offsetHeight > top && this.#holds(each.dataset.key));
    if (top >= before && row) {
      return {key: row.dataset.key, into: top - row.offsetTop};
    }
    const heights = this.#heights.of(this.#keys);
    const above = top < before;
    const {index, into} = above ? rowAt(heights.slice(0, from), top) : rowAt(heights.slice(to), top - this.#list().lastElementChild.offsetTop);
    const at = above ? index : to + index;
    const held = this.#keys.findIndex((key, place) => place >= at && this.#holds(key));
    return held < 0 ? undefined : {key: this.#keys[held], into: held === at ? into : 0};
  }

  #holds(key) {
    return key !== 'fresh' && !key.startsWith('day ');
  }

  #list() {
    return this.#node.firstElementChild;
  }

  #children() {
    return [...this.#list().children].slice(1, -1);
  }

  /** Arrow keys go from message to message, Tab from there to what can be done with it; Home and End to the ends. */
  #walk = event => {
    const step = {ArrowUp: -1, ArrowDown: 1}[event.key];
    if (event.target.closest('input, textarea, select') || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const messages = this.#rows.filter(row => row.kind === 'message' || row.kind === 'unsent');
    const key = event.target.closest('[data-key]')?.dataset.key;
    const at = messages.findIndex(row => row.key === key);
    const next = event.key === 'Home' ? messages[0] : event.key === 'End' ? messages.at(-1)
      : step && (at < 0 ? messages.at(-1) : messages[at + step]);
    if (!next) {
      return;
    }
    event.preventDefault();
    this.#go(next.key, event.key);
  };

  #go(key, pressed) {
    const {state, entry, client} = this.props;
    const id = entry.conversation.conversation;
    const row = this.#row(key);
    if (!row) {
      this.#focus = key;
      this.#anchor = {key, into: 0};
      this.setState({});
    } else {
      (row.querySelector('.message') ?? row).focus({preventScroll: true});
      row.scrollIntoView({block: 'nearest'});
    }
    if (pressed === 'End' && state.later[id]) {
      client.reading.jump();
    }
  }

  render({client, state, entry, messages, closed, show}) {
    const id = entry.conversation.conversation;
    const all = this.#all(this.props);
    this.#target(state.at[id]);
    this.#drawn = this.#window(all);
    const {from, to, before, after} = this.#drawn;
    const unread = entry.unread_count > 0 && state.later[id] ? entry.unread_count : 0;
    return h('div', {class: 'log-frame'},
      h(Missed, {client, state, entry, messages}),
      h('div', {
        ref: node => { this.#node = node ?? this.#node; }, class: 'log scroll', role: 'log', 'aria-live': 'off',
        'aria-label': t('messages'), tabIndex: 0, onKeyDown: this.#walk, onScroll: this.#scrolled,
      },
      // One list in which each has a key: what did not change is left where it stands.
      h('div', {class: 'rows'}, [
        h(Space, {key: 'before', high: before}),
        ...all.slice(from, to).map(row => h(Row, {
          key: row.key, row, client, show, names: state.names, mine: state.me.account, writable: !closed, view: entry.conversation,
          quoted: row.message?.quote && state.messages[id]?.[row.message.quote], poll: row.message && state.polls[id]?.[row.message.pos],
          marked: row.message && state.at[id]?.pos === row.message.pos, online: row.message && state.presence[row.message.author.id]?.state,
        })),
        h(Space, {key: 'after', high: after}),
      ]),
      h(ReadBy, {state, id, last: state.later[id] || all.at(-1)?.kind === 'unsent' ? undefined : messages.at(-1), show}),
      all.length === 0 && h('p', {class: 'empty faint'}, t(id in state.messages ? 'say_hello' : state.online ? 'moment' : 'not_here_yet'))),
      (state.later[id] || this.#anchor) && h('button', {
        type: 'button', class: 'btn mini to-end', onClick: () => {
          this.#anchor = undefined;
          client.reading.jump();
        },
      }, icon('down'), t(unread ? 'to_end_new' : 'to_end', {count: unread > 99 ? '99+' : unread})),
      h(News, {messages: state.later[id] ? [] : messages, me: state.me.account}));
  }
}
