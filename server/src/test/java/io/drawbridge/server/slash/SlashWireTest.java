package io.drawbridge.server.slash;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static io.drawbridge.server.slash.SlashTalk.answer;
import static io.drawbridge.server.slash.SlashTalk.awaitAnswer;
import static io.drawbridge.server.slash.SlashTalk.names;
import static io.drawbridge.server.slash.SlashTalk.register;
import static io.drawbridge.server.slash.SlashTalk.run;
import static io.drawbridge.server.slash.SlashTalk.say;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.WebhookCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AskId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.result.WebhookResult.SlashAsked;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.slash.SlashTalk.Bot;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** People ask bots by slash commands, and are answered (G-30). */
final class SlashWireTest {
  @AutoClose private static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Olga");
  private static final WorkspaceId HOME = TestSteps.workspace(OWNER);
  private static final Optional<ConversationId> EVERYWHERE = Optional.empty();

  @AutoClose private static final Bot BOT = Bot.of(SERVER, OWNER, "Weather");

  private static ConversationId groupWithBot() {
    ConversationId group = TestSteps.group(OWNER, TestCast.unique("Group"));
    TestSteps.add(OWNER, group, BOT.account());
    return group;
  }

  private static String offered() {
    String name = TestCast.unique("weather");
    register(BOT.socket(), HOME, EVERYWHERE, Optional.empty(), name);
    return name;
  }

