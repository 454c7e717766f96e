package io.drawbridge.server.edge.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.ConversationId;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameters beside a list of addresses in CSV (HCL-9). */
class AdditionsByCsvTest {
  private static final ConversationId GROUP = new ConversationId(5);

  private static MemberCommand.AddMany command(String parameters) {
    Target target = Target.of(HttpMethod.POST, "/v1/additions/" + GROUP + parameters);
    assertThat(target).isInstanceOf(Target.Additions.class);
    return AdditionsByCsv.command((Target.Additions) target, "a@b.example".getBytes(UTF_8));
  }

  @Test
  void everyFieldIsAParameter() {
    MemberCommand.AddMany command =
        command(
            "?client_id=1&history=last_days+30&note=a%26b&until=2027-01-31T12:00:00Z&relation=x");
    assertThat(command.conversation()).isEqualTo(GROUP);
    assertThat(command.history()).contains(HistoryWindow.lastDays(30));
    assertThat(command.note()).contains("a&b");
    assertThat(command.until()).contains(Instant.parse("2027-01-31T12:00:00Z"));
    assertThat(command.relation()).contains("x");
    assertThat(command.rows()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?",
        "?client_id=1&client_id=2",
        "?client_id=1&rows=2",
        "?client_id=1&note=%zz",
        "?client_id=1&until=2027-01-31",
        "?client_id=1&history=from_message",
        "?client_id=1&history=last_days+0"
      })
  void othersAreRefused(String parameters) {
    assertThatThrownBy(() -> command(parameters)).isInstanceOf(ProtocolException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"c_iiiiiiiiiiiii", "c_1", "C_1f3z8t0p6y2wd", "c_1f3z8t0p6y2wd/"})
  void otherPathsAreNothing(String conversation) {
    assertThat(Target.of(HttpMethod.POST, "/v1/additions/" + conversation))
        .isInstanceOf(Target.Nothing.class);
  }
}
