package io.drawbridge.server.edge.http;

import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.codec.AddresseesReader;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.text.Check;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes {@code member.add_many} of a body of CSV, whose other fields are the parameters of the
 * request. Stateless.
 */
public final class AdditionsByCsv {
  private static final String CLIENT_ID = "client_id";
  private static final String HISTORY = "history";
  private static final String NOTE = "note";
  private static final String UNTIL = "until";
  private static final String RELATION = "relation";
  private static final String CLOSED = "ends_on_close";
  private static final String SPONSOR = "ends_with_sponsor";
  private static final String IDLE = "idle_days";
  private static final String CONFIRM = "confirm_first";
  private static final Set<String> NAMES =
      Set.of(CLIENT_ID, HISTORY, NOTE, UNTIL, RELATION, CLOSED, SPONSOR, IDLE, CONFIRM);

  private AdditionsByCsv() {}

  /**
   * The command.
   *
   * @throws ProtocolException if a parameter or the CSV is wrong
   */
  public static MemberCommand.AddMany command(Target.Additions target, byte[] csv) {
    Map<String, List<String>> given = parameters(target.uri());
    String clientId =
        one(given, CLIENT_ID)
            .orElseThrow(() -> Check.invalid(CLIENT_ID, "missing (expected: a parameter)"));
    return new MemberCommand.AddMany(
        clientId,
        target.conversation(),
        AddresseesReader.read(csv),
        one(given, HISTORY).map(AdditionsByCsv::window),
        one(given, NOTE),
        one(given, UNTIL).map(AdditionsByCsv::time),
        one(given, RELATION),
        conditions(given),
        one(given, CONFIRM).map(text -> yes(CONFIRM, text)));
  }

  private static Optional<EndConditions> conditions(Map<String, List<String>> given) {
    EndConditions conditions =
        new EndConditions(
            one(given, CLOSED).map(text -> yes(CLOSED, text)).orElse(false),
            one(given, SPONSOR).map(text -> yes(SPONSOR, text)).orElse(false),
            one(given, IDLE).map(AdditionsByCsv::days));
    return Optional.of(conditions).filter(it -> !it.none());
  }

  private static boolean yes(String name, String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Check.invalid(name, "another (expected: true or false)");
    };
  }

  private static int days(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException malformed) {
      throw Check.invalid(IDLE, "not a number (expected: of days)");
    }
  }

  private static Map<String, List<String>> parameters(String uri) {
    Map<String, List<String>> given;
    try {
      given = new QueryStringDecoder(uri).parameters();
    } catch (IllegalArgumentException malformed) {
      throw Check.invalid("parameters", "malformed (expected: such as client_id=1&note=Hello)");
    }
    for (Map.Entry<String, List<String>> each : given.entrySet()) {
      if (!NAMES.contains(each.getKey()) || each.getValue().size() != 1) {
        throw Check.invalid(
            "parameters",
            "another, or one twice (expected: client_id, history, note, until, relation,"
                + " ends_on_close, ends_with_sponsor, idle_days, confirm_first)");
      }
    }
    return given;
  }

  private static Optional<String> one(Map<String, List<String>> given, String name) {
    return Optional.ofNullable(given.get(name)).map(List::getFirst);
  }

  private static HistoryWindow window(String text) {
    return HistoryWindow.parse(text)
        .orElseThrow(() ->
            Check.invalid(
                HISTORY, "another (expected: one of from_now, everything, last_days 30)"));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException malformed) {
      throw Check.invalid(UNTIL, "not a time (expected: such as 2027-01-31T12:00:00Z)");
    }
  }
}
