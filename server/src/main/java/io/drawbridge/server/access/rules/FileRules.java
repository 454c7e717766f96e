package io.drawbridge.server.access.rules;

import io.drawbridge.server.access.rules.Decision.Allowed;

/**
 * The part of {@link AccessRules} about files (HCL-23). Who sees one is no question of its own: it
 * is seen by whom its message is seen.
 */
final class FileRules {
  private FileRules() {}

  /**
   * Decides whether somebody shares files, or changes those they share.
   *
   * @param otherwise the answer about the message that carries them
   */
  static Decision share(Standing who, ConversationFacts what, Decision otherwise) {
    boolean let = !who.external() || what.policies().externalUpload();
    return otherwise instanceof Allowed && !let ? Why.NO_FILES : otherwise;
  }
}
