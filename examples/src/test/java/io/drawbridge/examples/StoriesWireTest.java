package io.drawbridge.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.Credentials;
import io.drawbridge.client.HttpCaller;
import io.drawbridge.client.RequestFailed;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.codec.AddresseesReader;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.conversation.InboxEntry;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.AddedRow;
import io.drawbridge.protocol.people.AddedState;
import io.drawbridge.protocol.people.ExternalFilter;
import io.drawbridge.protocol.people.ExternalOrder;
import io.drawbridge.protocol.result.ExternalResult.ExternalsEnded;
import io.drawbridge.protocol.result.ExternalResult.ExternalsToEnd;
import io.drawbridge.protocol.result.JoinResult;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The stories that externals are for, played against a real server. */
class StoriesWireTest {
  @AutoClose static final Company COMPANY = Company.start();

  private static final Duration SOON = Duration.ofSeconds(30);

  private final ChatClient ada = COMPANY.ada();

  /** GLUE-2, GLUE-19, GLUE-22, GLUE-23: a thread with a client, from the offer to its end. */
  @Test
  void clientSeesTheirThreadAloneUntilTheMatterIsSettled() throws InterruptedException {
    ClientThread story = new ClientThread(ada, COMPANY.workspace());
    ConversationId thread = story.open("The offer", "carol@client.example");
    ConversationId other = story.open("Another matter", "somebody@else.example");
    try (ChatClient carol =
        COMPANY.client(Credentials.link(COMPANY.mailedToken("carol@client.example"), "Carol"))) {
      List<Event.AccessEnded> ends = new CopyOnWriteArrayList<>();
      carol.onEvent(Event.AccessEnded.class, ends::add);
      carol.connect().join();
      assertThat(carol.inbox().list(Optional.empty()).join().entries())
          .extracting(InboxEntry::conversation)
          .singleElement()
          .satisfies(it -> assertThat(it.id()).isEqualTo(thread));
      assertThat(texts(carol, thread)).containsExactly("Welcome. Ask here whatever you need.");
      refused(carol, other);
      carol.messages().send(thread, "What does it cost?").join();

      ExternalsEnded settled = story.settle(thread);

      assertThat(settled.people()).isEqualTo(1);
      assertThat(settled.receipt().at()).isPresent();
      await()
          .atMost(SOON)
          .until(() -> ends.stream().anyMatch(it -> it.conversation().equals(thread)));
      refused(carol, thread);
      assertThat(texts(ada, thread)).contains("What does it cost?");
    }
  }

  /** TS-13, TS-35, TS-36: a freelancer in a private group, for a time that is made longer once. */
  @Test
  void guestOfAPrivateGroupIsOutByThemselvesWhenTheirTimeIsOver() throws InterruptedException {
    TemporaryGuest story = new TemporaryGuest(ada, COMPANY.workspace());
    ConversationId group = story.group("Fitting out");
    ada.messages().send(group, "before").join();
    story.invite(group, "finn@freelance.example", Duration.ofMinutes(5));
    ada.messages().send(group, "after").join();
    try (ChatClient finn =
        COMPANY.client(Credentials.link(COMPANY.mailedToken("finn@freelance.example"), "Finn"))) {
      List<Event.AccessEnded> ends = new CopyOnWriteArrayList<>();
      finn.onEvent(Event.AccessEnded.class, ends::add);
      finn.connect().join();
      assertThat(texts(finn, group)).containsExactly("after");
      AccountId guest = finn.account().me().join().account();
      story.extend(group, guest, Duration.ofDays(3));
      assertThat(
              ada.externals()
                  .list(
                      COMPANY.workspace(), ExternalFilter.ALL, ExternalOrder.NAME, Optional.empty())
                  .join()
                  .externals())
          .anySatisfy(entry -> {
            assertThat(entry.person()).contains(guest);
            assertThat(entry.relation()).contains("freelancer");
          });

      story.extend(group, guest, Duration.ofSeconds(4));

      await()
          .atMost(SOON)
          .until(() -> ends.stream().anyMatch(it -> it.conversation().equals(group)));
      refused(finn, group);
    }
  }

