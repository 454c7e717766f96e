// Says something that goes away by itself; never the only copy of a fact.

const SHOWN_MS = 6_000;

export function notice(text) {
  const node = document.createElement('p');
  node.className = 'notice';
  node.textContent = text;
  document.getElementById('notices').append(node);
  setTimeout(() => node.remove(), SHOWN_MS);
}
