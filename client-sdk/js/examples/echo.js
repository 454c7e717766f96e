import {ChatClient} from 'drawbridge-client';

const {DRAWBRIDGE_URL: url, DRAWBRIDGE_TOKEN: apiToken} = process.env;
const client = new ChatClient(url, {credentials: {apiToken}, device: 'echo'});
const open = view => client.interest.open(view.conversation);

client.on('access.gained', event => open(event.conversation));
client.on('message.posted', async ({message: {conversation, pos, text, author}}) => {
  if (!author.bot && text?.includes(`<@${client.account}>`)) {
    await client.messages.send(conversation, `Heard, ${author.name}.`,
      {quote: pos, client_id: `${conversation}.${pos}`});
  }
});
await client.connect();
for await (const entry of client.inbox.all()) await open(entry.conversation);
