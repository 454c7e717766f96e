package io.drawbridge.protocol.policy;

import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.EmailRule;
import io.drawbridge.protocol.text.Check;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Checks the values of policies that are lists and windows, and brings them into order. */
final class PolicyChecks {
  private static final int MAIL_DOMAINS_MAX = 100;
  private static final int PEOPLE_MAX = 100;

  private PolicyChecks() {}

  /** Each once, in the form in which addresses are kept, and in order. */
  static List<String> domains(String field, List<String> given) {
    return Check.list(field, given, MAIL_DOMAINS_MAX).stream()
        .map(domain ->
            EmailRule.normalDomain(domain)
                .orElseThrow(() -> Check.invalid(field, "no mail domain (expected: name.example)")))
        .sorted()
        .distinct()
        .toList();
  }

  /** Each once, and in order. */
  static List<AccountId> people(String field, List<AccountId> given) {
    return Check.list(field, given, PEOPLE_MAX).stream()
        .sorted(Comparator.comparingLong(AccountId::value))
        .distinct()
        .toList();
  }

  static void noMessage(String field, Optional<HistoryWindow> window) {
    if (window.filter(HistoryWindow.FromMessage.class::isInstance).isPresent()) {
      throw Check.invalid(field, "from_message (expected: one of from_now, last_days, everything)");
    }
  }
}
