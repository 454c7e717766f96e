// Which rows of a long list are drawn: those in view and some around them. The others are two spaces as high as they
// are, or as they are thought to be until they have been drawn once. Pure.

/** A list that is not longer is drawn as a whole. */
export const ALL_MAX = 120;

const GUESS_PX = 56;

/** heights of the rows; top and view are what is seen of them; over is what is drawn beyond, on both sides. */
export function drawn(heights, top, view, over = view) {
  let from = 0;
  let y = 0;
  while (from < heights.length - 1 && y + heights[from] < top - over) {
    y += heights[from++];
  }
  const before = y;
  let to = from;
  while (to < heights.length && y < top + view + over) {
    y += heights[to++];
  }
  return {from, to, before, after: sum(heights, to)};
}

const sum = (heights, from, to = heights.length) => {
  let all = 0;
  for (let at = from; at < to; at++) {
    all += heights[at];
  }
  return all;
};

/** Where a row begins. */
export const topOf = (heights, index) => sum(heights, 0, index);

/** The row at a height, and how far into it that is. */
export function rowAt(heights, y) {
  let index = 0;
  let top = 0;
  while (index < heights.length - 1 && top + heights[index] <= y) {
    top += heights[index++];
  }
  return {index, into: y - top};
}

/** Remembers how high rows were, and guesses the others from them. */
export class Heights {
  #known = new Map();
  #sum = 0;

  of(keys) {
    const guess = this.#known.size > 0 ? this.#sum / this.#known.size : GUESS_PX;
    return keys.map(key => this.#known.get(key) ?? guess);
  }

  /** True if the row was not as high before. */
  measured(key, height) {
    const before = this.#known.get(key);
    if (before === height) {
      return false;
    }
    this.#sum += height - (before ?? 0);
    this.#known.set(key, height);
    return true;
  }

  /** Forgets rows that are not there any more. */
  keep(keys) {
    if (this.#known.size > 2 * keys.length) {
      const here = new Set(keys);
      for (const [key, height] of this.#known) {
        if (!here.has(key)) {
          this.#known.delete(key);
          this.#sum -= height;
        }
      }
    }
  }
}
