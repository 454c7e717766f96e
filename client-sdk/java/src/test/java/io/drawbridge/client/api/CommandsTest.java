package io.drawbridge.client.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.command.SeatCommand.Keep;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.conversation.RosterState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.Addressee;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.policy.ExternalInvite;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.result.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Tests which command stands behind each sentence of the API. */
class CommandsTest {

  private static final ConversationId THREAD = new ConversationId(7);
  private static final ConversationId GROUP = new ConversationId(8);
  private static final WorkspaceId HOME = new WorkspaceId(9);
  private static final AccountId ANN = new AccountId(2);
  private static final AccountId BEN = new AccountId(3);
  private static final InvitationId INVITATION = new InvitationId(4);

  private final Sent sent = new Sent();

  @Test
  void additionSaysWhatWasChosenAndNothingElse() {
    Instant end = Instant.parse("2027-01-01T00:00:00Z");

    var _ =
        sent.members()
            .add(THREAD, Whom.email("sam@partner.example"))
            .name("Sam")
            .history(HistoryWindow.lastDays(3))
            .note("Hello")
            .until(end)
            .relation("supplier")
            .send();
    var _ = sent.members().add(THREAD, Whom.person(ANN)).send();
    var _ = sent.members().add(THREAD, Whom.group(GROUP)).send();

    assertThat(sent.commands)
        .containsExactly(
            new MemberCommand.Add(
                "id-1",
                THREAD,
                Optional.empty(),
                Optional.of("sam@partner.example"),
                Optional.empty(),
                Optional.of("Sam"),
                Optional.of(new HistoryWindow.LastDays(3)),
                Optional.of("Hello"),
                Optional.of(end),
                Optional.of("supplier"),
                Optional.empty(),
                Optional.empty()),
            plain("id-2", Optional.of(ANN), Optional.empty()),
            plain("id-3", Optional.empty(), Optional.of(GROUP)));
  }