  /** HCL-9, HCL-10: an admin imports a file of people, and once more when it has become longer. */
  @Test
  void suppliersOfAFileAreInvitedAndComeInOneByOne() throws InterruptedException {
    SupplierList story = new SupplierList(ada, COMPANY.workspace());
    ConversationId group = story.group("Suppliers");
    String file = "email,given,surname\r\nsven@steel.example,Sven,Stahl\r\nnot an address\r\n";
    assertThat(story.invite(group, AddresseesReader.read(file.getBytes(UTF_8))))
        .extracting(AddedRow::state)
        .containsExactly(AddedState.INVITED, AddedState.REFUSED);
    try (ChatClient sven =
        COMPANY.client(Credentials.link(COMPANY.mailedToken("sven@steel.example"), "Sven"))) {
      sven.connect().join();
      ada.messages().send(group, "Welcome").join();
      assertThat(texts(sven, group)).containsExactly("Welcome");

      String longer = file + "\"gina@glass.example\",Gina,\"Glas, Dr.\"\r\n";
      assertThat(story.invite(group, AddresseesReader.read(longer.getBytes(UTF_8))))
          .extracting(AddedRow::state)
          .containsExactly(AddedState.ALREADY_HERE, AddedState.REFUSED, AddedState.INVITED);
    }
    assertThat(COMPANY.mailedToken("gina@glass.example")).isNotEmpty();
  }

  /** HAP-2, HAP-11, HAP-17, HAP-20: a link with approval, and the clean-up when it is over. */
  @Test
  void whoAppliesByALinkIsLetInAndOutAgain() throws InterruptedException {
    ApplyByLink story = new ApplyByLink(ada, COMPANY.workspace());
    ConversationId group = story.group("Bridge builders");
    JoinResult.JoinLinkCreated link = story.link(group);
    HttpCaller stranger =
        new HttpCaller(HttpClient.newHttpClient(), COMPANY.server().url(), Optional::empty, SOON);
    apply(stranger, link, "vera@help.example", "Vera");
    apply(stranger, link, "mallory@spam.example", "Mallory");
    await().atMost(SOON).until(() -> ada.joinLinks().requests(group).join().requests().size() == 2);

    assertThat(story.answer(group, request -> request.email().orElse("").endsWith("@help.example")))
        .isEqualTo(1);

    try (ChatClient vera =
        COMPANY.client(Credentials.link(COMPANY.mailedToken("vera@help.example"), "Vera"))) {
      List<Event.AccessEnded> ends = new CopyOnWriteArrayList<>();
      vera.onEvent(Event.AccessEnded.class, ends::add);
      vera.connect().join();
      ada.messages().send(group, "Welcome").join();
      assertThat(texts(vera, group)).containsExactly("Welcome");
      ExternalsToEnd foreseen = story.foresee(group);
      assertThat(foreseen.people()).isEqualTo(1);
      assertThat(foreseen.joinLinks()).isEqualTo(1);
      assertThat(texts(vera, group)).as("nothing has ended").hasSize(1);

      ExternalsEnded ended = story.clearUp(group);

      assertThat(ended.people()).isEqualTo(foreseen.people());
      assertThat(ended.joinLinks()).isEqualTo(foreseen.joinLinks());
      assertThat(ended.receipt().at()).isPresent();
      await()
          .atMost(SOON)
          .until(() -> ends.stream().anyMatch(it -> it.conversation().equals(group)));
      refused(vera, group);
    }
    assertThatThrownBy(() -> apply(stranger, link, "late@help.example", "Late"))
        .satisfies(refused ->
            assertThat(RequestFailed.in(refused).orElseThrow().code())
                .contains(ErrorCode.LINK_SPENT));
  }

  private static void apply(
      HttpCaller stranger, JoinResult.JoinLinkCreated link, String email, String name) {
    stranger
        .call(
            new JoinCommand.ApplyByMail(
                link.token(), email, Optional.of(name), Optional.of("I would like to help.")))
        .join();
  }

  private static List<String> texts(ChatClient who, ConversationId conversation) {
    return who.messages().newest(conversation, 10).join().messages().stream()
        .map(message -> message.text().orElse(""))
        .toList();
  }

  private static void refused(ChatClient who, ConversationId conversation) {
    assertThatThrownBy(who.messages().newest(conversation, 10)::join)
        .satisfies(refused ->
            assertThat(RequestFailed.in(refused).orElseThrow().code())
                .contains(ErrorCode.NOT_FOUND));
  }
}
