package io.drawbridge.protocol.command;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.PeopleResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Check;
import java.util.Optional;

/**
 * Commands that find and show people.
 *
 * @param <R> what the command answers
 */
public sealed interface PeopleCommand<R extends Result> extends Command<R> {

  /**
   * Finds people by the beginnings of words of their names, in any order, among those the sender
   * shares a workspace or a conversation with. Case and accents make no difference.
   *
   * @param prefix 1 to 100 chars
   * @param workspace only members of this workspace
   * @param limit entries of the page, 1 to 200; 50 if absent
   */
  @JsonTypeName("people.find")
  record Find(String prefix, Optional<WorkspaceId> workspace, Optional<Integer> limit)
      implements PeopleCommand<PeopleResult.People> {

    /** Checks the fields. */
    public Find {
      prefix = Check.name("prefix", prefix);
      Check.listPage(limit);
    }
  }

  /**
   * Shows the card of somebody the sender shares a workspace or a conversation with, and of members
   * of the same workspace the profile. Fails with {@code not_found} for everybody else.
   *
   * @param person who
   */
  @JsonTypeName("people.show")
  record Show(AccountId person) implements PeopleCommand<PeopleResult.PersonShown> {}
}
