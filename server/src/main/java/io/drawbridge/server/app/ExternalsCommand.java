package io.drawbridge.server.app;

import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.server.config.ServerConfig;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * Tells an operator who from outside sees what, and ends it. What only looks reads the database, as
 * the other tasks of an operator do, whether or not a server runs.
 */
@Command(
    name = ExternalsCommand.NAME,
    description = {
      "tell who from outside sees what, one JSON object a line:",
      "  list               everybody from outside; the filters choose",
      "  count              how many, beside the quotas",
      "  show PERSON        what one of them reaches, and by what",
      "  grants             who was let into what",
      "  message CONVERSATION POS   who could see a message, when, by what, and did it reach them",
      "  person PERSON      what somebody can see, or could --at a time",
      "  why PERSON CONVERSATION    why somebody sees a conversation, or why not",
      "  end person PERSON, end mail-domain DOMAIN, end inviter PERSON, end conversation ID",
      "                     what would end; with --apply it ends, by the running server",
    },
    mixinStandardHelpOptions = true)
final class ExternalsCommand implements Callable<Integer> {
  static final String NAME = "externals";

  private static final String EXPECTED =
      "list, count, show, grants, message, person, why or end, with what --help says";

  @Mixin private final ConfigFlags flags;
  @Mixin private final ServerFlags server;
  @Mixin private final ExternalsFilter wanted = new ExternalsFilter();

  @Parameters(index = "0", arity = "0..1", paramLabel = "TASK", description = "list if none")
  private String task = "list";

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "WORD", description = "more of the task")
  private List<String> words = List.of();

  @Option(names = "--workspace", paramLabel = "ID", description = "which one, if there are several")
  private @Nullable String workspace;

  @Option(
      names = "--limit",
      paramLabel = "LINES",
      description = "lines of a list; default ${DEFAULT-VALUE}")
  private int limit = 1_000;

  @Option(names = "--at", paramLabel = "TIME", description = "such as 2026-11-30T12:00:00Z")
  private @Nullable Instant at;

  @Option(names = "--apply", description = "end it")
  private boolean apply;

  @Option(names = "--reason", paramLabel = "TEXT", description = "why it ends, for the audit")
  private @Nullable String reason;

  ExternalsCommand(Map<String, String> environment) {
    this.flags = new ConfigFlags(environment);
    this.server = new ServerFlags(environment);
  }

  @Override
  public Integer call() {
    try {
      if (task.equals("end") && words.size() == 2) {
        end(selection(words.get(0), words.get(1)));
      } else {
        Consumer<ExternalsReport> look = look();
        Optional<WorkspaceId> which = which();
        AdminWork.carryOut(
            flags.load(),
            work -> look.accept(new ExternalsReport(work.database(), which, limit, flags.out())));
      }
    } catch (ProtocolException mistake) {
      throw new ParameterException(flags.commandLine(), mistake.getMessage(), mistake);
    }
    return 0;
  }

  /** Reads all of the task before anything is opened. */
  private Consumer<ExternalsReport> look() {
    return switch (task + " " + words.size()) {
      case "list 0" -> {
        var filter = wanted.filter();
        var order = wanted.order();
        yield report -> report.list(filter, order);
      }
      case "count 0" -> ExternalsReport::count;
      case "grants 0" -> ExternalsReport::grants;
      case "show 1" -> {
        AccountId person = AccountId.parse(words.getFirst());
        yield report -> report.show(person);
      }
      case "message 2" -> {
        ConversationId conversation = ConversationId.parse(words.getFirst());
        long pos = number(words.getLast());
        yield report -> report.ofMessage(conversation, pos);
      }
      case "person 1" -> {
        AccountId person = AccountId.parse(words.getFirst());
        yield report -> report.ofPerson(person, Optional.ofNullable(at));
      }
      case "why 2" -> {
        AccountId person = AccountId.parse(words.getFirst());
        ConversationId conversation = ConversationId.parse(words.getLast());
        yield report -> report.why(person, conversation);
      }
      default -> throw unknown();
    };
  }

  private ExternalSelection selection(String kind, String name) {
    return switch (kind) {
      case "person" -> new ExternalSelection.OfPerson(AccountId.parse(name));
      case "mail-domain" -> new ExternalSelection.OfMailDomain(name);
      case "inviter" -> new ExternalSelection.OfInviter(AccountId.parse(name));
      case "conversation" -> new ExternalSelection.OfConversation(ConversationId.parse(name));
      default -> throw unknown();
    };
  }

  private void end(ExternalSelection which) {
    ServerConfig config = flags.load();
    ExternalsEnding ending =
        new ExternalsEnding(server.address(config), server.token("end"), flags.out());
    if (apply) {
      ending.apply(which(), which, Optional.ofNullable(reason));
    } else {
      ending.rehearse(which(), which);
    }
  }

  private Optional<WorkspaceId> which() {
    return Optional.ofNullable(workspace).map(WorkspaceId::parse);
  }

  private long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new ParameterException(
          flags.commandLine(), "POS: no number (expected: the position of a message)", e);
    }
  }

  private ParameterException unknown() {
    return new ParameterException(
        flags.commandLine(),
        "unknown task: %s (expected: %s)"
            .formatted((task + " " + String.join(" ", words)).strip(), EXPECTED));
  }
}
