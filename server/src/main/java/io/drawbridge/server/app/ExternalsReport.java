package io.drawbridge.server.app;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.LedgerCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalFilter;
import io.drawbridge.protocol.people.ExternalOrder;
import io.drawbridge.protocol.result.ExternalResult.ExternalReach;
import io.drawbridge.protocol.result.ExternalResult.Externals;
import io.drawbridge.protocol.result.LedgerResult.MessageLedger;
import io.drawbridge.protocol.result.LedgerResult.PersonLedger;
import io.drawbridge.protocol.result.WorkspaceResult.WorkspaceExternals;
import io.drawbridge.server.assembly.StartTrouble;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.Looker;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.external.ExternalConsole;
import io.drawbridge.server.ledger.Ledger;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Prints who from outside sees what, for the operator at the machine: as the records of the
 * protocol, one JSON object a line. What admins cannot find by themselves has no name here either,
 * and each look is recorded in the workspace's audit as the server's.
 */
@LetsOut(Surface.TERMINAL)
final class ExternalsReport {
  /** Workspaces that are named to an operator who has to choose one. */
  private static final int WORKSPACES_MAX = 20;

  private final FrameCodec codec = new FrameCodec();
  private final ExternalConsole console;
  private final Ledger ledger;
  private final WorkspaceId workspace;
  private final int most;
  private final PrintWriter out;

  /** The last line where not all is printed. */
  private record Cut(boolean more, String expected) {}

  /** A page of anything. */
  private record Page<T>(List<T> entries, Optional<String> next) {}

  /**
   * @param workspace which one; empty: the only one
   * @param most lines that are printed of a list
   */
  ExternalsReport(Database database, Optional<WorkspaceId> workspace, int most, PrintWriter out) {
    PrivilegedReads reads = new PrivilegedReads(database, codec);
    this.console = new ExternalConsole(database, reads);
    this.ledger = new Ledger(database, reads);
    this.workspace = workspace.orElseGet(this::only);
    this.most = most;
    this.out = out;
  }

  private WorkspaceId only() {
    Map<WorkspaceId, String> all = console.workspaces(WORKSPACES_MAX);
    if (all.size() == 1) {
      return all.keySet().iterator().next();
    }
    throw new StartTrouble(
        "--workspace: none given (expected: one of these: %s)"
            .formatted(
                all.entrySet().stream()
                    .map(each -> each.getKey() + " " + each.getValue())
                    .collect(Collectors.joining(", "))));
  }

  void list(ExternalFilter filter, ExternalOrder order) {
    all(after -> {
      Externals page =
          console
              .list(
                  Looker.OPERATOR,
                  new ExternalCommand.ListExternals(
                      workspace, Optional.of(filter), Optional.of(order), after, pageLimit()))
              .result();
      return new Page<>(page.externals(), page.next());
    });
  }

  void count() {
    print(console.count(Looker.OPERATOR, new ExternalCommand.Count(workspace)).result().counts());
  }

  void show(AccountId person) {
    ExternalReach reach =
        console.show(Looker.OPERATOR, new ExternalCommand.Show(workspace, person)).result();
    print(reach.external());
    reach.conversations().forEach(this::print);
    if (reach.more()) {
      cut();
    }
  }

  void grants() {
    all(after -> {
      WorkspaceExternals page =
          console
              .grants(
                  Looker.OPERATOR,
                  new WorkspaceCommand.ListExternals(workspace, after, pageLimit()))
              .result();
      return new Page<>(page.externals(), page.next());
    });
  }

  void ofMessage(ConversationId conversation, long pos) {
    all(after -> {
      MessageLedger page =
          ledger
              .ofMessage(
                  Looker.OPERATOR,
                  new LedgerCommand.OfMessage(workspace, conversation, pos, after, pageLimit()))
              .result();
      if (after.isEmpty()) {
        print(page.message());
      }
      return new Page<>(page.readers(), page.next());
    });
  }

  void ofPerson(AccountId person, Optional<Instant> at) {
    all(after -> {
      PersonLedger page =
          ledger
              .ofPerson(
                  Looker.OPERATOR,
                  new LedgerCommand.OfPerson(workspace, person, at, after, pageLimit()))
              .result();
      if (after.isEmpty()) {
        print(
            new PersonLedger(
                page.person(),
                page.at(),
                page.member(),
                page.suspended(),
                List.of(),
                Optional.empty()));
      }
      return new Page<>(page.conversations(), page.next());
    });
  }

  void why(AccountId person, ConversationId conversation) {
    print(
        ledger
            .why(Looker.OPERATOR, new LedgerCommand.Why(workspace, person, conversation))
            .result());
  }

  private static Optional<Integer> pageLimit() {
    return Optional.of(Limits.LIST_PAGE_MAX);
  }

  private <T> void all(Function<Optional<String>, Page<T>> pages) {
    int printed = 0;
    Optional<String> after = Optional.empty();
    do {
      Page<T> page = pages.apply(after);
      for (T entry : page.entries()) {
        if (printed == most) {
          cut();
          return;
        }
        print(entry);
        printed++;
      }
      after = page.next();
    } while (after.isPresent());
  }

  private void cut() {
    print(new Cut(true, "a filter, or a larger --limit"));
  }

  private void print(Object line) {
    out.println(codec.json(line));
  }
}