  @ParameterizedTest
  @EnumSource
  void askerAloneIsAnsweredAndTheConversationOnlyIfTheBotSaysIt(Door door) {
    ConversationId group = groupWithBot();
    TestPerson other = TestSteps.member(SERVER, OWNER, TestCast.unique("Mina"));
    TestSteps.add(OWNER, group, other.account());
    String name = offered();
    try (Door.Entered owner = door.enter(OWNER);
        TestClient hears = SERVER.signIn("Olga").connect();
        TestClient beside = other.connect()) {
      assertThat(names(owner, group)).contains(name);
      SlashAsked asked = run(owner, group, name, "Delft");
      Event.SlashAsked told = BOT.awaitAsk(asked.ask());
      assertThat(told.text()).isEqualTo("Delft");
      assertThat(told.asker().orElseThrow().id()).isEqualTo(OWNER.account());
      answer(BOT.socket(), asked.ask(), "Rain.");
      assertThat(awaitAnswer(hears, asked.ask(), "Rain.").bot().id()).isEqualTo(BOT.account());
      say(BOT.socket(), asked.ask(), "It rains, all.");
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(TestSteps.texts(other, group)).containsExactly("It rains, all."));
      assertThat(beside.events(Event.SlashAnswered.class)).isEmpty();
      assertThat(beside.events(Event.SlashAsked.class)).isEmpty();
    }
  }

  @Test
  void fiveAnswersFollowTheFirst() {
    ConversationId group = groupWithBot();
    AskId ask = run(OWNER, group, offered(), "").ask();
    for (int i = 0; i <= Limits.SLASH_FOLLOW_UPS_MAX; i++) {
      answer(BOT.socket(), ask, "answer " + i);
    }
    refused(ErrorCode.CONFLICT, () -> answer(BOT.socket(), ask, "one too many"));
  }

  @Test
  void sameAnswerIsGivenOnceAndTheSameQuestionAskedOnce() {
    ConversationId group = groupWithBot();
    WebhookCommand.RunSlash run = new WebhookCommand.RunSlash(clientId(), group, offered(), "x");
    AskId ask = OWNER.call(run).ask();
    assertThat(OWNER.call(run).ask()).isEqualTo(ask);
    WebhookCommand.AnswerSlash once =
        new WebhookCommand.AnswerSlash(clientId(), ask, "once", Optional.of(true));
    BOT.socket().call(once);
    BOT.socket().call(once);
    assertThat(TestSteps.texts(OWNER, group)).containsExactly("once");
    refused(
        ErrorCode.CLIENT_ID_REUSED,
        () ->
            OWNER.call(new WebhookCommand.RunSlash(run.clientId(), group, run.name(), "another")));
  }

  /** The clock of the rows is set back: the test waits for nothing. */
  @Test
  void whoIsNotAnsweredInTimeIsToldAndTheBotIsTooLate() {
    ConversationId group = groupWithBot();
    try (TestClient hears = OWNER.connect()) {
      AskId ask = run(OWNER, group, offered(), "x").ask();
      SERVER
          .database()
          .execute(
              "update slash_ask set asked_at = asked_at - interval '3 seconds' where id = ?",
              ask.value());
      refused(ErrorCode.CONFLICT, () -> answer(BOT.socket(), ask, "late"));
      hears.await(Event.SlashUnanswered.class, it -> it.ask().equals(ask));
    }
  }

  @ParameterizedTest
  @EnumSource
  void externalsAskWhereThePolicyLetsThemAndBotsMayNotKnowThem(Door door) {
    ConversationId group = groupWithBot();
    String name = offered();
    TestPerson external = TestSteps.external(SERVER, OWNER, group, TestCast.unique("Xavier"));
    try (Door.Entered out = door.enter(external)) {
      assertThat(names(out, group)).isEmpty();
      refused(ErrorCode.NOT_ALLOWED, () -> run(out, group, name, "x"));
      refused(ErrorCode.NOT_FOUND, () -> run(out, groupWithBot(), name, "x"));
      OWNER.call(Setting.of(HOME, Setting.value(PolicyKey.SLASH_EXTERNALS, true)));
      assertThat(names(out, group)).contains(name);
      AskId known = run(out, group, name, "x").ask();
      assertThat(BOT.awaitAsk(known).asker().orElseThrow().external()).isTrue();
      OWNER.call(Setting.of(group, Setting.value(PolicyKey.WEBHOOKS_HIDE_EXTERNALS, true)));
      AskId hidden = run(out, group, name, "x").ask();
      assertThat(BOT.awaitAsk(hidden).asker()).isEmpty();
      OWNER.call(Setting.of(group, Setting.value(PolicyKey.SLASH_EXTERNALS, false)));
      refused(ErrorCode.NOT_ALLOWED, () -> run(out, group, name, "x"));
      refused(ErrorCode.NOT_FOUND, () -> answer(BOT.socket(), known, "they may not ask any more"));
    } finally {
      OWNER.call(Setting.back(HOME, PolicyKey.SLASH_EXTERNALS));
    }
  }

  /** Leak144: a bot hears and answers where it is, and nowhere else. */
  @Test
  void leak144BotIsAskedAndAnswersOnlyWhereItIs() {
    ConversationId group = groupWithBot();
    ConversationId without = TestSteps.group(OWNER, TestCast.unique("Without"));
    String name = offered();
    assertThat(names(OWNER, without)).doesNotContain(name);
    refused(ErrorCode.NOT_FOUND, () -> run(OWNER, without, name, "x"));
    try (TestClient hears = OWNER.connect();
        Bot other = Bot.of(SERVER, OWNER, TestCast.unique("Other"))) {
      TestSteps.add(OWNER, group, other.account());
      AskId ask = run(OWNER, group, name, "x").ask();
      BOT.awaitAsk(ask);
      refused(ErrorCode.NOT_FOUND, () -> answer(other.socket(), ask, "not asked"));
      refused(ErrorCode.NOT_FOUND, () -> answer(OWNER, ask, "no bot"));
      TestSteps.remove(OWNER, group, BOT.account());
      // It has a seat, and so sees in the directory that there is such a group.
      refused(ErrorCode.NOT_ALLOWED, () -> answer(BOT.socket(), ask, "from outside"));
      refused(ErrorCode.NOT_ALLOWED, () -> say(BOT.socket(), ask, "from outside"));
      assertThat(other.socket().events(Event.SlashAsked.class)).isEmpty();
      assertThat(hears.events(Event.SlashAnswered.class)).isEmpty();
      assertThat(TestSteps.texts(OWNER, group)).isEmpty();
    }
  }

  /** Leak145: nobody says what a bot offers but itself, who owns it, and who makes bots. */
  @ParameterizedTest
  @EnumSource
  void leak145MembersOfferNothingOfBotsThatAreNotTheirs(Door door) {
    ConversationId group = groupWithBot();
    TestPerson member = TestSteps.member(SERVER, OWNER, TestCast.unique("Mel"));
    TestSteps.add(OWNER, group, member.account());
    String name = offered();
    try (Door.Entered who = door.enter(member)) {
      Optional<ConversationId> here = Optional.of(group);
      refused(
          ErrorCode.NOT_ALLOWED,
          () -> register(who, HOME, here, Optional.of(BOT.account()), "mine"));
      refused(ErrorCode.NOT_ALLOWED, () -> register(who, HOME, here, Optional.empty(), "mine"));
      refused(
          ErrorCode.NOT_ALLOWED,
          () ->
              who.call(
                  new WebhookCommand.UnregisterSlash(
                      clientId(), HOME, EVERYWHERE, Optional.of(BOT.account()), name)));
      assertThat(names(who, group)).contains(name);
    }
    TestPerson stranger = TestSteps.external(SERVER, OWNER, group, TestCast.unique("Stan"));
    refused(
        ErrorCode.NOT_FOUND,
        () -> register(stranger, HOME, EVERYWHERE, Optional.of(BOT.account()), "theirs"));
  }

  @Test
  void nameHasOneBotInAPlaceAndIsFreeWhenTheBotEnds() {
    ConversationId group = groupWithBot();
    String name = offered();
    try (Bot other = Bot.of(SERVER, OWNER, TestCast.unique("Second"))) {
      TestSteps.add(OWNER, group, other.account());
      refused(
          ErrorCode.CONFLICT,
          () -> register(other.socket(), HOME, Optional.of(group), Optional.empty(), name));
      refused(
          ErrorCode.NOT_FOUND,
          () ->
              register(
                  other.socket(),
                  HOME,
                  Optional.of(TestSteps.group(OWNER, TestCast.unique("Not in"))),
                  Optional.empty(),
                  "elsewhere"));
      String own = TestCast.unique("own");
      register(other.socket(), HOME, Optional.of(group), Optional.empty(), own);
      assertThat(names(OWNER, group)).contains(own);
      OWNER.call(new WorkspaceCommand.RevokeBot(clientId(), HOME, other.account()));
      assertThat(names(OWNER, group)).doesNotContain(own);
      refused(ErrorCode.NOT_FOUND, () -> run(OWNER, group, own, "x"));
      register(BOT.socket(), HOME, Optional.of(group), Optional.empty(), own);
      assertThat(names(OWNER, group)).contains(own);
    }
  }

  /** Leak148: bots do not ask each other. */
  @Test
  void leak148BotsRunNoSlashCommands() {
    ConversationId group = groupWithBot();
    String name = offered();
    refused(ErrorCode.NOT_ALLOWED, () -> run(BOT.socket(), group, name, "myself"));
  }

  /** Leak151: what a bot offers, and what it was asked, ends with its owner. */
  @Test
  void leak151EndsWithTheOwnerOfTheBot() {
    TestPerson admin = TestSteps.member(SERVER, OWNER, TestCast.unique("Adam"));
    OWNER.call(
        new WorkspaceCommand.SetRole(clientId(), HOME, admin.account(), WorkspaceRole.ADMIN));
    try (Bot theirs = Bot.of(SERVER, admin, TestCast.unique("Theirs"))) {
      ConversationId group = TestSteps.group(OWNER, TestCast.unique("Owned"));
      TestSteps.add(OWNER, group, theirs.account());
      String name = TestCast.unique("owned");
      register(admin, HOME, EVERYWHERE, Optional.of(theirs.account()), name);
      run(OWNER, group, name, "x");
      OWNER.call(new WorkspaceCommand.RemoveMember(clientId(), HOME, admin.account()));
      assertThat(names(OWNER, group)).doesNotContain(name);
      refused(ErrorCode.NOT_FOUND, () -> run(OWNER, group, name, "x"));
      assertThat(theirs.socket().closeCode()).isPositive();
    }
  }
}
