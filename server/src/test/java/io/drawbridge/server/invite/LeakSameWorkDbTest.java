package io.drawbridge.server.invite;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Addressee;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Leak 49, O2: adding by address asks the database the same, in the same order, whether the address
 * is nobody's or belongs to an account: no clock can tell them apart by what is done.
 */
final class LeakSameWorkDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();

  /** The size of a part of {@code member.add_many}. */
  private static final int PART = 25;

  @Test
  void addressWithAndWithoutAnAccountIsTheSameWorkLeak49() {
    TestHouse.Home home = HOUSE.workspace("North");
    HOUSE.person("known@firm.example");
    HOUSE.person("warm@firm.example");
    ConversationId thread = thread(home);
    add(home.owner(), thread, "warm@firm.example");
    add(home.owner(), thread, "cold@firm.example");
    List<List<String>> known = add(home.owner(), thread, "known@firm.example");
    List<List<String>> unknown = add(home.owner(), thread, "unknown@firm.example");
    assertThat(unknown).isNotEmpty().isEqualTo(known);
  }

  /** The same for many at once, whatever the share of accounts; and not more for more of them. */
  @Test
  void manyAddressesAreTheSameWorkHoweverManyHaveAnAccountLeak49() {
    TestHouse.Home home = HOUSE.workspace("South");
    HOUSE.db.execute(
        """
        insert into account (id, kind, email, name, email_verified_at)
        select n, 'person', 'known' || n - 1 || '@list.example', 'Known', now()
        from generate_series(1, ?) as n
        union all select 26, 'person', 'warm0@list.example', 'Warm', now()
        """,
        PART);
    ConversationId thread = thread(home);
    addMany(home.owner(), thread, "warm", 1);
    addMany(home.owner(), thread, "cold", 1);
    List<List<String>> unknown = addMany(home.owner(), thread, "unknown", PART);
    assertThat(addMany(home.owner(), thread, "known", PART)).isEqualTo(unknown);
    assertThat(addMany(home.owner(), thread, "single", 1)).isEqualTo(unknown);
    // It is eighteen statements now, of three visits to the database.
    assertThat(unknown.stream().mapToInt(List::size).sum()).isBetween(PART / 2, PART);
    // Each row asks a quota of externals (G-23), which is read once for all.
    HOUSE.tell(
        home.owner(),
        Setting.of(home.workspace(), Setting.value(PolicyKey.QUOTA_EXTERNAL_MAX, 1_000)));
    addMany(home.owner(), thread, "again", 1);
    List<List<String>> bound = addMany(home.owner(), thread, "bound", PART);
    assertThat(addMany(home.owner(), thread, "alone", 1)).isEqualTo(bound);
  }

  private static List<List<String>> addMany(
      Caller by, ConversationId thread, String prefix, int count) {
    return work(
        by,
        new MemberCommand.AddMany(
            HOUSE.clientId(),
            thread,
            IntStream.range(0, count)
                .mapToObj(i ->
                    new Addressee(
                        "%s%d@list.example".formatted(prefix, i),
                        Optional.empty(),
                        Optional.empty()))
                .toList(),
            Optional.empty(),
            Optional.of("Please join"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private static List<List<String>> add(Caller by, ConversationId thread, String email) {
    return work(
        by,
        new MemberCommand.Add(
            HOUSE.clientId(),
            thread,
            Optional.empty(),
            Optional.of(email),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("Please join"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  /** All that the command asks, what follows its answer included; not what runs by the clock. */
  private static List<List<String>> work(Caller by, MemberCommand<?> command) {
    HOUSE.recorded.visits();
    HOUSE.tell(by, command);
    List<List<String>> visits = new ArrayList<>();
    Awaitility.await()
        .atMost(30, TimeUnit.SECONDS)
        .until(() -> {
          HOUSE.recorded.visits().stream()
              .filter(visit -> visit.stream().noneMatch(LeakSameWorkDbTest::byTheClock))
              .forEach(visits::add);
          return visits.stream().anyMatch(LeakSameWorkDbTest::tellsTheAddressee);
        });
    return visits;
  }

  private static boolean tellsTheAddressee(List<String> visit) {
    return visit.getFirst().equals("query")
        && visit.size() > 2
        && visit.stream().anyMatch(sql -> sql.contains("from account where email"));
  }

  /** The sweep of expired links, and the view, which is read forward at a time of its own. */
  private static boolean byTheClock(String sql) {
    return sql.contains("select distinct domain")
        || sql.contains("select d.epoch as now_epoch, l.");
  }

  private static ConversationId thread(TestHouse.Home home) {
    return HOUSE
        .tell(
            home.owner(),
            new ThreadCommand.Create(
                HOUSE.clientId(),
                Optional.of(home.workspace()),
                "Offer",
                List.of(),
                List.of(),
                Optional.empty()))
        .conversation()
        .id();
  }
}
