package io.drawbridge.server.hold;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.failure.Failure;
import org.jdbi.v3.core.Handle;

/** Makes the refusal of what a hold keeps: owners alone are told that there is one. */
public final class HoldRefusalStore {
  private HoldRefusalStore() {}

  /** The refusal as this person is told it. */
  public static Failure of(Handle handle, DomainId domain, AccountId actor) {
    boolean owner =
        handle
            .createQuery(
                """
                select exists (
                  select from held_seat s
                  where s.person = :actor and s.domain = :domain and s.role = 'owner')
                """)
            .bind("actor", actor.value())
            .bind("domain", domain.value())
            .mapTo(Boolean.class)
            .one();
    return Failure.of(
        ErrorCode.CONFLICT,
        owner
            ? "a legal hold keeps it (expected: hold.lift first)"
            : "cannot be erased now (expected: ask the owners of the workspace)");
  }
}