  @Test
  void manyAdditionsAreOneCommand() {
    Instant end = Instant.parse("2027-01-01T00:00:00Z");
    List<Addressee> rows =
        List.of(new Addressee("sam@partner.example", Optional.of("Sam"), Optional.of("Quint")));

    var _ =
        sent.members()
            .addMany(THREAD, rows)
            .history(HistoryWindow.lastDays(3))
            .note("Hello")
            .until(end)
            .relation("supplier")
            .send();

    assertThat(sent.commands)
        .containsExactly(
            new MemberCommand.AddMany(
                "id-1",
                THREAD,
                rows,
                Optional.of(new HistoryWindow.LastDays(3)),
                Optional.of("Hello"),
                Optional.of(end),
                Optional.of("supplier"),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void additionSentTwiceIsTwoChanges() {
    Addition addition = sent.members().add(THREAD, Whom.person(ANN));

    var _ = addition.send();
    var _ = addition.send();

    assertThat(sent.commands)
        .containsExactly(
            plain("id-1", Optional.of(ANN), Optional.empty()),
            plain("id-2", Optional.of(ANN), Optional.empty()));
  }

  @Test
  void joinLinkSaysWhatWasChosenAndNothingElse() {
    Instant end = Instant.parse("2027-01-01T00:00:00Z");

    var _ =
        sent.joinLinks()
            .create(THREAD)
            .uses(5)
            .expiresAt(end)
            .mailDomains("partner.example")
            .withoutApproval()
            .history(HistoryWindow.lastDays(3))
            .days(30)
            .relation("supplier")
            .note("Hello")
            .send();
    var _ = sent.joinLinks().create(THREAD).until(end).send();

    assertThat(sent.commands)
        .containsExactly(
            new JoinCommand.CreateLink(
                "id-1",
                THREAD,
                Optional.of(end),
                Optional.of(5),
                Optional.of(List.of("partner.example")),
                Optional.of(false),
                Optional.of(HistoryWindow.lastDays(3)),
                Optional.empty(),
                Optional.of(30),
                Optional.of("supplier"),
                Optional.of("Hello"),
                Optional.empty(),
                Optional.empty()),
            new JoinCommand.CreateLink(
                "id-2",
                THREAD,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(end),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void removalNamesAPersonAGroupOrAnInvitation() {
    Members members = sent.members();

    var _ = members.remove(THREAD, Whom.person(ANN)).allPaths().reason("It is settled.").send();
    var _ = members.remove(THREAD, Whom.group(GROUP)).send();
    var _ = members.remove(THREAD, Member.invited(INVITATION)).send();
    var _ = members.remove(THREAD, Whom.person(ANN)).allPaths().preview();
    var _ = members.remove(THREAD, Whom.group(GROUP)).preview();

    assertThat(sent.commands)
        .containsExactly(
            new MemberCommand.Remove(
                "id-1",
                THREAD,
                Optional.of(ANN),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.of("It is settled.")),
            removal("id-2", Optional.of(GROUP), Optional.empty()),
            removal("id-3", Optional.empty(), Optional.of(INVITATION)),
            new MemberCommand.PreviewRemove(THREAD, Optional.of(ANN), Optional.empty(), true),
            new MemberCommand.PreviewRemove(THREAD, Optional.empty(), Optional.of(GROUP), false));
  }

  @Test
  void openInvitationOfAnEntryIsTakenBackBeforeThePersonIsTakenOut() {
    Optional<Person> ann = Optional.of(new Person(ANN, "Ann", true, false));

    assertThat(Member.of(entry(ann, Optional.of(INVITATION))))
        .isEqualTo(Member.invited(INVITATION));
    assertThat(Member.of(entry(ann, Optional.empty()))).isEqualTo(Whom.person(ANN));
    assertThatThrownBy(() -> Member.of(entry(Optional.empty(), Optional.empty())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: a person, a group or an invitation");
  }

  @Test
  void threadIsAddressedToAllThatWereNamed() {
    var _ = sent.threads().create("Invoice 12").in(HOME).people(ANN).people(List.of(BEN)).send();
    var _ = sent.threads().create("Alone").groups(GROUP).text("first words").send();

    assertThat(sent.commands)
        .containsExactly(
            new ThreadCommand.Create(
                "id-1",
                Optional.of(HOME),
                "Invoice 12",
                List.of(ANN, BEN),
                List.of(),
                Optional.empty()),
            new ThreadCommand.Create(
                "id-2",
                Optional.empty(),
                "Alone",
                List.of(),
                List.of(GROUP),
                Optional.of("first words")));
  }

  @Test
  void directTalkIsWithPeopleOrTheOwnerOfAnAddress() {
    var _ = sent.conversations().direct(ANN, BEN).in(HOME).send();
    var _ = sent.conversations().direct(Whom.email("sam@partner.example")).send();

    assertThat(sent.commands)
        .containsExactly(
            new DmCommand.Open("id-1", Optional.of(HOME), List.of(ANN, BEN), Optional.empty()),
            new DmCommand.Open(
                "id-2", Optional.empty(), List.of(), Optional.of("sam@partner.example")));
  }

  @Test
  void policiesAreSetAndTakenBackAtBothLevels() {
    PolicyValues admins = PolicyValues.NONE.externalInvite(ExternalInvite.ADMINS);
    var _ = sent.policies().set(HOME, admins);
    var _ = sent.policies().set(THREAD, admins);
    var _ = sent.policies().reset(HOME, PolicyKey.EXTERNAL_DM);
    var _ = sent.policies().reset(THREAD, PolicyKey.EXTERNAL_INVITE);

    assertThat(sent.commands)
        .containsExactly(
            new PolicyCommand.Set("id-1", Optional.of(HOME), Optional.empty(), admins, List.of()),
            new PolicyCommand.Set("id-2", Optional.empty(), Optional.of(THREAD), admins, List.of()),
            new PolicyCommand.Set(
                "id-3",
                Optional.of(HOME),
                Optional.empty(),
                PolicyValues.NONE,
                List.of(PolicyKey.EXTERNAL_DM)),
            new PolicyCommand.Set(
                "id-4",
                Optional.empty(),
                Optional.of(THREAD),
                PolicyValues.NONE,
                List.of(PolicyKey.EXTERNAL_INVITE)));
  }

  /** G-29, N-18. */
  @Test
  void seatsAndRemovalsAreTakenAndGivenBack() {
    List<Keep> keep = List.of(new Keep(THREAD));
    var _ = sent.workspaces().demote(HOME, ANN, keep);
    var _ = sent.workspaces().previewDemote(HOME, ANN, keep);
    var _ = sent.workspaces().promote(HOME, ANN);
    var _ = sent.workspaces().leave(HOME, BEN);
    var _ = sent.members().undoRemove(THREAD, Whom.person(ANN), true);
    var _ = sent.members().undoRemove(THREAD, Whom.group(GROUP), false);

    assertThat(sent.commands)
        .containsExactly(
            new SeatCommand.Demote("id-1", HOME, ANN, keep, Optional.empty()),
            new SeatCommand.PreviewDemote(HOME, ANN, keep),
            new SeatCommand.Promote("id-2", HOME, ANN, Optional.empty(), Optional.empty()),
            new SeatCommand.Leave("id-3", HOME, Optional.of(BEN)),
            new MemberCommand.UndoRemove("id-4", THREAD, Optional.of(ANN), Optional.empty(), true),
            new MemberCommand.UndoRemove(
                "id-5", THREAD, Optional.empty(), Optional.of(GROUP), false));
    assertThatThrownBy(() -> sent.members().undoRemove(THREAD, Member.invited(INVITATION), true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatBreaksALimitIsNotSent() {
    Addition addition = sent.members().add(THREAD, Whom.email("nobody"));

    assertThatThrownBy(addition::send).isInstanceOf(ProtocolException.class);
    assertThat(sent.commands).isEmpty();
  }

  private static MemberCommand.Add plain(
      String id, Optional<AccountId> person, Optional<ConversationId> group) {
    return new MemberCommand.Add(
        id,
        THREAD,
        person,
        Optional.empty(),
        group,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static MemberCommand.Remove removal(
      String id, Optional<ConversationId> group, Optional<InvitationId> invitation) {
    return new MemberCommand.Remove(
        id, THREAD, Optional.empty(), group, invitation, false, Optional.empty());
  }

  private static RosterEntry entry(Optional<Person> person, Optional<InvitationId> invitation) {
    return new RosterEntry(
        person,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        invitation,
        RosterState.INVITED,
        ConversationRole.MEMBER,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Keeps what is sent, and answers nothing. */
  private static final class Sent implements Commands {
    final List<Command<?>> commands = new ArrayList<>();
    private int ids;

    @Override
    public <R extends Result> CompletableFuture<R> call(Command<R> command) {
      commands.add(command);
      return new CompletableFuture<>();
    }

    @Override
    public String nextClientId() {
      return "id-" + ++ids;
    }
  }
}
