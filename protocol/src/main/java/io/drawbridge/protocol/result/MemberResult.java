package io.drawbridge.protocol.result;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.conversation.Path;
import io.drawbridge.protocol.conversation.RosterState;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.AddedRow;
import io.drawbridge.protocol.people.ExternalClass;
import io.drawbridge.protocol.people.ExternalCounts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The results of commands about the people of a conversation. */
public sealed interface MemberResult extends Result {

  /**
   * They are on the roster.
   *
   * @param state active, invited, or awaiting approval
   * @param invitation the invitation that was mailed, or waits
   */
  @JsonTypeName("member_added")
  record MemberAdded(RosterState state, Optional<InvitationId> invitation)
      implements MemberResult {}

  /**
   * The result of each row of a list of addresses.
   *
   * @param rows in the order asked
   */
  @JsonTypeName("many_added")
  record ManyAdded(List<AddedRow> rows) implements MemberResult {

    /** Copies the list. */
    public ManyAdded {
      rows = List.copyOf(rows);
    }
  }

  /**
   * They were taken out.
   *
   * @param receipt the proof
   * @param remaining what still leads the person there
   */
  @JsonTypeName("removed")
  record Removed(Receipt receipt, List<Path> remaining) implements MemberResult {

    /** Copies the list. */
    public Removed {
      remaining = List.copyOf(remaining);
    }
  }

  /**
   * The paths that lead a person to a conversation.
   *
   * @param paths empty if nothing does
   */
  @JsonTypeName("paths")
  record Paths(List<Path> paths) implements MemberResult {

    /** Copies the list. */
    public Paths {
      paths = List.copyOf(paths);
    }
  }

  /**
   * What would come of an addition.
   *
   * @param external they are no member of the workspace
   * @param there they are in the conversation already, or invited to it
   * @param messages how many messages they would see at once; 10,000 if there are more
   * @param threads in how many threads that are addressed to the group they would be too
   * @param people how many people are in the conversation now
   * @param externals how many of these, and of those who are invited, are from outside
   * @param first they would be the first from outside
   * @param until when their access would end by itself
   * @param elsewhere in how many other conversations of the workspace an external is; told to
   *     owners and admins, of a person only
   * @param newMailDomain nobody else of their mail domain is in the workspace or invited; told to
   *     owners and admins, of externals only
   * @param awaitsApproval somebody would have to approve it first
   * @param overQuota a quota of externals has no room, so that the addition would be refused
   * @param externalClass whether they are in one conversation now, or several, or invited; absent
   *     if in none; told to owners and admins, of externals only
   * @param externalClassAfter the same with the addition
   * @param counts how many externals there would be then, beside the quotas; told to owners and
   *     admins, of externals only
   */
  @JsonTypeName("addition_preview")
  record AdditionPreview(
      boolean external,
      boolean there,
      int messages,
      int threads,
      int people,
      int externals,
      boolean first,
      Optional<Instant> until,
      Optional<Integer> elsewhere,
      Optional<Boolean> newMailDomain,
      boolean awaitsApproval,
      boolean overQuota,
      Optional<ExternalClass> externalClass,
      Optional<ExternalClass> externalClassAfter,
      Optional<ExternalCounts> counts)
      implements MemberResult {}

  /**
   * The consequences that taking somebody out would have.
   *
   * @param remaining what would still lead the person there; of a group nothing
   * @param people how many would lose the conversation; 0 if the person would still reach it
   * @param others how many other conversations would be lost with it: threads that a group leads
   *     to, and DMs that hang on it
   * @param orphaned in how many conversations nobody would answer for somebody from outside any
   *     more
   * @param successor whether somebody else would get in charge somewhere
   */
  @JsonTypeName("removal_preview")
  record RemovalPreview(
      List<Path> remaining, int people, int others, int orphaned, boolean successor)
      implements MemberResult {

    /** Copies the list. */
    public RemovalPreview {
      remaining = List.copyOf(remaining);
    }
  }
}
