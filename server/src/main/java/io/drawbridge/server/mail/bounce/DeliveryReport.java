package io.drawbridge.server.mail.bounce;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A report that a mail could not be delivered, as mail servers write it (<a
 * href="https://www.rfc-editor.org/rfc/rfc3464">RFC 3464</a>).
 *
 * @param references what may be the reference of the mail that came back, the likeliest first: the
 *     tag of the address that the report was sent to, or the second half of the mail's id
 */
record DeliveryReport(List<String> references) {
  private static final String FAILED = "failed";

  /** The fields that name whom a report was sent to; mail servers add the last three. */
  private static final List<String> SENT_TO =
      List.of("To", "Delivered-To", "X-Original-To", "Envelope-To");

  /** The number of recipients that a report is read for; ours have one. */
  private static final int RECIPIENTS_MAX = 20;

  private static final Pattern TAG = Pattern.compile("\\+([0-9A-Za-z]{1,64})@");
  private static final Pattern MESSAGE_ID = Pattern.compile("\\.([0-9A-Za-z]{1,64})@");

  DeliveryReport {
    references = List.copyOf(references);
  }

  /** Reads a report; empty if the mail is none, or one of a delay or of success. */
  static Optional<DeliveryReport> read(MimeMessage message) throws MessagingException, IOException {
    if (!message.isMimeType("multipart/report")
        || !(message.getContent() instanceof Multipart parts)) {
      return Optional.empty();
    }
    boolean failed = false;
    Set<String> references = new LinkedHashSet<>();
    for (String field : SENT_TO) {
      values(message.getHeader(field)).forEach(value -> find(TAG, value, references));
    }
    for (int i = 0; i < parts.getCount(); i++) {
      BodyPart part = parts.getBodyPart(i);
      if (part.isMimeType("message/delivery-status")) {
        failed |= failed(part);
      } else {
        values(returned(part)).forEach(value -> find(MESSAGE_ID, value, references));
      }
    }
    return failed ? Optional.of(new DeliveryReport(new ArrayList<>(references))) : Optional.empty();
  }

  /** A block of fields about the whole, and one for each recipient, with empty lines between. */
  private static boolean failed(Part status) throws MessagingException, IOException {
    try (PushbackInputStream fields = new PushbackInputStream(status.getInputStream(), 2)) {
      for (int block = 0; block <= RECIPIENTS_MAX && more(fields); block++) {
        boolean failed =
            values(new InternetHeaders(fields).getHeader("Action"))
                .anyMatch(action -> action.strip().toLowerCase(Locale.ROOT).equals(FAILED));
        if (failed) {
          return true;
        }
      }
      return false;
    }
  }

  private static boolean more(PushbackInputStream fields) throws IOException {
    int next = fields.read();
    if (next >= 0) {
      fields.unread(next);
    }
    return next >= 0;
  }

  /** The ids of the mail that came back, whole or its head alone. */
  private static String @Nullable [] returned(BodyPart part)
      throws MessagingException, IOException {
    if (part.isMimeType("text/rfc822-headers") || part.isMimeType("message/rfc822-headers")) {
      try (InputStream head = part.getInputStream()) {
        return new InternetHeaders(head).getHeader("Message-ID");
      }
    }
    return part.isMimeType("message/rfc822") && part.getContent() instanceof MimeMessage mail
        ? mail.getHeader("Message-ID")
        : null;
  }

  private static void find(Pattern form, String value, Set<String> into) {
    Matcher found = form.matcher(value);
    while (found.find()) {
      into.add(found.group(1).toLowerCase(Locale.ROOT));
    }
  }

  private static Stream<String> values(String @Nullable [] header) {
    return header == null ? Stream.empty() : Arrays.stream(header);
  }
}
