package io.drawbridge.server.external;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.ExternalGrant;
import io.drawbridge.protocol.conversation.ReachedConversation;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalFilter;
import io.drawbridge.protocol.people.ExternalOrder;
import io.drawbridge.protocol.result.ExternalResult.Counted;
import io.drawbridge.protocol.result.ExternalResult.ExternalReach;
import io.drawbridge.protocol.result.ExternalResult.Externals;
import io.drawbridge.protocol.result.WorkspaceResult.WorkspaceExternals;
import io.drawbridge.server.access.facts.ExternalCountStore;
import io.drawbridge.server.access.facts.Supposition;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.EpochStore;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.audit.Looker;
import io.drawbridge.server.delivery.audit.PrivilegedReads;
import io.drawbridge.server.delivery.audit.Sighting;
import io.drawbridge.server.failure.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the externals of a workspace for those who run it, and for the operator; who looked is
 * recorded before. It asks for no right: the commands do that before, and the operator at the
 * machine has the database. Thread-safe.
 */
public final class ExternalConsole {
  private static final int CONVERSATIONS_MAX = 500;

  private final Database database;
  private final PrivilegedReads reads;
  private final ExternalStore externals = new ExternalStore();
  private final ReachStore reach = new ReachStore();
  private final ExternalGrantStore grants = new ExternalGrantStore();
  private final ExternalCountStore counts = new ExternalCountStore();

  public ExternalConsole(Database database, PrivilegedReads reads) {
    this.database = database;
    this.reads = reads;
  }

  /**
   * The names of the workspaces by their ids, at most so many: for the operator, who has to choose.
   */
  public Map<WorkspaceId, String> workspaces(int max) {
    return database.query(handle -> externals.workspaces(handle, max));
  }

  /** Lists the externals that are wanted, each once. */
  public Sighting<Externals> list(Looker looker, ExternalCommand.ListExternals asked) {
    reads.note(looker, asked.type(), asked.workspace(), Optional.empty(), Optional.empty());
    ExternalCursor after = ExternalCursor.parse(asked.after());
    int limit = asked.limit().orElse(Limits.LIST_PAGE_DEFAULT);
    ExternalStore.Page page =
        database.read(snapshot ->
            externals.page(
                snapshot,
                domain(asked.workspace()),
                asked.filter().orElse(ExternalFilter.ALL),
                asked.order().orElse(ExternalOrder.NAME),
                after,
                limit + 1));
    boolean more = page.rows().size() > limit;
    List<ExternalStore.Row> shown = more ? page.rows().subList(0, limit) : page.rows();
    Optional<String> next = more ? Optional.of(shown.getLast().cursor().text()) : Optional.empty();
    return new Sighting<>(
        new Externals(shown.stream().map(ExternalStore.Row::entry).toList(), page.total(), next),
        page.epoch());
  }

  /** Counts them by class, beside the quotas. */
  public Sighting<Counted> count(Looker looker, ExternalCommand.Count asked) {
    reads.note(looker, asked.type(), asked.workspace(), Optional.empty(), Optional.empty());
    DomainId domain = domain(asked.workspace());
    return database.read(snapshot ->
        new Sighting<>(
            new Counted(counts.counts(snapshot, domain, Supposition.NONE)),
            EpochStore.of(snapshot, domain)));
  }

  /**
   * Shows everything that one of them reaches.
   *
   * @throws Failure {@code not_found} if they have and had nothing here
   */
  public Sighting<ExternalReach> show(Looker looker, ExternalCommand.Show asked) {
    reads.note(
        looker, asked.type(), asked.workspace(), Optional.of(asked.person()), Optional.empty());
    DomainId domain = domain(asked.workspace());
    return database.read(snapshot -> {
      ExternalStore.Row found =
          externals.find(snapshot, domain, asked.person()).orElseThrow(Failure::notFound);
      List<ReachedConversation> all =
          reach.of(snapshot, domain, asked.person(), looker.reader(), CONVERSATIONS_MAX + 1);
      boolean more = all.size() > CONVERSATIONS_MAX;
      return new Sighting<>(
          new ExternalReach(found.entry(), more ? all.subList(0, CONVERSATIONS_MAX) : all, more),
          found.epoch());
    });
  }

  /** Lists which external was let into which conversation. */
  public Sighting<WorkspaceExternals> grants(Looker looker, WorkspaceCommand.ListExternals asked) {
    reads.note(looker, asked.type(), asked.workspace(), Optional.empty(), Optional.empty());
    GrantCursor after = GrantCursor.parse(asked.after());
    int limit = asked.limit().orElse(Limits.LIST_PAGE_DEFAULT);
    ExternalGrantStore.Page page =
        database.read(snapshot ->
            grants.page(snapshot, domain(asked.workspace()), looker.reader(), after, limit + 1));
    boolean more = page.grants().size() > limit;
    List<ExternalGrant> shown = more ? page.grants().subList(0, limit) : page.grants();
    Optional<String> next =
        more ? Optional.of(GrantCursor.behind(shown.getLast()).text()) : Optional.empty();
    return new Sighting<>(new WorkspaceExternals(shown, next, more), page.epoch());
  }

  private static DomainId domain(WorkspaceId workspace) {
    return new DomainId(workspace.value());
  }
}
