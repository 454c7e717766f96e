package io.drawbridge.load.cluster;

import io.drawbridge.load.audit.Auditor;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.MemberResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * An external who is let into a conversation and taken out of it, again and again, with a socket at
 * any node. One thread plays them.
 */
final class Guest {
  private static final Duration HEARS_WITHIN = Duration.ofSeconds(4);
  private static final int TRIES = 3;
  private static final int IN_MS_MAX = 400;
  private static final int OUT_MS_MIN = 150;
  private static final int OUT_MS_MAX = 1_200;

  private final String name;
  private final AccountResult.Tokens tokens;
  private final ConversationId conversation;
  private final Workspace workspace;
  private final Asking asking;
  private final Auditor auditor;
  private final Tally tally;
  private final SplittableRandom random;
  private final AtomicInteger connection = new AtomicInteger();
  private Optional<Wire> wire = Optional.empty();

  /** The things that all guests share. */
  record Place(Workspace workspace, Asking asking, Auditor auditor, Tally tally) {}

  Guest(
      String name,
      AccountResult.Tokens tokens,
      ConversationId conversation,
      Place place,
      SplittableRandom random) {
    this.name = name;
    this.tokens = tokens;
    this.conversation = conversation;
    this.workspace = place.workspace();
    this.asking = place.asking();
    this.auditor = place.auditor();
    this.tally = place.tally();
    this.random = random;
  }

  /** Comes and goes as long as it is wanted. */
  void play(BooleanSupplier wanted) throws IOException, InterruptedException {
    while (wanted.getAsBoolean()) {
      connect();
      add();
      listen();
      // Removals come at any moment of a stay.
      TimeUnit.MILLISECONDS.sleep(random.nextInt(IN_MS_MAX));
      remove();
    }
    wire.ifPresent(Guest::close);
  }

  private void add() {
    Asking.Answered<MemberResult.MemberAdded> added =
        asking.ask(workspace.owner(), workspace.adding(conversation, tokens.account()));
    auditor.added(conversation.toString(), name, false, added.first(), added.answered());
  }

  /** Has a socket that hears the conversation, at another node if one does not do. */
  private void listen() throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      connect();
      try {
        if (wire.isPresent() && wire.get().hears(HEARS_WITHIN)) {
          return;
        }
      } catch (IOException ended) {
        // seen as that by the next look
      }
    }
  }

  private void connect() throws InterruptedException {
    if (wire.isPresent() && !wire.get().ended()) {
      return;
    }
    wire.ifPresent(Guest::close);
    wire = Optional.empty();
    int number = connection.incrementAndGet();
    try {
      wire =
          Optional.of(
              Wire.to(
                  asking.node(random).uri(),
                  tokens.accessToken().value(),
                  conversation,
                  pos -> auditor.received(conversation.toString(), name, number, pos)));
    } catch (IOException refused) {
      TimeUnit.MILLISECONDS.sleep(OUT_MS_MIN);
    }
  }

  private void remove() throws IOException, InterruptedException {
    String begun = tally.now();
    Asking.Answered<MemberResult.Removed> removed =
        asking.askBare(workspace.owner(), workspace.removing(conversation, tokens.account()));
    Optional<Handed.Receipt> receipt =
        wire.isPresent() ? Optional.of(wire.get().receipt(removed.answered())) : Optional.empty();
    boolean open = wire.isPresent() && !wire.get().ended();
    String under = Tally.met(begun, tally.now());
    auditor.removed(
        conversation.toString(),
        name,
        connection.get(),
        -1,
        false,
        removed.first(),
        removed.answered());
    tally.removed(
        new Tally.Removal(
            under,
            removed.answered() - removed.asked(),
            removed.answered() - removed.first(),
            open));
    after(removed.answered(), receipt, under);
  }

  /** Nothing may come any more: not by the socket, not by another one, not by asking. */
  private void after(long acknowledged, Optional<Handed.Receipt> receipt, String under)
      throws IOException, InterruptedException {
    tally.asked(
        asking.shows(
            asking.node(random),
            tokens,
            new MessageCommand.ShowHistory(
                conversation,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
    // Whatever would come too late needs time to come.
    TimeUnit.MILLISECONDS.sleep(random.nextInt(OUT_MS_MIN, OUT_MS_MAX));
    if (wire.isPresent() && receipt.isPresent()) {
      judge(wire.get(), receipt.get(), under);
    }
    if (random.nextBoolean()) {
      wire.ifPresent(Guest::close);
      connect();
      // A new connection: all that it brings is later than the receipt.
      if (wire.isPresent()) {
        Wire fresh = wire.get();
        open(fresh);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(OUT_MS_MIN, OUT_MS_MAX));
        judge(fresh, Handed.Receipt.before(acknowledged), under);
      }
    }
  }

  private void judge(Wire from, Handed.Receipt receipt, String under) {
    List<Handed.Frame> frames = from.taken();
    tally.came(under, frames, receipt);
  }

  private static void open(Wire wire) {
    try {
      wire.opens();
    } catch (IOException ended) {
      // the next look sees it
    }
  }

  private static void close(Wire wire) {
    try {
      wire.close();
    } catch (IOException gone) {
      // it is what was wanted
    }
  }
}
