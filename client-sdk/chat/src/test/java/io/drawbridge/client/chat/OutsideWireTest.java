package io.drawbridge.client.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ReachedConversation;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalClass;
import io.drawbridge.protocol.people.ExternalCounts;
import io.drawbridge.protocol.people.ExternalEntry;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.people.ExternalState;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.people.QuotaUse;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.people.WorkspaceView;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.policy.PolicyView;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.ExternalResult;
import io.drawbridge.protocol.result.PeopleResult;
import io.drawbridge.protocol.result.Phases;
import io.drawbridge.protocol.result.PolicyResult;
import io.drawbridge.protocol.result.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The chat program tells of people from outside, and ends or keeps them as it is told. */
class OutsideWireTest extends FakeTalk {
  /** N-11: what would end is told first, and nothing ends without a yes. */
  @Test
  void externalsAreListedAndEndedAfterAYes() {
    Receipt receipt =
        new Receipt(
            Optional.empty(), List.of(), List.of(), new Phases(1, 2, 3, 6_000), Optional.empty());
    ExternalEntry olga =
        new ExternalEntry(
            Optional.of(OLGA.id()),
            Optional.of(OLGA.name()),
            Optional.of("olga@partner.example"),
            false,
            ExternalState.ACTIVE,
            Optional.of(ExternalClass.MULTI),
            2,
            0,
            Optional.empty(),
            Optional.of("customer"),
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    ReachedConversation reached =
        new ReachedConversation(
            ROOM,
            ConversationKind.THREAD,
            Optional.empty(),
            Optional.of(ROOM),
            Optional.empty(),
            Instant.EPOCH,
            Optional.empty());
    WorkspaceView home = new WorkspaceView(new WorkspaceId(3), "Northwind", WorkspaceRole.ADMIN);
    server
        .on(
            AccountCommand.Me.class,
            me ->
                new AccountResult.Me(
                    new AccountId(4), "Ada", Optional.empty(), false, List.of(home)))
        .on(
            ExternalCommand.ListExternals.class,
            list -> new ExternalResult.Externals(List.of(olga), 1, Optional.empty()))
        .on(
            ExternalCommand.Show.class,
            show -> new ExternalResult.ExternalReach(olga, List.of(reached), false))
        .on(
            ExternalCommand.PreviewEnd.class,
            end -> new ExternalResult.ExternalsToEnd(3, 1, 1, 4, 2, 2, List.of()))
        .on(
            ExternalCommand.End.class,
            end -> new ExternalResult.ExternalsEnded(3, 1, 1, 4, 2, 2, receipt))
        .on(
            ExternalCommand.SetUntil.class,
            set ->
                new ExternalResult.ExternalsDated(
                    2, 1, 1, List.of(new ExternalResult.KeptGrant(OLGA.id(), ROOM, "by policy"))))
        .on(
            PeopleCommand.Find.class,
            find ->
                new PeopleResult.People(
                    find.prefix().equals("Olga")
                        ? List.of(new Person(OLGA.id(), "Olga", true, false))
                        : List.of(new Person(new AccountId(6), "Zoe", false, false))))
        .on(
            PolicyCommand.SetInviter.class,
            set ->
                new PolicyResult.PoliciesSet(
                    new PolicyView(
                        PolicyValues.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()),
                    Optional.empty()))
        .on(
            ExternalCommand.Count.class,
            count ->
                new ExternalResult.Counted(
                    new ExternalCounts(
                        QuotaUse.of(4, Optional.empty(), Optional.empty()),
                        QuotaUse.of(3, Optional.of(2), Optional.of(5)),
                        QuotaUse.of(7, Optional.empty(), Optional.of(7)),
                        12)))
        .on(
            ExternalCommand.HandOver.class,
            hand ->
                new ExternalResult.ExternalsKept(
                    4, 1, List.of(new ExternalResult.KeptGrant(OLGA.id(), ROOM, "not there"))))
        .on(
            ExternalCommand.Confirm.class,
            confirm -> new ExternalResult.ExternalsKept(3, 0, List.of()));

    String record =
        talk(
            "/outside",
            "/outside olga@partner.example",
            "/quota",
            "/inviter Zoe",
            "/inviter Zoe no",
            "/end partner.example",
            "/end partner.example yes",
            "/end zoe",
            "/renew partner.example",
            "/renew partner.example 30",
            "/renew partner.example never",
            "/handover partner.example",
            "/handover partner.example -> Olga",
            "/handover mine -> Olga",
            "/confirm mine");

    assertThat(record)
        .contains("Olga\\x1b[2J", "active    multi  in 2, customer", "thread (hidden), by a group")
        .contains("in several", "3 of 5, warning above 2: warning", "7 of 7: reached")
        .contains(
            "That would end: 2 people in 2 conversations, 3 grants in all, 1 invitations, 5 links"
                + " and requests")
        .contains("To do so: /end partner.example yes")
        .contains("Ended, for good: 2 people in 2 conversations")
        .contains("Nobody from outside is called that")
        .contains("Type the number of days behind the name, or never.")
        .contains("2 grants and 1 invitations end never by themselves.")
        .contains("1 are left as they were:", "by policy")
        .contains("Type a name or a mail domain, ->, and who is to answer for them.")
        .contains("4 grants are theirs to answer for now.", "not there")
        .contains("3 grants are confirmed.");
    assertThat(server.received(PolicyCommand.SetInviter.class))
        .extracting(PolicyCommand.SetInviter::named)
        .containsExactly(true, false);
    assertThat(server.received(ExternalCommand.HandOver.class))
        .extracting(ExternalCommand.HandOver::which)
        .containsExactly(
            new ExternalSelection.OfMailDomain("partner.example"),
            new ExternalSelection.OfInviter(new AccountId(4)));
    assertThat(server.received(ExternalCommand.SetUntil.class))
        .extracting(set -> set.until().isPresent())
        .containsExactly(true, false);
    assertThat(server.received(ExternalCommand.End.class))
        .singleElement()
        .satisfies(end ->
            assertThat(end.which())
                .isEqualTo(new ExternalSelection.OfMailDomain("partner.example")));
  }
}
