// What is chosen in a table, by key, as long as the list is the same one.

import {useEffect, useState} from 'preact/hooks';

export function usePicked(keyOf, key) {
  const [picked, setPicked] = useState(new Map());
  useEffect(() => setPicked(new Map()), [key]);
  return {
    rows: [...picked.values()], size: picked.size,
    has: each => picked.has(each),
    toggle: row => setPicked(now => {
      const next = new Map(now);
      return next.delete(keyOf(row)) ? next : next.set(keyOf(row), row);
    }),
    all: rows => setPicked(new Map(rows.map(row => [keyOf(row), row]))),
    none: () => setPicked(new Map()),
  };
}
