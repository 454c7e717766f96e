package io.drawbridge.server.mention;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.WritingCommand;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Mentions of groups, and of everybody in a conversation.
 *
 * <p>Shows HCL-30, D4.
 */
final class GroupMentionWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Zoe");

  private static String at(ConversationId named) {
    return "look, <@%s>".formatted(named);
  }

  private static List<Long> mentions(TestCast cast, TestPerson person) {
    return cast.as(person).call(new InboxCommand.ListMentions(Optional.empty())).messages().stream()
        .map(Message::pos)
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void groupNamesItsPeopleWhoReadItAndNobodyElse(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cleo = cast.member("Cleo");
      TestPerson dan = cast.member("Dan");
      ConversationId team =
          TestSteps.group(OWNER, TestCast.unique("Team"), ben.account(), cleo.account());
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account(), dan.account());
      TestPerson eve = cast.external(thread, "Eve");
      long pos = TestSteps.send(cast.as(OWNER), thread, at(team)).pos();
      assertThat(mentions(cast, ben)).contains(pos);
      // Cleo is in the group, and not in the thread; the others the other way round.
      assertThat(mentions(cast, cleo)).isEmpty();
      assertThat(mentions(cast, dan)).isEmpty();
      assertThat(mentions(cast, eve)).isEmpty();
      assertThat(mentions(cast, OWNER)).doesNotContain(pos);
      long all = TestSteps.send(cast.as(ben), thread, at(thread)).pos();
      for (TestPerson person : List.of(OWNER, dan, eve)) {
        assertThat(mentions(cast, person)).contains(all);
      }
      assertThat(mentions(cast, ben)).doesNotContain(all);
      assertThat(mentions(cast, cleo)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void editNamesThemAnewAndCodeNamesNobody(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      long pos = TestSteps.send(cast.as(OWNER), thread, "`<@%s>`".formatted(thread)).pos();
      assertThat(mentions(cast, ben)).doesNotContain(pos);
      cast.as(OWNER).call(new MessageCommand.Edit(TestSteps.clientId(), thread, pos, at(thread)));
      assertThat(mentions(cast, ben)).contains(pos);
      cast.as(OWNER).call(new MessageCommand.Edit(TestSteps.clientId(), thread, pos, "nothing"));
      assertThat(mentions(cast, ben)).doesNotContain(pos);
    }
  }

  /** What the author does not see is a part of the text, as what does not exist. */
  @Test
  void leak56UnseenGroupIsTextAndNamesNobody() {
    try (TestCast cast = new TestCast(SERVER, OWNER, Door.HTTP)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cleo = cast.member("Cleo");
      ConversationId hidden = TestSteps.group(OWNER, TestCast.unique("Board"), cleo.account());
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account(), cleo.account());
      TestPerson eve = cast.external(thread, "Eve");
      for (TestPerson author : List.of(ben, eve)) {
        long unseen = TestSteps.send(author, thread, at(hidden)).pos();
        long absent = TestSteps.send(author, thread, at(new ConversationId(4_711))).pos();
        assertThat(mentions(cast, cleo)).doesNotContain(unseen, absent);
      }
      ConversationId addressed =
          TestSteps.thread(OWNER, "Both", List.of(ben.account()), List.of(hidden));
      long seen = TestSteps.send(ben, addressed, at(hidden)).pos();
      assertThat(mentions(cast, cleo)).contains(seen);
    }
  }

  @ParameterizedTest
  @EnumSource
  void externalsAndWhereThePolicyIsOffNobodyMentionsAll(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = cast.external(thread, "Eve");
      TestSteps.refused(
          ErrorCode.NOT_ALLOWED, () -> TestSteps.send(cast.as(eve), thread, at(thread)));
      OWNER.call(Setting.of(thread, Setting.value(PolicyKey.GROUP_MENTIONS, false)));
      TestSteps.refused(
          ErrorCode.NOT_ALLOWED, () -> TestSteps.send(cast.as(ben), thread, at(thread)));
      long pos = TestSteps.send(cast.as(ben), thread, "<@%s>".formatted(OWNER.account())).pos();
      assertThat(mentions(cast, OWNER)).contains(pos);
    }
  }

  @Test
  void tooManyGroupsAreRefusedInWords() {
    try (TestCast cast = new TestCast(SERVER, OWNER, Door.HTTP)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      String text =
          String.join(
              " ",
              IntStream.rangeClosed(1, 6)
                  .mapToObj(i -> "<@%s>".formatted(new ConversationId(i)))
                  .toList());
      TestSteps.refused(ErrorCode.INVALID, () -> TestSteps.send(cast.as(OWNER), thread, text));
    }
  }

  /** Whom a message mentions that is passed on hears of that one alone. */
  @Test
  void passedOnMessageNamesNobodyAgain() {
    try (TestCast cast = new TestCast(SERVER, OWNER, Door.HTTP)) {
      TestPerson ben = cast.member("Ben");
      ConversationId team = TestSteps.group(OWNER, TestCast.unique("Team"), ben.account());
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      long said = TestSteps.send(OWNER, team, at(team)).pos();
      long passed = forward(team, said, thread, Optional.empty());
      assertThat(mentions(cast, ben)).contains(said).doesNotContain(passed);
      long noted = forward(team, said, thread, Optional.of(at(thread)));
      assertThat(mentions(cast, ben)).contains(noted);
    }
  }

  private static long forward(
      ConversationId from, long pos, ConversationId to, Optional<String> note) {
    return OWNER
        .call(
            new WritingCommand.Forward(
                TestSteps.clientId(), from, pos, to, note, Optional.empty(), Optional.empty()))
        .pos();
  }
}
