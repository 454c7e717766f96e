package io.drawbridge.server.join;

import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.JoinRequestId;
import io.drawbridge.protocol.join.JoinRequestState;
import io.drawbridge.protocol.join.JoinRequestView;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.fanout.Signals;
import java.util.List;
import java.util.Optional;

/**
 * Tells live sessions of requests to join: those who may approve them of each, who asked of the end
 * of their own. Blocks; call after the commit. Thread-safe.
 */
final class JoinNews {
  private final Database database;
  private final Signals signals;
  private final JoinRequestStore requests;
  private final PlaceStore places;
  private final JoinLinkJudge judge;

  JoinNews(
      Database database,
      Signals signals,
      JoinRequestStore requests,
      PlaceStore places,
      JoinLinkJudge judge) {
    this.database = database;
    this.signals = signals;
    this.requests = requests;
    this.places = places;
    this.judge = judge;
  }

  private record Told(JoinRequestStore.Stored request, List<AccountId> approvers) {}

  /** Tells those who may approve it that somebody asks. */
  void requested(JoinRequestId request) {
    told(request).ifPresent(it -> tellApprovers(it, new Event.JoinRequested(view(it.request()))));
  }

  /** Tells all concerned what became of it: who asked, or suggested, hears no more than that. */
  void ended(JoinRequestId request, JoinRequestState state) {
    Event event = new Event.JoinRequestEnded(request, state);
    told(request)
        .ifPresent(it -> {
          tellApprovers(it, event);
          it.request().person().ifPresent(asker -> signals.send(List.of(asker), Tag.OWN, event));
          it.request().suggestedBy().ifPresent(by -> signals.send(List.of(by), there(it), event));
        });
  }

  private Optional<Told> told(JoinRequestId request) {
    return database.read(handle ->
        requests
            .find(handle, request)
            .map(stored ->
                new Told(
                    stored,
                    judge.approvers(
                        handle,
                        places.inCharge(handle, stored.conversation()),
                        stored.conversation()))));
  }

  private void tellApprovers(Told it, Event event) {
    signals.send(it.approvers(), there(it), event);
  }

  private static Tag there(Told it) {
    return new Tag.Conversation(it.request().domain(), it.request().conversation(), 0);
  }

  static JoinRequestView view(JoinRequestStore.Stored request) {
    return new JoinRequestView(
        request.id(),
        request.conversation(),
        request.link(),
        request.suggestedBy(),
        request.name(),
        request.address(),
        request.person().isPresent() && request.address().isPresent(),
        request.note(),
        request.createdAt(),
        request.expiresAt());
  }
}
