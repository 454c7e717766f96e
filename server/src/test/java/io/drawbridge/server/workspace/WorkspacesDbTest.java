package io.drawbridge.server.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.LinkKind;
import io.drawbridge.protocol.people.WorkspaceMember;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.people.WorkspaceView;
import io.drawbridge.protocol.result.AccountResult.Redeemed;
import io.drawbridge.protocol.result.AccountResult.Tokens;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.protocol.result.WorkspaceResult.BotCreated;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class WorkspacesDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse().withMails();
  private static final TestHouse.Home HOME = HOUSE.workspace("Home");
  private static int number;

  private final String email = "mia" + ++number + "@home.example";

  @Test
  void consoleLinkMakesTheFirstWorkspaceOnce() {
    try (TestHouse fresh = new TestHouse()) {
      Secret replaced = fresh.setUpLinks.forNewServer().orElseThrow().token();
      SetUpLinks.Link link = fresh.setUpLinks.forNewServer().orElseThrow();
      assertThat(link.url()).startsWith("https://chat.example/#link=");
      assertThat(link.toString()).doesNotContain(link.token().value());
      assertThat(fresh.tell(new AccountCommand.ShowLink(link.token())).kind())
          .isEqualTo(LinkKind.SET_UP);
      assertThat(code(() -> fresh.setUp(replaced, "olivia@home.example")))
          .isEqualTo(ErrorCode.LINK_SPENT);
      Redeemed redeemed = fresh.setUp(link.token(), "olivia@home.example");
      Caller owner = fresh.caller(redeemed.tokens());
      assertThat(fresh.tell(owner, new AccountCommand.Me()).workspaces())
          .containsExactly(
              new WorkspaceView(redeemed.workspace().orElseThrow(), "First", WorkspaceRole.OWNER));
      assertThat(code(() -> fresh.setUp(link.token(), "eve@home.example")))
          .isEqualTo(ErrorCode.LINK_SPENT);
      assertThat(fresh.setUpLinks.forNewServer()).isEmpty();
      SetUpLinks.Link rescue = fresh.setUpLinks.forOwner();
      assertThat(rescue.kind()).isEqualTo(LinkKind.SIGN_IN);
      assertThat(fresh.redeem(rescue.token(), "ignored").tokens().account())
          .isEqualTo(owner.account());
      assertThat(code(() -> fresh.redeem(rescue.token(), "ignored")))
          .isEqualTo(ErrorCode.LINK_SPENT);
    }
  }

  @Test
  void failedSetUpLeavesNothingBehind() {
    try (TestHouse fresh = new TestHouse()) {
      fresh.person("olivia@home.example");
      Secret token = fresh.setUpLinks.forNewServer().orElseThrow().token();
      assertThat(code(() -> fresh.setUp(token, "olivia@home.example")))
          .isEqualTo(ErrorCode.CONFLICT);
      assertThat(count(fresh, "select count(*) from workspace")).isZero();
      assertThat(fresh.setUp(token, "other@home.example").workspace()).isPresent();
    }
  }

  @Test
  void onlyManagersMakeAnotherWorkspace() {
    Caller mia = HOUSE.member(HOME, email);
    Caller guest = HOUSE.person("guest" + number + "@else.example");
    for (Caller caller : List.of(mia, guest)) {
      assertThat(code(() -> HOUSE.tell(caller, new WorkspaceCommand.Create("c1", "Mine"))))
          .isEqualTo(ErrorCode.NOT_ALLOWED);
    }
    WorkspaceCommand.Create create = new WorkspaceCommand.Create("c" + number, "Second");
    WorkspaceView made = HOUSE.tell(HOME.owner(), create).workspace();
    assertThat(made.role()).isEqualTo(WorkspaceRole.OWNER);
    assertThat(HOUSE.tell(HOME.owner(), create).workspace()).isEqualTo(made);
    assertThat(count(HOUSE, "select count(*) from workspace where name = 'Second'")).isOne();
  }

  @Test
  void invitedMemberJoinsWithTheRoleOfTheInvitation() {
    invite(HOME.owner(), email, WorkspaceRole.ADMIN);
    Secret token = HOUSE.post.token(email);
    assertThat(HOUSE.tell(new AccountCommand.ShowLink(token)).title()).contains("Home");
    Redeemed redeemed = HOUSE.redeem(token, "Mia");
    assertThat(redeemed.workspace()).contains(HOME.workspace());
    assertThat(member(redeemed.tokens().account()).orElseThrow().role())
        .isEqualTo(WorkspaceRole.ADMIN);
    assertThat(code(() -> HOUSE.redeem(token, "Mia"))).isEqualTo(ErrorCode.LINK_SPENT);
  }

  /** Leak 122: nobody grants more than they hold. */
  @Test
  void memberInvitesNobodyAndAdminMakesNoOwner() {
    Caller mia = HOUSE.member(HOME, email);
    assertThat(code(() -> invite(mia, "x" + email, WorkspaceRole.MEMBER)))
        .isEqualTo(ErrorCode.NOT_ALLOWED);
    Caller admin = HOUSE.member(HOME, "admin" + email);
    HOUSE.seat(HOME.workspace(), admin, WorkspaceRole.ADMIN);
    assertThat(code(() -> setRole(admin, mia.account(), WorkspaceRole.OWNER)))
        .isEqualTo(ErrorCode.NOT_ALLOWED);
    assertThat(code(() -> setRole(admin, HOME.owner().account(), WorkspaceRole.MEMBER)))
        .isEqualTo(ErrorCode.NOT_ALLOWED);
    setRole(HOME.owner(), mia.account(), WorkspaceRole.ADMIN);
    assertThat(member(mia.account()).orElseThrow().role()).isEqualTo(WorkspaceRole.ADMIN);
  }

  /** Leak 105 for seats: the inviter's right is asked again when the link is redeemed. */
  @Test
  void invitationOfADemotedAdminOpensNothing() {
    Caller admin = HOUSE.member(HOME, "admin" + email);
    HOUSE.seat(HOME.workspace(), admin, WorkspaceRole.ADMIN);
    invite(admin, email, WorkspaceRole.MEMBER);
    Secret token = HOUSE.post.token(email);
    setRole(HOME.owner(), admin.account(), WorkspaceRole.MEMBER);
    assertThat(code(() -> HOUSE.redeem(token, "Mia"))).isEqualTo(ErrorCode.LINK_SPENT);
  }

  /** Leak 104: what is a member's in one workspace is nothing in another. */
  @Test
  void strangersSeeNoMembers() {
    TestHouse.Home other = HOUSE.workspace("Other" + number);
    assertThat(
            code(() ->
                HOUSE.tell(
                    other.owner(),
                    new WorkspaceCommand.ListMembers(
                        HOME.workspace(), Optional.empty(), Optional.empty()))))
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(code(() -> invite(other.owner(), email, WorkspaceRole.MEMBER)))
        .isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void lastOwnerStays() {
    AccountId owner = HOME.owner().account();
    assertThat(code(() -> setRole(HOME.owner(), owner, WorkspaceRole.ADMIN)))
        .isEqualTo(ErrorCode.CONFLICT);
    assertThat(code(() -> remove(HOME.owner(), owner))).isEqualTo(ErrorCode.CONFLICT);
  }

  @Test
  void removedMemberLosesEverythingInOneChange() {
    Caller mia = HOUSE.member(HOME, email);
    ConversationId group = group(HOME.owner(), mia.account());
    assertThat(sees(mia, group)).isTrue();
    Receipt receipt = remove(HOME.owner(), mia.account());
    assertThat(receipt.at()).isPresent();
    assertThat(receipt.epoch()).isPresent();
    assertThat(sees(mia, group)).isFalse();
    assertThat(HOUSE.tell(mia, new AccountCommand.Me()).workspaces()).isEmpty();
    assertThat(member(mia.account())).isEmpty();
  }

  @Test
  void removedMembersPendingSeatAndInvitationsDie() {
    Caller mia = HOUSE.person(email);
    ConversationId group = group(HOME.owner());
    addByMail(group, email);
    Secret conversation = HOUSE.post.token(email);
    invite(HOME.owner(), email, WorkspaceRole.ADMIN);
    Secret seat = HOUSE.post.token(email);
    HOUSE.seat(HOME.workspace(), mia, WorkspaceRole.MEMBER);
    remove(HOME.owner(), mia.account());
    assertThat(code(() -> HOUSE.redeem(conversation, "Mia"))).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(code(() -> HOUSE.redeem(seat, "Mia"))).isEqualTo(ErrorCode.LINK_SPENT);
  }

  /** Leak 120: a suspension holds for every credential, and for the person's bots. */
  @Test
  void suspendedPersonSeesNothingByAnyCredential() {
    Caller mia = HOUSE.member(HOME, email);
    HOUSE.seat(HOME.workspace(), mia, WorkspaceRole.ADMIN);
    ConversationId group = group(mia);
    BotCreated bot = createBot(mia, "bot" + number);
    join(group, mia, bot.account());
    Caller botCaller = HOUSE.caller(signIn(bot));
    assertThat(sees(botCaller, group)).isTrue();
    HOUSE.tell(
        HOME.owner(),
        new WorkspaceCommand.Suspend(
            HOUSE.clientId(), HOME.workspace(), mia.account(), Optional.of("left the firm")));
    Caller fresh =
        HOUSE.caller(HOUSE.tell(new AccountCommand.SignIn(email, TestHouse.PASSWORD, "new phone")));
    for (Caller caller : List.of(mia, fresh, botCaller, HOUSE.caller(signIn(bot)))) {
      assertThat(sees(caller, group)).isFalse();
    }
    HOUSE.tell(
        HOME.owner(),
        new WorkspaceCommand.Unsuspend(HOUSE.clientId(), HOME.workspace(), mia.account()));
    assertThat(sees(mia, group)).isTrue();
    assertThat(sees(botCaller, group)).isTrue();
  }

  @Test
  void repeatedBotCreationAnswersTheSameToken() {
    WorkspaceCommand.CreateBot create =
        new WorkspaceCommand.CreateBot("bot-" + number, HOME.workspace(), "Porter");
    BotCreated first = HOUSE.tell(HOME.owner(), create);
    BotCreated again = HOUSE.tell(HOME.owner(), create);
    ownerIsMailed(HOME.owner());
    assertThat(again).isEqualTo(first);
    assertThat(signIn(first).account()).isEqualTo(first.account());
    assertThat(member(first.account()).orElseThrow().person().bot()).isTrue();
  }

  @Test
  void revokedBotIsOut() {
    BotCreated bot = createBot(HOME.owner(), "bot" + number);
    Tokens tokens = signIn(bot);
    HOUSE.tell(
        HOME.owner(),
        new WorkspaceCommand.RevokeBot(HOUSE.clientId(), HOME.workspace(), bot.account()));
    assertThat(code(() -> signIn(bot))).isEqualTo(ErrorCode.SIGN_IN_FAILED);
    assertThat(code(() -> HOUSE.caller(tokens))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(member(bot.account())).isEmpty();
  }

  /** Leak 151: a bot ends with its owner. */
  @Test
  void botEndsWithItsOwner() {
    Caller mia = HOUSE.member(HOME, email);
    HOUSE.seat(HOME.workspace(), mia, WorkspaceRole.ADMIN);
    BotCreated bot = createBot(mia, "bot" + number);
    Tokens tokens = signIn(bot);
    remove(HOME.owner(), mia.account());
    assertThat(code(() -> signIn(bot))).isEqualTo(ErrorCode.SIGN_IN_FAILED);
    assertThat(code(() -> HOUSE.caller(tokens))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    assertThat(HOUSE.register.ended(tokens.session())).isPresent();
  }

  /** Leak 145: a bot is a member, no matter who asks. */
  @Test
  void botBecomesNoAdmin() {
    BotCreated bot = createBot(HOME.owner(), "bot" + number);
    assertThat(code(() -> setRole(HOME.owner(), bot.account(), WorkspaceRole.ADMIN)))
        .isEqualTo(ErrorCode.NOT_ALLOWED);
  }

  private static Done invite(Caller by, String address, WorkspaceRole role) {
    return HOUSE.tell(
        by,
        new WorkspaceCommand.Invite(
            HOUSE.clientId(), HOME.workspace(), address, role, Optional.empty()));
  }

  private static Done setRole(Caller by, AccountId person, WorkspaceRole role) {
    return HOUSE.tell(
        by, new WorkspaceCommand.SetRole(HOUSE.clientId(), HOME.workspace(), person, role));
  }

  private static Receipt remove(Caller by, AccountId person) {
    return HOUSE.tell(
        by, new WorkspaceCommand.RemoveMember(HOUSE.clientId(), HOME.workspace(), person));
  }

  private static BotCreated createBot(Caller by, String name) {
    BotCreated bot =
        HOUSE.tell(by, new WorkspaceCommand.CreateBot(HOUSE.clientId(), HOME.workspace(), name));
    ownerIsMailed(by);
    return bot;
  }

  private static void ownerIsMailed(Caller owner) {
    String email = HOUSE.tell(owner, new AccountCommand.Me()).email().orElseThrow();
    assertThat(HOUSE.post.letter(email).subject()).isEqualTo("A bot of yours got a new token");
  }

  private static Tokens signIn(BotCreated bot) {
    return HOUSE.tell(new AccountCommand.SignInBot(bot.apiToken(), "bot"));
  }

  private static ConversationId group(Caller by, AccountId... people) {
    return HOUSE
        .tell(
            by,
            new GroupCommand.Create(
                HOUSE.clientId(), HOME.workspace(), "Plans", Visibility.PRIVATE, List.of(people)))
        .conversation()
        .id();
  }

  private static void join(ConversationId group, Caller by, AccountId person) {
    HOUSE.tell(by, add(group, Optional.of(person), Optional.empty()));
  }

  private static void addByMail(ConversationId group, String address) {
    HOUSE.tell(HOME.owner(), add(group, Optional.empty(), Optional.of(address)));
  }

  private static MemberCommand.Add add(
      ConversationId group, Optional<AccountId> person, Optional<String> address) {
    return new MemberCommand.Add(
        HOUSE.clientId(),
        group,
        person,
        address,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<WorkspaceMember> member(AccountId person) {
    return HOUSE
        .tell(
            HOME.owner(),
            new WorkspaceCommand.ListMembers(HOME.workspace(), Optional.empty(), Optional.of(200)))
        .members()
        .stream()
        .filter(member -> member.person().id().equals(person))
        .findFirst();
  }

  private static boolean sees(Caller caller, ConversationId conversation) {
    try {
      HOUSE.tell(caller, new ConversationCommand.Show(conversation));
      return true;
    } catch (Failure e) {
      assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
      return false;
    }
  }

  private static ErrorCode code(Callable<?> attempt) {
    Failure failure = catchThrowableOfType(Failure.class, attempt::call);
    assertThat(failure).as("it was allowed").isNotNull();
    return failure.code();
  }

  private static int count(TestHouse house, String sql) {
    return house.db.database().query(handle -> handle.createQuery(sql).mapTo(Integer.class).one());
  }
}
