// The commands of people of a running server, over HTTP.

let changes = 0;

export class Person {
  #server;
  #token;

  constructor(server, token) {
    this.#server = server;
    this.#token = token;
  }

  static async signIn(server, email, password) {
    const tokens = await new Person(server).run('account.sign_in', {email, password, device: 'screens'});
    return new Person(server, tokens.access_token);
  }

  async run(type, body = {}) {
    const response = await fetch(new URL(`v1/${type}`, this.#server), {
      method: 'POST', body: JSON.stringify(body),
      headers: {'Content-Type': 'application/json', ...(this.#token && {Authorization: `Bearer ${this.#token}`})},
    });
    const answer = await response.json();
    if (!response.ok) {
      throw new Error(`${type}: ${answer.code}: ${answer.message}`);
    }
    return answer;
  }

  change(type, body) {
    return this.run(type, {client_id: `screens-${process.pid}-${++changes}`, ...body});
  }

  send(conversation, text, more) {
    return this.change('message.send', {conversation, text, ...more});
  }
}
