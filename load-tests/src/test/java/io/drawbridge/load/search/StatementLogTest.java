package io.drawbridge.load.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatementLogTest {
  @Test
  void whatWasExecutedIsFoundWithItsParameters() {
    String log =
        """
        2026-12-02 05:44:02.123 UTC [17] LOG:  duration: 0.1 ms  parse <unnamed>: select 1 @@ $1
        2026-12-02 05:44:02.124 UTC [17] LOG:  duration: 0.2 ms  execute S_1: select $1, $2
        \tfrom m where a @@ $10
        2026-12-02 05:44:02.124 UTC [17] DETAIL:  Parameters: $1 = 'it''s $2', $2 = NULL, $10 = '7'
        2026-12-02 05:44:02.125 UTC [17] LOG:  duration: 0.2 ms  execute S_2: select 2
        """;
    assertThat(StatementLog.statements(log, List.of("@@")))
        .containsExactly("select 'it''s $2', NULL\nfrom m where a @@ '7'");
  }
}
