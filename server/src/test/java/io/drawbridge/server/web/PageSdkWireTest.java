package io.drawbridge.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The JavaScript SDK in a browser, as the module that the server serves, under the page's CSP. */
final class PageSdkWireTest {
  /** Two people in one page: what is said, a cut, a file, and a removal. */
  private static final String STORY =
      """
      const [address, password, ada, sam, room] = 'ARGUMENTS'.split('\\t');
      return (async () => {
        const {ChatClient} = await import('/sdk/index.js');
        const sockets = [];
        const Wire = class extends WebSocket {
          constructor(url) {
            super(url);
            sockets.push(this);
          }
        };
        const enter = (email, options) =>
          new ChatClient(address, {credentials: {email, password}, ...options});
        const host = enter(ada);
        const guest = enter(sam, {WebSocket: Wire});
        const story = [];
        guest.on('access.ended', () =>
          story.push(`ended, ${guest.store.messages(room).length} kept`));
        await Promise.all([host.connect(), guest.connect()]);
        await guest.interest.open(room);
        const heard = guest.events('message.posted');
        const next = async () => (await heard.next()).value.message;

        const first = next();
        await host.messages.send(room, 'one');
        story.push((await first).text);

        sockets[0].close();
        await host.messages.send(room, 'two');
        story.push((await next()).text, `${guest.stats.connections} connections`);

        const progress = [];
        const file = await host.files.upload(room, new File(['the offer'], 'offer.txt'),
          {onProgress: (done, all) => progress.push(`${done} of ${all}`)});
        await host.messages.send(room, 'three', {files: [file]});
        const shown = (await next()).files[0];
        const blob = await guest.files.blob(shown.file);
        story.push(...progress, shown.name, await blob.text());
        const picture = guest.files.address(room, blob);

        const revoke = URL.revokeObjectURL;
        URL.revokeObjectURL = gone => {
          story.push(gone === picture ? 'revoked' : gone);
          revoke.call(URL, gone);
        };
        const after = heard.next();
        const ended = new Promise(told => guest.on('access.ended', told));
        const {receipt} = await host.send('member.remove',
          {conversation: room, person: guest.account, all_paths: true});
        await ended;
        story.push(receipt.type);
        story.push(await guest.messages.history(room).catch(error => error.code));
        await Promise.all([host.close(), guest.close()]);
        story.push(`${(await after).done}`, guest.state.name);
        return story;
      })();
      """;

  @RegisterExtension static final Browser BROWSER = new Browser();
  @AutoClose static final PageHouse HOUSE = new PageHouse(Map.of());

  @Test
  void sdkTalksCutsMovesFilesAndForgetsInABrowser() {
    TestPerson ada = HOUSE.owner();
    ConversationId room = TestSteps.thread(ada, "Offers");
    TestPerson sam = HOUSE.external(room, "Sam");
    Page page = BROWSER.open(HOUSE.server().url());
    page.awaitHeading("Welcome back");

    Object story =
        page.ask(
            STORY.replace(
                "ARGUMENTS",
                String.join(
                    "\t",
                    HOUSE.server().url().toString(),
                    TestServer.PASSWORD.value(),
                    ada.email(),
                    sam.email(),
                    room.toString())));

    assertThat(story)
        .isEqualTo(
            List.of(
                "one",
                "two",
                "2 connections",
                "9 of 9",
                "offer.txt",
                "the offer",
                "revoked",
                "ended, 0 kept",
                "receipt",
                "not_found",
                "true",
                "closed"));
  }
}
