package io.drawbridge.server.quota;

/**
 * The quotas in force.
 *
 * @param member of a person in the conversations whose workspace they are a member of
 * @param external of a person in all others
 * @param conversation of one conversation, all writers together
 * @param workspace of all conversations of a workspace together
 */
public record Quotas(Quota member, Quota external, Quota conversation, Quota workspace) {
  Quota of(Scope.Kind kind) {
    return switch (kind) {
      case MEMBER -> member;
      case EXTERNAL -> external;
      case CONVERSATION -> conversation;
      case WORKSPACE -> workspace;
    };
  }
}
