package io.drawbridge.server.delivery.fanout;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.egress.EgressGate;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Verdict;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.view.Views;
import io.drawbridge.server.access.view.Views.Audience;
import io.drawbridge.server.delivery.log.EventFrames;
import io.drawbridge.server.delivery.log.LogEntry;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.Sessions;
import io.drawbridge.server.session.outbox.Outgoing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a conversation's events, in order, to the sessions of those who may see them: encoded once,
 * one task for each event loop. Thread-safe.
 */
public final class Fanout implements Chains.Outlet {
  /** The number of sessions that an event is offered to before they write. */
  private static final int SLICE = 32;

  private final Views views;
  private final EgressGate gate;
  private final Sessions sessions;
  private final EventFrames frames;
  private final Loops loops;

  public Fanout(Views views, EgressGate gate, Sessions sessions, EventFrames frames, Loops loops) {
    this.views = views;
    this.gate = gate;
    this.sessions = sessions;
    this.frames = frames;
    this.loops = loops;
  }

  @Override
  public boolean usable(LogEntry entry) {
    long epoch = views.epoch(entry.conversation().domain());
    // A domain that is not resident has no reader here.
    return epoch < 0 || epoch >= entry.epoch();
  }

  @Override
  public void whenUsable(LogEntry entry, Runnable task) {
    gate.whenReached(entry.conversation().domain(), entry.epoch(), task);
  }

  @Override
  public void deliver(ConversationFacts conversation, List<LogEntry> entries, Chains.Slot slot) {
    Audience audience = views.audience(conversation.domain(), conversation.id());
    if (audience.people().length == 0) {
      return;
    }
    RecipientPlan plan = slot.plan().refreshed(audience, sessions);
    slot.plan(plan);
    if (plan.parts().isEmpty()) {
      return;
    }
    List<Item> items = new ArrayList<>(entries.size());
    for (LogEntry entry : entries) {
      if (!(entry.content() instanceof LogEntry.Gone)) {
        items.add(item(entry, plan.audienceVersion()));
      }
    }
    if (!items.isEmpty()) {
      boolean direct = conversation.kind() == ConversationKind.DM;
      for (RecipientPlan.Part part : plan.parts()) {
        loops
            .queue(part.loop())
            .addSliced(new Offer(conversation.id(), direct, part, items, plan.apart()));
      }
    }
  }

  /** The work of one event loop for some events: offering them to its sessions. */
  private final class Offer implements LoopQueue.Work {
    private final ConversationId conversation;
    private final boolean direct;
    private final RecipientPlan.Part part;
    private final List<Item> items;
    private final boolean apart;
    private final HeadNotices notices;
    private final HeadNotices.News news;
    private int next;

    Offer(
        ConversationId conversation,
        boolean direct,
        RecipientPlan.Part part,
        List<Item> items,
        boolean apart) {
      this.conversation = conversation;
      this.direct = direct;
      this.part = part;
      this.items = items;
      this.apart = apart;
      this.notices = loops.notices(part.loop());
      this.news = notices.new News(items.getLast().tag, items.getLast().whole.judged().at());
    }

    @Override
    public boolean proceed() {
      int end = Math.min(part.size(), next + SLICE);
      while (next < end) {
        offer(next++);
      }
      return next < part.size();
    }

    private void offer(int i) {
      Session session = part.session(i);
      if (wants(session, conversation, direct)) {
        for (Item item : items) {
          if (shows(i, item.whole.tag())) {
            item.whole.offer(session, apart || part.ends(i));
          } else if (item.unquoted.isPresent() && shows(i, item.unquoted.get().tag())) {
            item.unquoted.get().offer(session, apart || part.ends(i));
          }
        }
      } else {
        notice(session, i);
      }
    }

    /**
     * Where externals do not see each other, the gate is asked for each reader: a floor is not all.
     */
    private boolean shows(int i, Tag.Content tag) {
      return part.shows(i, tag.epoch(), tag.pos())
          && (!apart || gate.judge(part.session(i).caller().account(), tag) != Verdict.DROP);
    }

    private void notice(Session session, int i) {
      HeadNotices.News shown = null;
      boolean mentioned = false;
      for (int n = 0; n < items.size(); n++) {
        Item item = items.get(n);
        if (shows(i, item.tag)) {
          boolean newest = n == items.size() - 1;
          shown = newest ? news : notices.new News(item.tag, item.whole.judged().at());
          mentioned |= item.mentions.contains(session.caller().account());
        }
      }
      if (shown != null) {
        notices.tell(session, shown, mentioned);
      }
    }
  }

  /**
   * Returns whether the session wants the event itself; one that has not started yet gets heads
   * only, as it has nothing held so far.
   */
  private static boolean wants(Session session, ConversationId conversation, boolean direct) {
    return session.interests().wants(conversation)
        || session
            .attachments()
            .get(Followed.class)
            .filter(followed -> direct || followed.contains(conversation))
            .isPresent();
  }

  private Item item(LogEntry entry, long version) {
    Outgoing.Logged whole = frames.item(entry);
    return new Item(
        entry.tag(),
        new Variant(whole, whole.entitledAt(version)),
        whole.otherwise().map(it -> new Variant(it, it.entitledAt(version))),
        entry.content() instanceof LogEntry.Posted posted ? posted.mentions() : Set.of());
  }

  /** One event for all; {@code unquoted} for those who do not see what it quotes. */
  private record Item(
      Tag.Content tag, Variant whole, Optional<Variant> unquoted, Set<AccountId> mentions) {}

  /** One frame: {@code entitled} for whom the view decided, {@code judged} for the rest. */
  private record Variant(Outgoing.Logged judged, Outgoing.Logged entitled) {
    Tag.Content tag() {
      return judged.tag();
    }

    void offer(Session session, boolean judge) {
      session.offer(judge ? judged : entitled);
    }
  }
}
