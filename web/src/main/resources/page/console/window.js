// The window on a long list: a few pages in their order, and the cursors of those above. Pure.

const KEPT = 5;

export const NONE = Object.freeze({pages: [], above: [], total: undefined, loading: true, failure: undefined});

export const loading = window => ({...window, loading: true, failure: undefined});

export const rows = window => window.pages.flatMap(page => page.rows);

/** Whether something stands above the window. */
export const earlier = window => window.above.length > 0;

/** The window with a page more: alone, behind the others, or before them. */
export function joined(window, page, way) {
  const told = {...window, total: page.total ?? window.total, loading: false, failure: undefined};
  if (way === 'first') {
    return {...told, pages: [page], above: [], total: page.total};
  }
  if (way === 'before') {
    return {...told, pages: [page, ...window.pages].slice(0, KEPT), above: window.above.slice(0, -1)};
  }
  const pages = [...window.pages, page];
  const gone = pages.slice(0, Math.max(0, pages.length - KEPT));
  return {...told, pages: pages.slice(gone.length), above: [...window.above, ...gone.map(each => each.cursor)]};
}
