package io.drawbridge.server.delivery.fanout;

import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.view.Views;
import io.drawbridge.server.access.view.Views.Audience;
import io.drawbridge.server.delivery.log.EventFrames;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.Sessions;
import io.drawbridge.server.session.outbox.EncodedFrame;
import io.drawbridge.server.session.outbox.Outgoing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Sends signals by the same loop tasks as events, each frame encoded once and judged for each
 * reader.
 */
public final class LoopSignals implements Signals {
  private final Views views;
  private final Sessions sessions;
  private final EventFrames frames;
  private final Loops loops;

  public LoopSignals(Views views, Sessions sessions, EventFrames frames, Loops loops) {
    this.views = views;
    this.sessions = sessions;
    this.frames = frames;
    this.loops = loops;
  }

  @Override
  public void send(Collection<AccountId> to, Tag tag, Event event) {
    List<Session> found = new ArrayList<>();
    to.forEach(person -> found.addAll(sessions.of(person)));
    if (!found.isEmpty()) {
      offer(found, tag, frames.encode(event), _ -> true);
    }
  }

  /** Does the same with a frame that was made elsewhere. */
  public void sendFrame(Collection<AccountId> to, Tag tag, EncodedFrame frame) {
    List<Session> found = new ArrayList<>();
    to.forEach(person -> found.addAll(sessions.of(person)));
    offer(found, tag, frame, _ -> true);
  }

  /** Does the same as {@link #sendToOpen} with a frame that was made elsewhere. */
  public void sendFrameToOpen(Tag tag, EncodedFrame frame, Set<AccountId> except) {
    switch (tag) {
      case Tag.Conversation it ->
          open(it.domain(), it.conversation(), it, () -> frame, except, _ -> true);
      case Tag.Content it ->
          open(
              it.domain(),
              it.conversation(),
              it,
              () -> frame,
              except,
              floor -> floor.shows(it.epoch(), it.pos()));
      case Tag.Seat _, Tag.Owner _, Tag.Admin _, Tag.InCharge _, Tag.Own _ -> {
        // Nobody has such a thing open.
      }
    }
  }

  @Override
  public void sendToOpen(Tag.Conversation tag, Event event, Set<AccountId> except) {
    open(tag.domain(), tag.conversation(), tag, () -> frames.encode(event), except, _ -> true);
  }

  @Override
  public void sendToOpen(Tag.Content tag, Event event) {
    open(
        tag.domain(),
        tag.conversation(),
        tag,
        () -> frames.encode(event),
        Set.of(),
        floor -> floor.shows(tag.epoch(), tag.pos()));
  }

  private void open(
      DomainId domain,
      ConversationId conversation,
      Tag tag,
      Supplier<EncodedFrame> frame,
      Set<AccountId> except,
      Predicate<Floor> shown) {
    Audience audience = views.audience(domain, conversation);
    List<Session> found = new ArrayList<>();
    for (int i = 0; i < audience.people().length; i++) {
      if (shown.test(audience.floors()[i]) && !except.contains(audience.people()[i])) {
        found.addAll(sessions.of(audience.people()[i]));
      }
    }
    if (!found.isEmpty()) {
      offer(found, tag, frame.get(), session -> session.interests().wants(conversation));
    }
  }

  private void offer(List<Session> to, Tag tag, EncodedFrame frame, Predicate<Session> wanted) {
    Outgoing item = new Outgoing.Shared(frame, tag, -1);
    Map<Integer, List<Session>> byLoop = new HashMap<>();
    for (Session session : to) {
      byLoop.computeIfAbsent(session.connection().loop(), _ -> new ArrayList<>()).add(session);
    }
    byLoop.forEach((loop, each) ->
        loops
            .queue(loop)
            .add(() -> {
              for (Session session : each) {
                if (wanted.test(session)) {
                  session.offer(item);
                }
              }
            }));
  }
}
