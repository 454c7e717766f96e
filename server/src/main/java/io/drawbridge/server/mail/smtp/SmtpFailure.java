package io.drawbridge.server.mail.smtp;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Tells in words for the operator what went wrong between us and a mail server; names no address.
 */
final class SmtpFailure {
  private static final int TEXT_MAX = 200;
  private static final int FINAL = 500;

  /**
   * The answers that mean that the session lacks a login or TLS, while nothing is wrong with the
   * mail (<a href="https://www.rfc-editor.org/rfc/rfc4954#section-6">RFC 4954</a>).
   */
  private static final Set<Integer> NOT_ABOUT_THE_MAIL = Set.of(530, 534, 535, 538);

  private SmtpFailure() {}

  /** The reason why there is no session with the server: one line. */
  static String connecting(SmtpServer server, MessagingException failure) {
    return server.where() + ": " + reason(failure);
  }

  private static String reason(MessagingException failure) {
    if (failure instanceof AuthenticationFailedException) {
      // What the server says to it can name the user.
      return "user and password are not accepted";
    }
    Throwable root = failure;
    boolean tls = false;
    for (@Nullable Throwable e = failure; e != null; e = e.getCause()) {
      tls |= e instanceof SSLException;
      root = e;
    }
    String text = line(root);
    if (tls) {
      return "no TLS: " + text;
    }
    return failure instanceof MailConnectException ? "no connection: " + text : text;
  }

  /** One line on the cause. Exceptions of unknown hosts say only the name of the host. */
  private static String line(Throwable root) {
    String text =
        Optional.ofNullable(root.getMessage())
            .flatMap(message -> message.strip().lines().findFirst())
            .filter(message -> message.contains(" "))
            .orElse(root.getClass().getSimpleName());
    return text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text;
  }

  /**
   * Returns whether the same mail would never be taken; a sender that is refused is ours to mend.
   */
  static boolean isFinal(MessagingException failure) {
    for (@Nullable Exception e = failure;
        e instanceof MessagingException m;
        e = m.getNextException()) {
      if (e instanceof SMTPSenderFailedException) {
        return false;
      }
    }
    int answer = answer(failure);
    return answer >= FINAL && !NOT_ABOUT_THE_MAIL.contains(answer);
  }

  /** The server's answer, from the address's own failure if there is one; 0 without any. */
  static int answer(MessagingException failure) {
    int answer = 0;
    for (@Nullable Exception e = failure;
        e instanceof MessagingException m;
        e = m.getNextException()) {
      if (e instanceof SMTPAddressFailedException address) {
        answer = address.getReturnCode();
      } else if (e instanceof SMTPSendFailedException send && answer == 0) {
        answer = send.getReturnCode();
      }
    }
    return answer;
  }
}
