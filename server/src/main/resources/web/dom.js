// Makes elements. Text only ever becomes text: nothing here parses markup.

/**
 * el('button', {class: 'quiet', onclick: run, disabled: true}, 'Send')
 * Properties: on* are listeners, true sets a bare attribute, false and undefined leave it out.
 */
export function el(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('on')) {
      node.addEventListener(key.slice(2), value);
    } else if (value === true) {
      node.setAttribute(key, '');
    } else if (value !== false && value !== undefined) {
      node.setAttribute(key, String(value));
    }
  }
  node.append(...children.flat().filter(child => child !== undefined && child !== false));
  return node;
}

/** A labelled input; the label is what a screen reader says. */
export function field(label, properties) {
  const input = el(properties.rows ? 'textarea' : 'input', properties);
  return {input, node: el('label', {class: 'field'}, el('span', {}, label), input)};
}

/** A form that shows its own failure and cannot be sent twice at once. */
export function form(children, label, submit, properties = {}) {
  const failure = el('p', {class: 'failure', role: 'alert'});
  const button = el('button', {type: 'submit', class: 'primary'}, label);
  const node = el('form', properties, ...children, failure, button);
  node.addEventListener('submit', async event => {
    event.preventDefault();
    button.disabled = true;
    failure.textContent = '';
    try {
      await submit();
    } catch (error) {
      failure.textContent = explain(error);
    } finally {
      button.disabled = false;
    }
  });
  return node;
}

export function show(view) {
  document.getElementById('app').replaceChildren(view);
  view.querySelector('[autofocus]')?.focus();
}

/** Says something that goes away by itself. */
export function notice(text) {
  const node = el('p', {class: 'notice'}, text);
  document.getElementById('notices').append(node);
  setTimeout(() => node.remove(), 6000);
}

/** The text that a person sees about a failed command. */
export function explain(error) {
  if (!error.code) {
    return error.message;
  }
  const wait = error.retryAfterMs ? ` Try again in ${Math.ceil(error.retryAfterMs / 1000)} s.` : '';
  return (MEANINGS[error.code] ?? error.message) + wait;
}

const MEANINGS = {
  sign_in_failed: 'Address or password is wrong.',
  link_spent: 'This link was used already, replaced, or is too old. Ask for a new one.',
  not_found: 'There is no such thing, or you may not see it.',
  not_allowed: 'You may not do this here.',
  audience_changed: 'Not sent: somebody came since. Look who reads it, and send again if they may.',
  first_external: 'Nobody from outside is here yet, and nobody was brought in.',
  closed: 'This conversation is closed.',
  locked: 'This part of the conversation is locked.',
  rate_limited: 'Too fast.',
  busy: 'The server has too much to do.',
  internal: 'The server failed. It was logged.',
};
