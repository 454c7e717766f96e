// What there is to see beside the example data of the demo: every kind of message, long names, and a full inbox.

import {Person} from './server.mjs';

const PASSWORD = 'drawbridge-demo';
const LONG = 'Arbeitsgruppe Qualitätssicherung und Lieferantenbewertung im Kühlkettenmonitoring der Niederlassung Nord';
const RICH = `Two **numbers** from the tender, see \`r290\` and https://example.com/cooling:

- the clear height is *3.2 m*
- the tariff is open

\`\`\`
setpoint: -24.0
\`\`\``;

/** Fills the demo, and tells where things are. */
export async function seed(server, crowd = 24) {
  const ada = await Person.signIn(server, 'ada@northwind.example', PASSWORD);
  const ben = await Person.signIn(server, 'ben@northwind.example', PASSWORD);
  const olga = await Person.signIn(server, 'olga@southpole.example', PASSWORD);
  const me = await ada.run('account.me');
  const {account: bens} = await ben.run('account.me');
  const workspace = me.workspaces[0].workspace;
  const {entries} = await ada.run('inbox.list', {limit: 50});
  const named = name => entries.find(each => each.conversation.name === name).conversation.conversation;
  const thread = named('Website relaunch');

  await ada.change('account.update', {status_text: 'Pier 7 until Friday', title: 'Head of projects', organisation: 'Northwind', time_zone: 'Europe/Berlin'});
  await olga.send(thread, RICH);
  const {pos: offer} = await ben.send(thread, 'The offer of the second supplier is in. I would go with the **first**.');
  await olga.send(thread, 'Agreed. Could you name a date for the *go live*?', {quote: offer});
  await ada.change('poll.create', {conversation: thread, question: 'When do we go live?', options: ['Monday, 7 December', 'Monday, 14 December', 'After the holidays']})
    .then(({pos}) => Promise.all([olga.run('poll.vote', {conversation: thread, pos, choices: [1]}), ben.run('poll.vote', {conversation: thread, pos, choices: [1]})]));
  await ada.change('message.react', {conversation: thread, pos: offer, emoji: '👍', on: true});
  await olga.change('message.react', {conversation: thread, pos: offer, emoji: '🎉', on: true});
  await ada.change('message.pin', {conversation: thread, pos: offer, on: true});
  await ben.send(thread, `<@${me.account}> the press kit is ready.`);

  const dm = (await ada.change('dm.open', {workspace, people: [bens]})).conversation.conversation;
  await ben.send(dm, 'Do you have a minute?');
  const long = (await ada.change('group.create', {workspace, name: LONG.slice(0, 100), visibility: 'open', people: [bens]})).conversation.conversation;
  await ben.send(long, 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen'.repeat(4));
  await ben.send(long, LONG);
  for (let at = 1; at <= crowd; at++) {
    const {conversation} = await ada.change('thread.create', {workspace, subject: `Delivery ${4_200 + at}`, people: [bens], groups: []});
    await ben.send(conversation.conversation, `Truck ${at} has left; the papers are in the folder.`);
  }
  return {ada, ben, olga, password: PASSWORD, workspace, thread, long, dm, photos: named('Photos')};
}
