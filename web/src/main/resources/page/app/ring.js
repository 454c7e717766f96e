// Notifications of the desktop. The server says of what somebody wants to hear; here they are shown while nobody
// looks at the page, and go with what they tell of: read, or lost.

export class Ring {
  #shown = new Map();
  #kind;
  #away;
  #now;

  /** kind is the browser's class of notifications, if it has any; away says that nobody looks. */
  constructor(kind = globalThis.Notification, away = () => document.hidden, now = () => Date.now()) {
    this.#kind = kind;
    this.#away = away;
    this.#now = now;
  }

  /** Whether the person was not asked yet; a browser asks only after a click. */
  get askable() {
    return this.#kind?.permission === 'default';
  }

  async ask() {
    await this.#kind.requestPermission();
  }

  /** Shows a notice in words; the newest of a conversation stands for all of it. */
  tell({conversation, held_until}, title, body, open) {
    const quiet = held_until && Date.parse(held_until) > this.#now();
    if (this.#kind?.permission !== 'granted' || !this.#away() || quiet) {
      return;
    }
    this.gone(conversation);
    const shown = new this.#kind(title, {body, tag: conversation, icon: 'icon.svg'});
    shown.onclick = () => {
      this.gone(conversation);
      open();
    };
    this.#shown.set(conversation, shown);
  }

  /** Takes back what was shown of a conversation. */
  gone(conversation) {
    this.#shown.get(conversation)?.close();
    this.#shown.delete(conversation);
  }

  /** Takes back all but that of these conversations. */
  keep(conversations) {
    [...this.#shown.keys()].filter(each => !conversations.includes(each)).forEach(each => this.gone(each));
  }
}
