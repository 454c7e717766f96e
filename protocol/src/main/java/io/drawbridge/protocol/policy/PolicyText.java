package io.drawbridge.protocol.policy;

import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.WireName;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.text.Check;
import java.util.List;
import java.util.stream.Stream;

/** Reads and writes values of policies as people type and read them. */
final class PolicyText {
  private PolicyText() {}

  /**
   * The value that a text names, of the type of the key.
   *
   * @throws ProtocolException if the policy takes no such value
   */
  static Object value(PolicyKey key, String text) {
    return switch (key) {
      case EXTERNAL_INVITE -> WireName.parse(ExternalInvite.class, text);
      case EXTERNAL_APPROVAL -> WireName.parse(ExternalApproval.class, text);
      case EXTERNAL_JOIN -> WireName.parse(ExternalJoin.class, text);
      case EXTERNAL_MENTIONS -> WireName.parse(ExternalMentions.class, text);
      case EXTERNAL_PROFILE_VIEW -> WireName.parse(ExternalProfileView.class, text);
      case EXTERNAL_DM -> WireName.parse(ExternalDm.class, text);
      case AUDIENCE_GUARD -> WireName.parse(AudienceGuard.class, text);
      case GUEST_INVITE -> WireName.parse(GuestInvite.class, text);
      case EDIT_HISTORY -> WireName.parse(EditHistory.class, text);
      case FORWARD_TO_EXTERNALS -> WireName.parse(ForwardToExternals.class, text);
      case BULK_INVITE_MIN_ROLE -> WireName.parse(BulkInviteMinRole.class, text);
      case EXTERNAL_DAYS_MAX,
          EXTERNAL_DAYS_DEFAULT,
          CONFIRM_DAYS,
          AUDIT_KEEP_DAYS,
          RETENTION_DAYS,
          RETENTION_FILES_DAYS,
          REPORT_KEEP_DAYS ->
          number(key, text, 1, PolicyValues.DAYS_MAX);
      case ORPHAN_GRACE_DAYS -> number(key, text, 0, PolicyValues.DAYS_MAX);
      case QUOTA_SINGLE_MAX,
          QUOTA_SINGLE_SOFT,
          QUOTA_MULTI_MAX,
          QUOTA_MULTI_SOFT,
          QUOTA_EXTERNAL_MAX,
          QUOTA_EXTERNAL_SOFT ->
          number(key, text, 0, PolicyValues.QUOTA_MAX);
      case QUOTA_SINGLE_PER_MEMBER -> number(key, text, 1, PolicyValues.PER_MEMBER_MAX);
      case EXTERNAL_MAIL_DOMAINS, EXTERNAL_MAIL_DOMAINS_REFUSED, EXTERNAL_MAIL_DOMAINS_APPROVED ->
          List.of(text.split("[, ]+"));
      case EXTERNAL_INVITERS -> Stream.of(text.split("[, ]+")).map(AccountId::parse).toList();
      case MEMBER_HISTORY_ON_ADD, EXTERNAL_HISTORY_ON_ADD -> window(key, text);
      case EXTERNALS_ENABLED,
          DM_SURVIVES_SCOPE,
          EXTERNAL_START_THREAD,
          EXTERNAL_MAY_SUGGEST,
          EXTERNAL_UPLOAD,
          CONFIRM_FIRST_EXTERNAL,
          REQUIRE_ACCEPTANCE,
          EXTERNAL_WITHOUT_EMAIL,
          EXTERNALS_SEE_EXTERNALS,
          MEMBER_INVITE,
          MAIL_INCLUDE_TEXT,
          PUSH_INCLUDE_TEXT,
          WEBHOOKS_HIDE_EXTERNALS,
          GROUP_MENTIONS,
          LINK_PREVIEWS,
          LINK_PREVIEWS_EXTERNAL,
          SLASH_EXTERNALS,
          BADGE_IN_MESSAGES,
          BADGE_IN_INBOX,
          EXPORT_INCLUDES_PRIVATE ->
          yes(key, text);
    };
  }

  private static boolean yes(PolicyKey key, String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw notOne(key, text);
    };
  }

  private static int number(PolicyKey key, String text, int min, int max) {
    if (text.matches("[0-9]{1,9}")) {
      return Integer.parseInt(text);
    }
    throw Check.invalid(
        key.wire(), ProtocolException.quoted(text) + " (expected: %d to %d)".formatted(min, max));
  }

  private static HistoryWindow window(PolicyKey key, String text) {
    return HistoryWindow.parse(text).orElseThrow(() -> notOne(key, text));
  }

  private static ProtocolException notOne(PolicyKey key, String text) {
    return Check.invalid(
        key.wire(),
        "%s (expected: one of %s)"
            .formatted(ProtocolException.quoted(text), String.join(", ", key.strictestFirst())));
  }

  /** A value as people read it. */
  static String of(Object value) {
    return switch (value) {
      case WireName name -> name.wire();
      case HistoryWindow.FromNow() -> "from_now";
      case HistoryWindow.LastDays(int days) -> "last_days " + days;
      case HistoryWindow.Everything() -> "everything";
      case List<?> several -> String.join(", ", several.stream().map(String::valueOf).toList());
      default -> value.toString();
    };
  }
}
