package io.drawbridge.server.access.egress;

import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.Floor;
import io.drawbridge.server.access.view.NodeViews;
import io.drawbridge.server.access.view.ViewState;
import io.drawbridge.server.db.DatabaseClock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The egress gate over this node's views. Judging takes no lock and, when it allows, no memory. */
public final class ViewedEgress implements EgressGate {
  private static final Logger LOG = LoggerFactory.getLogger(ViewedEgress.class);

  /**
   * A version that no state has, so that nothing found entitled before stays so without being
   * judged.
   */
  private static final long NO_VERSION = Long.MIN_VALUE;

  private final NodeViews views;
  private final DatabaseClock clock;
  private final BooleanSupplier serves;

  /** {@code serves}: whether this node may let anything out; lock-free. */
  public ViewedEgress(NodeViews views, DatabaseClock clock, BooleanSupplier serves) {
    this.views = views;
    this.clock = clock;
    this.serves = serves;
  }

  @Override
  public boolean open() {
    return serves.getAsBoolean();
  }

  @Override
  public Verdict judge(AccountId reader, Tag tag) {
    try {
      return switch (tag) {
        case Tag.Content content -> content(reader, content);
        case Tag.Conversation fact -> onConversation(reader, fact);
        case Tag.Seat fact -> seat(reader, fact.domain(), fact.needs(), _ -> true);
        case Tag.Owner fact ->
            seat(reader, fact.domain(), fact.needs(), WorkspaceRole.OWNER::equals);
        case Tag.Admin fact -> seat(reader, fact.domain(), fact.needs(), ViewedEgress::runs);
        case Tag.InCharge fact -> manager(reader, fact);
        case Tag.Own ignored -> Verdict.ALLOW;
      };
    } catch (RuntimeException failed) {
      LOG.error("the egress gate failed and dropped what it judged", failed);
      return Verdict.DROP;
    }
  }

  private Verdict content(AccountId reader, Tag.Content tag) {
    ViewState state = views.state(tag.domain());
    if (state == null) {
      return Verdict.DROP;
    }
    if (state.epoch() < tag.needs()) {
      return Verdict.HOLD;
    }
    Floor floor = state.floor(reader, tag.conversation(), clock.nowMicros());
    return floor != null
            && floor.shows(tag.epoch(), tag.pos())
            && sees(state, reader, tag.conversation(), tag.whose())
        ? Verdict.ALLOW
        : Verdict.DROP;
  }

  private Verdict onConversation(AccountId reader, Tag.Conversation tag) {
    ViewState state = views.state(tag.domain());
    if (state == null) {
      return Verdict.DROP;
    }
    if (state.epoch() < tag.needs()) {
      return Verdict.HOLD;
    }
    return state.floor(reader, tag.conversation(), clock.nowMicros()) != null
            && sees(state, reader, tag.conversation(), tag.whose())
        ? Verdict.ALLOW
        : Verdict.DROP;
  }

  private static boolean sees(
      ViewState state, AccountId reader, ConversationId conversation, Whose whose) {
    if (!state.apart().in(conversation) || state.seesAll(reader, conversation)) {
      return true;
    }
    boolean sees = !whose.anybody();
    for (int i = 0; sees && i < whose.people().size(); i++) {
      sees = state.sees(reader, conversation, whose.people().get(i));
    }
    return sees;
  }

  private Verdict seat(
      AccountId reader, DomainId domain, long needs, Predicate<WorkspaceRole> role) {
    ViewState state = views.state(domain);
    if (state == null) {
      return Verdict.DROP;
    }
    if (state.epoch() < needs) {
      return Verdict.HOLD;
    }
    return holds(state, reader, role) ? Verdict.ALLOW : Verdict.DROP;
  }

  private static boolean holds(ViewState state, AccountId reader, Predicate<WorkspaceRole> role) {
    return state.seated(reader) && state.seat(reader).filter(role).isPresent();
  }

  private static boolean runs(WorkspaceRole role) {
    return role != WorkspaceRole.MEMBER;
  }

  private Verdict manager(AccountId reader, Tag.InCharge tag) {
    ViewState state = views.state(tag.domain());
    if (state == null) {
      return Verdict.DROP;
    }
    if (state.epoch() < tag.needs()) {
      return Verdict.HOLD;
    }
    long now = clock.nowMicros();
    boolean manages =
        state.floor(reader, tag.conversation(), now) != null
            && holds(state, reader, _ -> true)
            && (tag.starter()
                || holds(state, reader, ViewedEgress::runs)
                || state.role(reader, tag.conversation(), now) == ConversationRole.ADMIN);
    return manages ? Verdict.ALLOW : Verdict.DROP;
  }

  @Override
  public long version(DomainId domain) {
    ViewState state = views.state(domain);
    return state == null || clock.nowMicros() >= state.nextUntilMicros()
        ? NO_VERSION
        : state.version();
  }

  @Override
  public void whenReached(DomainId domain, long epoch, Runnable task) {
    views.whenReached(domain, epoch, task);
  }
}
