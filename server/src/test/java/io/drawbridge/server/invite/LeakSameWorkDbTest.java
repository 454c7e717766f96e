package io.drawbridge.server.invite;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Leak 49, O2: adding by address asks the database the same, in the same order, whether the address
 * is nobody's or belongs to an account: no clock can tell them apart by what is done.
 */
final class LeakSameWorkDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();

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

  /** All that the command asks, what follows its answer included; not what runs by the clock. */
  private static List<List<String>> add(Caller by, ConversationId thread, String email) {
    HOUSE.recorded.visits();
    HOUSE.tell(
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
            Optional.empty()));
    List<List<String>> visits = new ArrayList<>();
    Awaitility.await()
        .atMost(10, TimeUnit.SECONDS)
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
