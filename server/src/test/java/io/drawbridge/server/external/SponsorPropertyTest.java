package io.drawbridge.server.external;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No external stays for longer than the grace without a member who answers for them and is there,
 * whatever people do (N-12). The links are read by their rows, by words of the test's own.
 */
final class SponsorPropertyTest {
  private static final int STEPS = 90;
  private static final int DAYS_MAX = 7;

  /**
   * Externals who are there, and whose state is not what it should be: nobody answers for them, and
   * no end is set, or a later one than any grace gives; or somebody does, and they were to go. A
   * member is there by a link of their own or by that of a group, unless they are suspended or kept
   * off.
   */
  private static final String WRONG =
      """
      with held as (
        select * from link where to_epoch is null and (until is null or until > clock_timestamp())),
      there as (
        select d.person, d.conversation from held d where d.kind = 'direct'
        union
        select m.person, v.conversation from held v
        join held m on m.kind = 'direct' and m.conversation = v.grp
        where v.kind = 'via'
          and not exists (
            select from held x
            where x.kind = 'exclude' and x.person = m.person and x.conversation = v.conversation)),
      answering as (
        select t.* from there t
        join held s on s.kind = 'seat' and s.person = t.person and s.domain = :domain
        where not exists (
          select from link x
          where x.kind = 'suspend' and x.person = t.person and x.domain = :domain and x.to_epoch is null))
      select count(*) from held g
      where g.domain = :domain and g.kind = 'direct' and g.sponsor is not null
        and not exists (
          select from held s where s.kind = 'seat' and s.person = g.person and s.domain = :domain)
        and case
          when exists (
            select from answering a
            where a.person = g.sponsor and a.conversation = g.conversation)
          then g.orphaned_until is not null or g.until is distinct from g.term
          else g.until is null
            or g.orphaned_until is null
            or g.until is distinct from least(g.term, g.orphaned_until)
            or g.orphaned_until > clock_timestamp() + cast(:days as integer) * interval '1 day' end
      """;

  @AutoClose private static final TestHouse HOUSE = new TestHouse();

  private final Guests guests = new Guests(HOUSE);
  private final List<Caller> members = new ArrayList<>();
  private final List<ConversationId> threads = new ArrayList<>();
  private final List<ConversationId> groups = new ArrayList<>();
  private final List<Caller> outside = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void nobodyStaysWithoutSomebodyWhoAnswersForThem(long seed) {
    Random random = new Random(seed);
    setTheScene();
    int done = 0;
    for (int i = 0; i < STEPS; i++) {
      String what = "seed %d, step %d".formatted(seed, i);
      done += step(random) ? 1 : 0;
      assertThat(wrong()).as(what).isZero();
    }
    assertThat(done).as("steps of seed %d that were allowed", seed).isGreaterThan(STEPS / 3);
  }

  private void setTheScene() {
    for (int i = 0; i < 4; i++) {
      members.add(guests.member("m" + i));
    }
    Caller[] all = members.toArray(Caller[]::new);
    groups.add(guests.group(all));
    groups.add(guests.group(members.get(0), members.get(1)));
    threads.add(guests.thread(List.of(), all));
    threads.add(guests.thread(List.of(groups.getFirst()), members.get(0)));
    threads.add(guests.thread(List.of(groups.get(1))));
  }

  /** Returns whether the rules let it happen. */
  private boolean step(Random random) {
    Caller member = members.get(random.nextInt(members.size()));
    ConversationId thread = threads.get(random.nextInt(threads.size()));
    ConversationId group = groups.get(random.nextInt(groups.size()));
    ConversationId anywhere = random.nextBoolean() ? thread : group;
    AccountId who = member.account();
    Caller owner = guests.owner;
    try {
      switch (random.nextInt(14)) {
        case 0, 1, 2 -> outside.add(guests.guest(member, anywhere));
        case 3 -> guests.leave(member, anywhere);
        case 4 -> remove(anywhere, Optional.of(who), Optional.empty(), random.nextBoolean());
        case 5, 6 -> HOUSE.tell(owner, Adding.person(anywhere, who).command());
        case 7 -> remove(thread, Optional.empty(), Optional.of(group), false);
        case 8 -> HOUSE.tell(owner, Adding.group(thread, group).command());
        case 9 ->
            HOUSE.tell(
                owner,
                new WorkspaceCommand.Suspend(
                    Guests.id(), guests.home.workspace(), who, Optional.empty()));
        case 10 ->
            HOUSE.tell(
                owner, new WorkspaceCommand.Unsuspend(Guests.id(), guests.home.workspace(), who));
        case 11 -> {
          Caller guest = outside.isEmpty() ? member : outside.get(random.nextInt(outside.size()));
          return guests.handOver(owner, Guests.grant(guest, anywhere), member).grants() > 0;
        }
        case 12 ->
            HOUSE.tell(
                owner,
                Setting.of(
                    anywhere,
                    Setting.value(PolicyKey.ORPHAN_GRACE_DAYS, random.nextInt(DAYS_MAX + 1))));
        default -> seatOrUnseat(random, member);
      }
      return true;
    } catch (Failure refused) {
      return false;
    }
  }

  private void seatOrUnseat(Random random, Caller member) {
    if (random.nextBoolean()) {
      HOUSE.seat(guests.home.workspace(), member, WorkspaceRole.MEMBER);
    } else {
      HOUSE.tell(
          guests.owner,
          new WorkspaceCommand.RemoveMember(
              Guests.id(), guests.home.workspace(), member.account()));
    }
  }

  private void remove(
      ConversationId conversation,
      Optional<AccountId> person,
      Optional<ConversationId> group,
      boolean allPaths) {
    HOUSE.tell(
        guests.owner,
        new MemberCommand.Remove(
            Guests.id(),
            conversation,
            person,
            group,
            Optional.empty(),
            allPaths,
            Optional.empty()));
  }

  private int wrong() {
    return HOUSE
        .db
        .database()
        .query(handle ->
            handle
                .createQuery(WRONG)
                .bind("domain", guests.home.workspace().value())
                .bind("days", DAYS_MAX)
                .mapTo(Integer.class)
                .one());
  }
}
