package io.drawbridge.server.account.link;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.people.WorkspaceView;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.account.credential.AccountStore;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Reads the workspaces in which an account has a seat. */
public final class SeatStore {
  /** A seat, with the epoch of the snapshot it was read in. */
  public record Seat(DomainId domain, long epoch, WorkspaceView view) {}

  /** The public facts of an account: address, name, and the names of its workspaces. */
  public List<String> about(Handle handle, AccountStore.Account account) {
    return Stream.concat(
            Stream.concat(account.email().stream(), Stream.of(account.name())),
            of(handle, account.id()).stream().map(seat -> seat.view().name()))
        .toList();
  }

  public List<Seat> of(Handle handle, AccountId account) {
    return handle
        .createQuery(
            """
            select w.id, w.name, l.role, d.epoch
            from held_seat l join domain d on d.id = l.domain join workspace w on w.id = d.workspace
            where l.person = :account
            order by w.created_at, w.id
            """)
        .bind("account", account.value())
        .map(row -> {
          WorkspaceId workspace = new WorkspaceId(row.getColumn("id", Long.class));
          return new Seat(
              new DomainId(workspace.value()),
              row.getColumn("epoch", Long.class),
              new WorkspaceView(
                  workspace,
                  row.getColumn("name", String.class),
                  WorkspaceRole.valueOf(
                      row.getColumn("role", String.class).toUpperCase(Locale.ROOT))));
        })
        .list();
  }
}
