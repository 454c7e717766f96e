// Draws a list again and leaves alone what did not change: the focus, a selection and the place of a
// screen reader stay where they are, a click that has begun ends, and only what is new is read out.

export class Rows {
  #parent;
  #nodes = new Map();

  constructor(parent) {
    this.#parent = parent;
  }

  /** rows: [key, make] in order; a row is made where no row had its key before. */
  draw(rows) {
    const focused = this.#parent.contains(document.activeElement) ? document.activeElement : undefined;
    const before = this.#nodes;
    this.#nodes = new Map(rows.map(([key, make]) => [key, before.get(key) ?? make()]));
    const nodes = [...this.#nodes.values()];
    const wanted = new Set(nodes);
    [...this.#parent.children].filter(node => !wanted.has(node)).forEach(node => node.remove());
    nodes.forEach((node, at) => {
      const there = this.#parent.children[at];
      if (there !== node) {
        this.#parent.insertBefore(node, there ?? null);
      }
    });
    if (focused && document.activeElement !== focused) {
      (focused.isConnected ? focused : this.#parent).focus({preventScroll: true});
    }
  }

  /** The row of a key, while it is drawn. */
  get(key) {
    return this.#nodes.get(key);
  }
}
