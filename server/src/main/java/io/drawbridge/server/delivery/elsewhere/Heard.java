package io.drawbridge.server.delivery.elsewhere;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.delivery.fanout.Followed;
import io.drawbridge.server.delivery.fanout.LoopSignals;
import io.drawbridge.server.session.Elsewhere.Listener;
import io.drawbridge.server.session.Elsewhere.Word.Said;
import io.drawbridge.server.session.Sessions;
import io.drawbridge.server.session.outbox.EncodedFrame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Does on this node what another one tells. */
final class Heard {
  private final Sessions sessions;
  private final LoopSignals here;
  private final List<Listener> listeners;
  private final Consumer<AccountId> giveWay;

  /** {@code giveWay} ends connections of an account of which there are too many. */
  Heard(
      Sessions sessions, LoopSignals here, List<Listener> listeners, Consumer<AccountId> giveWay) {
    this.sessions = sessions;
    this.here = here;
    this.listeners = listeners;
    this.giveWay = giveWay;
  }

  /** Connections of the account came or went elsewhere, or it said something. */
  void moved(AccountId account, Optional<Said> said) {
    listeners.forEach(listener -> listener.moved(account, said));
    giveWay.accept(account);
  }

  void carryOut(SignalRow row) {
    row.signal().ifPresent(this::carryOut);
  }

  private void carryOut(Signal signal) {
    switch (signal) {
      case Signal.ToDevices it -> here.sendFrame(it.people(), it.tag(), frame(it.frame()));
      case Signal.ToOpen it -> here.sendFrameToOpen(it.tag(), frame(it.frame()), it.except());
      case Signal.Moved _ -> {
        // Its rows were read already.
      }
      case Signal.Blocked it -> listeners.forEach(listener -> listener.blocked(it.block()));
      case Signal.Followed it ->
          sessions
              .of(it.account())
              .forEach(session ->
                  session
                      .attachments()
                      .get(Followed.class)
                      .ifPresent(followed -> followed.set(it.conversation(), it.on())));
    }
  }

  private static EncodedFrame frame(String json) {
    return EncodedFrame.text(json.getBytes(StandardCharsets.UTF_8));
  }
}
