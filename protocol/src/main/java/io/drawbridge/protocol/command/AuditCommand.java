package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.audit.AuditFilter;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.HoldId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.AuditResult;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import java.util.Optional;

/**
 * Commands about the audit log of a workspace, about what it holds of oneself, about legal holds,
 * and exports.
 *
 * @param <R> what the command answers
 */
public sealed interface AuditCommand<R extends Result> extends Command<R> {

  /**
   * Lists the records of a workspace's audit log, the newest first; for owners and admins. That
   * they looked is recorded too.
   *
   * @param workspace which workspace
   * @param filter which of them; absent: all
   * @param after the {@code next} of the page before, 1 to 512 chars
   * @param limit records of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("audit.list")
  record ListRecords(
      WorkspaceId workspace,
      Optional<AuditFilter> filter,
      Optional<String> after,
      Optional<Integer> limit)
      implements AuditCommand<AuditResult.AuditRecords> {

    /** Checks the fields. */
    public ListRecords {
      after.ifPresent(it -> Check.cursor("after", it));
      Check.listPage(limit);
    }
  }

  /**
   * Gives somebody who lost a conversation the server's signed word for when they did, which they
   * may keep; {@code not_found} if they never were in it. {@code ./drawbridge audit verify-receipt}
   * checks it.
   *
   * @param conversation which conversation
   */
  @JsonTypeName("audit.receipt")
  record ShowReceipt(ConversationId conversation)
      implements AuditCommand<AuditResult.AuditReceipt> {}

  /**
   * Exports the log of the sender's own account, part by part, in the form that {@code ./drawbridge
   * audit verify} checks: sign-ins, sessions, and what opens the account. Reasons that others gave
   * are not in it.
   *
   * @param after the {@code next} of the part before, 1 to 512 chars
   */
  @JsonTypeName("audit.export_own")
  record ExportOwn(Optional<String> after) implements AuditCommand<AuditResult.AuditPart> {

    /** Checks the fields. */
    public ExportOwn {
      after.ifPresent(it -> Check.cursor("after", it));
    }
  }

  /**
   * Exports a workspace's audit log, part by part, in the form that {@code ./drawbridge audit
   * verify} checks; for owners and admins. That they did is recorded. Each part is decided by the
   * right of its moment.
   *
   * @param workspace which workspace
   * @param from the position of the first record; absent: the first that is still kept
   * @param after the {@code next} of the part before, 1 to 512 chars
   */
  @JsonTypeName("audit.export")
  record Export(WorkspaceId workspace, Optional<Long> from, Optional<String> after)
      implements AuditCommand<AuditResult.AuditPart> {

    /** Checks the fields. */
    public Export {
      from.ifPresent(it -> Check.range("from", it, 1, Limits.NUMBER_MAX));
      after.ifPresent(it -> Check.cursor("after", it));
    }
  }

  /**
   * Keeps what was and will be written in a conversation of the workspace, or by a person anywhere
   * in it, until the hold is lifted; for its owners. People edit and delete as ever, and what they
   * take away is kept apart. {@code conflict} if such a hold stands, or the conversation is
   * deleted; {@code limit_reached} at 200 holds.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param conversation which conversation; or
   * @param person which person: exactly one of the two
   * @param reason why, 1 to 500 chars; the audit keeps it
   */
  @JsonTypeName("hold.place")
  record PlaceHold(
      String clientId,
      WorkspaceId workspace,
      Optional<ConversationId> conversation,
      Optional<AccountId> person,
      String reason)
      implements AuditCommand<AuditResult.Hold>, Mutation {
    /** Holds that stand in a workspace at a time. */
    public static final int HOLDS_MAX = 200;

    /** Checks the fields. */
    public PlaceHold {
      Check.clientId(clientId);
      Check.exactlyOne("conversation, person", conversation, person);
      if (reason.isBlank()) {
        throw Check.invalid("reason", "blank (expected: why, 1 to 500 chars)");
      }
      Check.note("reason", Optional.of(reason));
    }
  }

  /**
   * Lifts a hold; for owners of the workspace. What was kept by it alone, and would be gone without
   * it, is deleted from now on.
   *
   * @param clientId the name of this change, see {@link Mutation}
   * @param workspace which workspace
   * @param hold which hold
   * @param reason why, 0 to 500 chars; the audit keeps it
   */
  @JsonTypeName("hold.lift")
  record LiftHold(String clientId, WorkspaceId workspace, HoldId hold, Optional<String> reason)
      implements AuditCommand<Done>, Mutation {

    /** Checks the fields. */
    public LiftHold {
      Check.clientId(clientId);
      Check.note("reason", reason);
    }
  }

  /**
   * Lists the holds that stand in a workspace, the newest first; for its owners. That they looked
   * is recorded.
   *
   * @param workspace which workspace
   */
  @JsonTypeName("hold.list")
  record ListHolds(WorkspaceId workspace) implements AuditCommand<AuditResult.Holds> {}

  /**
   * Exports what a hold keeps, page by page: all that is there, and all versions that people took
   * away since; for owners of the workspace. That they did is recorded.
   *
   * @param workspace which workspace
   * @param hold which hold, one that stands
   * @param after the {@code next} of the page before, 1 to 512 chars
   * @param limit items of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("hold.read")
  record ReadHold(
      WorkspaceId workspace, HoldId hold, Optional<String> after, Optional<Integer> limit)
      implements AuditCommand<AuditResult.HeldItems> {

    /** Checks the fields. */
    public ReadHold {
      after.ifPresent(it -> Check.cursor("after", it));
      Check.listPage(limit);
    }
  }

  /**
   * Exports a workspace, part by part, for its owners: what the sender reads there, as lines of
   * JSON, see docs/export.md. What they do not read is in it only if they ask for it and {@code
   * export_includes_private} lets them; the people of those conversations are told. Each part is
   * decided by the right of its moment. That they did is recorded. Fails with {@code busy} while
   * another export of the workspace is under way, and with {@code rate_limited} after 10 in a day.
   *
   * @param workspace which workspace
   * @param includesPrivate also what the sender does not read; false if absent. What follows the
   *     first part is as that was
   * @param after the {@code next} of the part before, 1 to 512 chars; the same part may be asked
   *     for again
   */
  @JsonTypeName("workspace.export")
  record ExportWorkspace(
      WorkspaceId workspace, Optional<Boolean> includesPrivate, Optional<String> after)
      implements AuditCommand<AuditResult.AuditPart> {

    /** Checks the fields. */
    public ExportWorkspace {
      after.ifPresent(it -> Check.cursor("after", it));
    }
  }

  /**
   * Exports what is the sender's own, part by part, as lines of JSON: their profile, where they
   * are, whom they blocked, and what they wrote, sent or not, where they read it still. One at a
   * time, and ten in a day.
   *
   * @param after the {@code next} of the part before, 1 to 512 chars
   */
  @JsonTypeName("account.export")
  record ExportAccount(Optional<String> after) implements AuditCommand<AuditResult.AuditPart> {

    /** Checks the fields. */
    public ExportAccount {
      after.ifPresent(it -> Check.cursor("after", it));
    }
  }
}
