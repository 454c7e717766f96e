package io.drawbridge.server.app;

import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.ExternalClass;
import io.drawbridge.protocol.people.ExternalFilter;
import io.drawbridge.protocol.people.ExternalOrder;
import io.drawbridge.protocol.people.ExternalState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which externals are wanted, and in which order. */
final class ExternalsFilter {
  @Option(
      names = "--state",
      split = ",",
      paramLabel = "STATE",
      description =
          "active, orphaned, pending, suspended, expired or former; the first four if none")
  private List<String> states = List.of();

  @Option(
      names = "--class",
      paramLabel = "CLASS",
      description = "single: in one conversation; multi: in several")
  private @Nullable String externalClass;

  @Option(names = "--in", paramLabel = "CONVERSATION", description = "in it, or invited to it")
  private @Nullable String conversation;

  @Option(
      names = "--mail-domain",
      paramLabel = "DOMAIN",
      description = "with an address there, such as partner.example")
  private @Nullable String mailDomain;

  @Option(names = "--sponsor", paramLabel = "PERSON", description = "let in by them last")
  private @Nullable String sponsor;

  @Option(names = "--relation", paramLabel = "TEXT", description = "what they are to the workspace")
  private @Nullable String relation;

  @Option(names = "--text", paramLabel = "TEXT", description = "in their name or address")
  private @Nullable String text;

  @Option(names = "--since-from", paramLabel = "TIME", description = "here since then or later")
  private @Nullable Instant sinceFrom;

  @Option(names = "--since-to", paramLabel = "TIME", description = "here since before then")
  private @Nullable Instant sinceTo;

  @Option(
      names = "--unseen-since",
      paramLabel = "TIME",
      description = "have read nothing that was sent then or later")
  private @Nullable Instant unseenSince;

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description = "name, newest, unseen or grants; name if none")
  private @Nullable String order;

  ExternalFilter filter() {
    return new ExternalFilter(
        states.isEmpty()
            ? Optional.empty()
            : Optional.of(
                states.stream().map(it -> WireName.parse(ExternalState.class, it)).toList()),
        Optional.ofNullable(externalClass).map(it -> WireName.parse(ExternalClass.class, it)),
        Optional.ofNullable(conversation).map(ConversationId::parse),
        Optional.ofNullable(mailDomain),
        Optional.ofNullable(sponsor).map(AccountId::parse),
        Optional.ofNullable(relation),
        Optional.ofNullable(text),
        Optional.ofNullable(sinceFrom),
        Optional.ofNullable(sinceTo),
        Optional.ofNullable(unseenSince));
  }

  ExternalOrder order() {
    return order == null ? ExternalOrder.NAME : WireName.parse(ExternalOrder.class, order);
  }
}
