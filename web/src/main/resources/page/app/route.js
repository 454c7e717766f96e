// Where one is in the page: the fragment of its address, which no server sees (`#c/ID/POS`, `#settings/NAME`).

/** The parts of a fragment, the place first; none for the inbox, and for what is no address of this page. */
export function parse(fragment) {
  try {
    return fragment.replace(/^#/, '').split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return [];
  }
}

export const format = parts => parts.length === 0 ? '' : `#${parts.map(encodeURIComponent).join('/')}`;

export const here = () => parse(location.hash);

/** Moves there: a step that the browser's button takes back, unless it replaces where one was. */
export function go(parts, replace = false) {
  const next = format(parts);
  if (next !== location.hash) {
    const address = next || location.pathname;
    if (replace) {
      history.replaceState(null, '', address);
    } else {
      history.pushState(null, '', address);
    }
  }
}
