package io.drawbridge.server.message;

import static io.drawbridge.server.TestSteps.clientId;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.conversation.Cursor;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.frame.Reply;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same world is played twice, with and without another external and all they do: every frame
 * and every answer that one external receives is the same (N-3, N-15). What differs by chance, ids,
 * positions and times, is replaced by the order in which it first appears.
 */
final class ApartWorldWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final FrameCodec CODEC = new FrameCodec();
  private static final Pattern CHANCE =
      Pattern.compile(
          "\"since\":\"[^\"]*\"|\"\\d{4}-\\d\\d-\\d\\dT[^\"]*\"|\"[a-z]+_[0-9a-z]+\"|<@[^>]+>|\\ba_[0-9a-z]+"
              + "|\\b\\d{15,17}\\b|(?<=Owner|Ben|Eve|eve|Gus)\\d+");

  @ParameterizedTest
  @EnumSource
  void externalReceivesTheSameWithAndWithoutAnother(Door door) {
    List<String> without = new World(door, false).played();
    List<String> with = new World(door, true).played();
    assertThat(without).hasSizeGreaterThan(25);
    assertThat(with).containsExactlyElementsOf(without);
  }

  /** One run; {@code crowded}: Gus is there, and acts between all that the others do. */
  private static final class World {
    private final Door door;
    private final boolean crowded;
    private final List<String> heard = new ArrayList<>();

    World(Door door, boolean crowded) {
      this.door = door;
      this.crowded = crowded;
    }

    List<String> played() {
      try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
        play(cast, OWNER);
      }
      return masked(heard);
    }

    private void play(TestCast cast, TestPerson owner) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(owner, "Offer", ben.account());
      owner.call(Setting.of(thread, Setting.value(PolicyKey.EXTERNALS_SEE_EXTERNALS, false)));
      Gus gus = new Gus(cast, owner, thread);
      gus.comes();
      TestPerson eve = cast.external(thread, "Eve");
      gus.says();
      TestClient socket = cast.socket(eve);
      String since = socket.hello().since();
      hear(cast, eve, new InterestCommand.Open(thread, Optional.empty()), socket);
      gus.says();
      long first = say(owner, thread, Optional.empty(), socket);
      gus.about(first);
      long second = say(ben, thread, gus.last(), socket);
      long own = TestSteps.send(cast.as(eve), thread, "from eve <@" + ben.account() + ">").pos();
      socket.await(LogEvent.MessagePosted.class, it -> it.pos() == own);
      gus.about(own);
      gus.about(second);
      ben.call(new MessageCommand.React(clientId(), thread, own, "🎉", true));
      socket.await(LogEvent.MessageReacted.class, it -> it.target() == own);
      gus.goes();
      long last = say(owner, thread, gus.last(), socket);
      socket.received().stream()
          .filter(Event.class::isInstance)
          .forEach(frame -> heard.add(text(CODEC.encode(frame))));
      for (Command<?> command : questions(thread, eve, ben)) {
        hear(cast, eve, command, socket);
      }
      // Rosters are in the order of ids, which are random.
      cast.roster(eve, thread).stream()
          .sorted(Comparator.comparing(World::name))
          .map(RosterEntry::toString)
          .forEach(heard::add);
      socket.close();
      try (TestClient again = eve.connect()) {
        again.call(new SessionCommand.Resume(since, List.of(new Cursor(thread, first))));
        again.await(LogEvent.MessagePosted.class, it -> it.pos() == last);
        again.received().stream()
            .filter(frame -> frame instanceof Event || frame instanceof Reply)
            .forEach(frame -> heard.add(text(CODEC.encode(frame))));
      }
    }

    private static String name(RosterEntry entry) {
      return entry.person().orElseThrow().name();
    }

    private static long say(
        TestPerson by, ConversationId thread, Optional<Long> quote, TestClient heardBy) {
      long pos =
          by.call(new MessageCommand.Send(clientId(), thread, "said by a member", quote)).pos();
      heardBy.await(LogEvent.MessagePosted.class, it -> it.pos() == pos);
      return pos;
    }

    private void hear(TestCast cast, TestPerson eve, Command<?> command, TestClient socket) {
      Result result =
          command instanceof InterestCommand ? socket.call(command) : cast.as(eve).call(command);
      heard.add(text(CODEC.encode(new Reply(1, result))));
    }

    private List<Command<?>> questions(ConversationId thread, TestPerson eve, TestPerson ben) {
      Optional<Long> none = Optional.empty();
      return List.of(
          new MessageCommand.ShowHistory(thread, none, none, none, Optional.empty()),
          new MessageCommand.ShowHistory(thread, none, none, none, Optional.of(2)),
          new MessageCommand.ListPins(thread),
          new InboxCommand.ListInbox(Optional.empty(), Optional.empty()),
          new InboxCommand.ListMentions(Optional.empty()),
          new InboxCommand.ListReceipts(thread),
          new ConversationCommand.Show(thread),
          new MemberCommand.ListPaths(thread, ben.account()),
          new PeopleCommand.Find("Gus", Optional.empty(), Optional.empty()),
          new PeopleCommand.Find("Ben", Optional.empty(), Optional.empty()),
          new PeopleCommand.Show(ben.account()),
          new PeopleCommand.Show(eve.account()),
          new PolicyCommand.Show(Optional.empty(), Optional.of(thread)));
    }

    private static String text(byte[] frame) {
      return new String(frame, StandardCharsets.UTF_8);
    }

    /** Numbers what differs by chance in the order of its first appearance. */
    private static List<String> masked(List<String> texts) {
      Map<String, String> names = new LinkedHashMap<>();
      List<String> masked = new ArrayList<>();
      for (String each : texts) {
        Matcher found = CHANCE.matcher(each);
        masked.add(
            found.replaceAll(chance ->
                chance.group().startsWith("\"since\"") || chance.group().contains("T")
                    ? "#"
                    : names.computeIfAbsent(
                        chance.group().replaceAll("[\"<>@]", ""), _ -> "#" + names.size())));
      }
      return masked;
    }

    /** The other external, or nobody. */
    private final class Gus {
      private final TestCast cast;
      private final TestPerson owner;
      private final ConversationId thread;
      private Optional<TestPerson> person = Optional.empty();
      private Optional<Long> last = Optional.empty();

      Gus(TestCast cast, TestPerson owner, ConversationId thread) {
        this.cast = cast;
        this.owner = owner;
        this.thread = thread;
      }

      void comes() {
        if (crowded) {
          person = Optional.of(cast.external(thread, "Gus"));
          cast.socket(person.get()).call(new InterestCommand.Open(thread, Optional.empty()));
        }
      }

      Optional<Long> last() {
        return last;
      }

      void says() {
        person.ifPresent(gus -> {
          cast.socket(gus).call(new InterestCommand.StartTyping(thread));
          long pos = TestSteps.send(gus, thread, "<@" + owner.account() + "> of Gus").pos();
          gus.call(new MessageCommand.Edit(clientId(), thread, pos, "edited by Gus"));
          gus.call(new InboxCommand.MarkRead(thread, pos));
          owner.call(new MessageCommand.Pin(clientId(), thread, pos, true));
          owner.call(new MessageCommand.React(clientId(), thread, pos, "🎉", true));
          last = Optional.of(pos);
        });
      }

      void about(long pos) {
        person.ifPresent(gus -> {
          if (TestSteps.texts(gus, thread).size() > 1) {
            says();
          }
          // What Eve wrote is not there for Gus either.
          if (history(gus).contains(pos)) {
            gus.call(new MessageCommand.React(clientId(), thread, pos, "👍", true));
            gus.call(
                new MessageCommand.Send(clientId(), thread, "quoted by Gus", Optional.of(pos)));
          }
        });
      }

      private List<Long> history(TestPerson gus) {
        Optional<Long> none = Optional.empty();
        return gus
            .call(new MessageCommand.ShowHistory(thread, none, none, none, Optional.empty()))
            .messages()
            .stream()
            .map(it -> it.pos())
            .toList();
      }

      void goes() {
        person.ifPresent(gus -> TestSteps.remove(owner, thread, gus.account()));
      }
    }
  }
}
