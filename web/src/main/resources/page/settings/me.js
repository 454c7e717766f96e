// Reads again who one is, after a change of it.

export async function refresh(client) {
  client.store.dispatch('begun', {me: await client.live.run('account.me')});
}
