// Keeps the keyboard's focus in the page: when what has it goes away, it passes on to what opened that, else to a
// neighbour, else to the nearest that is still there and can take it, else to the view's heading.

const CONTROLS = 'a[href], button, input, select, textarea, summary, [tabindex]';
/** One of several of its kind: its neighbours are what one would go on with. */
const ROWS = 'li, tr, article, label, button, a, summary, [data-key]';
/** What belongs together: the first control of the same group is near enough. */
const GROUPS = 'p, li, tr, td, article, label, fieldset, header, footer, [data-key], [role=group]';
const VIEWS = 'dialog, aside, section, nav, main';
/** They stand above the page for a while, and give the focus back to what opened them. */
const LAYERS = 'dialog, [popover]';

/** What has the focus or had it last; nothing once somebody has put it away. */
let last;
const openers = new Map();

/** Begins to watch; the page does so once. */
export function keepFocus() {
  document.addEventListener('focusin', ({target}) => arrived(target));
  document.addEventListener('focusout', ({relatedTarget}) => relatedTarget || queueMicrotask(left));
  new MutationObserver(gone).observe(document.body, {childList: true, subtree: true});
}

function arrived(target) {
  const layer = target.closest(LAYERS);
  if (layer && !openers.has(layer)) {
    openers.set(layer, layer.contains(last) ? undefined : last);
  }
  last = target;
}

const lost = () => (document.activeElement ?? document.body) === document.body;

/** Nobody took it: a press beside all controls is meant, but a control that was hidden or shut has lost it. */
function left() {
  if (!last || !lost()) {
    return;
  }
  if (takes(last)) {
    last = undefined;
  } else if (last.isConnected) {
    pass(last, []);
  }
}

function gone(records) {
  for (const [layer, opener] of openers) {
    if (opener && !opener.isConnected) {
      openers.set(layer, successor(opener, records, below(layer)));
    }
  }
  if (last && lost()) {
    pass(last, records);
  }
  [...openers.keys()].filter(layer => !layer.isConnected).forEach(layer => openers.delete(layer));
}

/** What was only moved takes it again. */
function pass(from, records) {
  const layer = from.closest(LAYERS);
  const shut = layer && !(layer.isConnected && layer.checkVisibility());
  const same = from.id && document.getElementById(from.id);
  last = [from, same, shut && openers.get(layer)].find(each => takes(each)) ?? successor(shut ? layer : from, records, takes);
  // The list of messages scrolls as it needs to.
  last?.focus({preventScroll: !last.matches(ROWS) || last.closest('[role=log]') !== null});
}

const modals = () => [...document.querySelectorAll('dialog:modal')];

/** Whether an element can have the focus now. */
function takes(element, modal = modals().at(-1)) {
  return Boolean(element?.isConnected) && element.matches(CONTROLS) && !element.matches(':disabled') && !element.closest('[inert]')
    && (!modal || modal.contains(element)) && element.checkVisibility({visibilityProperty: true});
}

/** Whether it could, once a layer is shut. */
function below(layer) {
  const all = modals();
  const modal = all[all.indexOf(layer) - 1] ?? null;
  return element => takes(element, modal);
}

/** What takes the place of an element that cannot have the focus any more; can says what could. */
function successor(element, records, can) {
  let at = element;
  while (!at.isConnected) {
    const record = records.findLast(each => [...each.removedNodes].some(node => node.contains(at)));
    if (!record) {
      return heading(document, can);
    }
    const removed = [...record.removedNodes].find(node => node.contains(at));
    const found = record.target.isConnected && (beside(removed, record, can) ?? above(record.target, can));
    if (found) {
      return found;
    }
    at = record.target;
  }
  return beside(at, at, can) ?? above(at.parentElement, can);
}

/** What can be done in the row after one that went, or in the one before it. */
function beside(row, {nextSibling: next, previousSibling: previous}, can) {
  if (!row.matches?.(ROWS)) {
    return undefined;
  }
  const rows = [...walk(next, 'nextSibling'), ...walk(previous, 'previousSibling')];
  return rows.filter(each => each.localName === row.localName).map(each => first(each, can)).find(Boolean);
}

function walk(from, step) {
  const all = [];
  for (let at = from; at?.isConnected; at = at[step]) {
    all.push(at);
  }
  return all;
}

function above(parent, can) {
  for (let at = parent; at && at !== document.body; at = at.parentElement) {
    const found = can(at) ? at : at.matches(GROUPS) ? first(at, can) : at.matches(VIEWS) ? heading(at, can) : undefined;
    if (found) {
      return found;
    }
  }
  return heading(document, can);
}

/** The first within an element, itself included, that can have the focus. */
const first = (element, can) => [element, ...element.querySelectorAll(CONTROLS)].find(each => can(each));

/** Where a view begins: a field that asks for it, else its heading. */
function heading(view, can) {
  const [named] = ['main h1', 'h1', 'h2', 'h3'].map(each => [...view.querySelectorAll(each)].find(shown)).filter(Boolean);
  const asking = [...view.querySelectorAll('[autofocus]')].find(each => can(each));
  if (!asking && named && !named.matches(CONTROLS)) {
    named.tabIndex = -1;
  }
  return asking ?? [named].find(each => can(each));
}

const shown = element => element.checkVisibility({visibilityProperty: true});
