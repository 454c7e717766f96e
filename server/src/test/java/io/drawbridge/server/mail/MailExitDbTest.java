package io.drawbridge.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.TestCertificate;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.exit.Carrier;
import io.drawbridge.server.exit.ExitWorker;
import io.drawbridge.server.exit.Outbox;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.mail.letter.Letter;
import io.drawbridge.server.mail.smtp.FileMailer;
import io.drawbridge.server.mail.smtp.Mailer;
import io.drawbridge.server.mail.smtp.Sender;
import io.drawbridge.server.mail.smtp.SmtpMailer;
import io.drawbridge.server.mail.smtp.SmtpServer;
import io.drawbridge.server.observe.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailExitDbTest {
  private static final String NODE = "n_mail";
  @AutoClose private static final TestDatabase DB = TestDatabase.create();

  private static final Sender FROM = new Sender("Drawbridge", "drawbridge@chat.example");

  private final Outbox rows = new Outbox(MailExit.NAME, DB.database(), DB.ids());
  private final MailOutbox outbox = new MailOutbox(rows);
  private final List<Letter> sent = Collections.synchronizedList(new ArrayList<>());
  private final Source source = new Source();

  @BeforeEach
  void emptyOutbox() {
    DB.execute("delete from outbox");
    DB.execute("insert into node (id) values (?) on conflict do nothing", NODE);
  }

  @Test
  void sentMailIsForgotten() {
    try (ExitWorker<Letter> worker = worker(sent::add)) {
      worker.start();
      add(1);
      eventually(() -> sent.size() == 1 && rows() == 0);
    }
  }

  /** Leak 77: what is no longer wanted when its time comes is not sent. */
  @Test
  void unwantedMailIsDropped() {
    source.wanted = false;
    try (ExitWorker<Letter> worker = worker(sent::add)) {
      worker.start();
      add(1);
      eventually(() -> rows() == 0);
      assertThat(sent).isEmpty();
      assertThat(source.undeliverable).hasValue(0);
    }
  }

  @Test
  void troubleIsTriedAgainLater() {
    try (ExitWorker<Letter> worker =
        worker(letter -> {
          throw new IllegalStateException("busy");
        })) {
      worker.start();
      add(1);
      eventually(() -> attempts() == 1 && dueLater());
      assertThat(rows()).isOne();
    }
  }

  @Test
  void mailWaitsForAServerWithTls(@TempDir Path folder) throws Exception {
    TestCertificate certificate = TestCertificate.ofLocalhost(folder);
    int port = TestSmtpServer.freePort();
    SmtpServer server =
        new SmtpServer(
            "localhost",
            port,
            SmtpServer.Security.STARTTLS,
            Optional.empty(),
            List.of(certificate.certificate()));
    SmtpMailer mailer =
        new SmtpMailer(server, FROM, Optional.empty(), Optional.empty(), DB.clock());
    try (ExitWorker<Letter> worker = worker(mailer)) {
      try (TestSmtpServer clear =
          TestSmtpServer.start(port, TestSmtpServer.Speech.CLEAR, certificate)) {
        worker.start();
        add(1);
        eventually(() -> attempts() == 1 && dueLater());
        assertThat(clear.recipients()).isEmpty();
      }
      try (TestSmtpServer safe =
          TestSmtpServer.start(port, TestSmtpServer.Speech.STARTTLS, certificate)) {
        DB.execute("update outbox set due_at = clock_timestamp()");
        outbox.wake();
        eventually(() -> rows() == 0);
        assertThat(safe.recipients()).containsExactly("guest@else.example");
      }
    }
  }

  /** An address that no server takes is told to the source, and kept for the operator. */
  @Test
  void refusedMailIsADeadLetter() {
    try (ExitWorker<Letter> worker =
        worker(letter -> {
          throw new IllegalArgumentException("550");
        })) {
      worker.start();
      add(1);
      eventually(() -> source.undeliverable.get() == 1);
    }
    assertThat(number("select count(*) from outbox where state = 'dead' and why = '550'")).isOne();
  }

  @Test
  void everyKindHasItsOwnSurface() {
    assertThat(MailKind.values()).extracting(MailKind::surface).doesNotHaveDuplicates();
  }

  @Test
  void filesAreMailsForTheOwnerOfTheServerAlone(@TempDir Path folder) throws Exception {
    Path mails = folder.resolve("mail");
    FileMailer mailer = new FileMailer(mails, FROM, Optional.empty(), DB.clock());
    try (ExitWorker<Letter> worker = worker(mailer)) {
      worker.start();
      add(1);
      eventually(() -> emls(mails).size() == 1);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(mails)))
        .isEqualTo("rwx------");
    assertThat(Files.readString(emls(mails).getFirst()))
        .contains("To: guest@else.example")
        .contains("Subject: Hello");
  }

  private static List<Path> emls(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".eml")).toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void add(long subject) {
    DB.database()
        .write(handle -> {
          outbox.add(
              handle,
              MailKind.INVITATION,
              EmailAddress.of("guest@else.example"),
              Optional.of(subject),
              "token");
          return subject;
        });
    outbox.wake();
  }

  /** A worker whose mails meet the function; what it throws is trouble, or a refusal. */
  private ExitWorker<Letter> worker(Consumer<Letter> taker) {
    Mailer mailer =
        () ->
            new Carrier<Letter>() {
              @Override
              public void send(Letter letter) throws Refused, Trouble {
                try {
                  taker.accept(letter);
                } catch (IllegalArgumentException e) {
                  throw new Refused("550");
                } catch (IllegalStateException e) {
                  throw new Trouble("busy");
                }
              }

              @Override
              public void close() {
                // nothing is open
              }
            };
    return worker(mailer);
  }

  private ExitWorker<Letter> worker(Mailer mailer) {
    MailExit exit =
        new MailExit(
            mailer,
            new MailStops(new StopTokens(new byte[32], new SecureRandom())),
            new MailReaders(new MailReader(Locale.ENGLISH, ZoneId.of("UTC"))),
            new BounceReferences(new byte[32]),
            Map.of(MailKind.INVITATION, source));
    return new ExitWorker<>(
        DB.database(), DB.clock(), rows, exit, NODE, new Metrics(), new Random(7));
  }

  private static void eventually(Callable<Boolean> condition) {
    Awaitility.await().atMost(10, TimeUnit.SECONDS).until(condition);
  }

  private static int rows() {
    return number("select count(*) from outbox");
  }

  private static int attempts() {
    return number("select coalesce(max(attempts), 0) from outbox");
  }

  private static boolean dueLater() {
    return number(
                "select count(*) from outbox where due_at > clock_timestamp() + interval '30"
                    + " seconds'")
            == 1
        && number(
                "select count(*) from outbox where due_at > clock_timestamp() + interval '5"
                    + " minutes'")
            == 0;
  }

  private static int number(String sql) {
    return DB.database().query(handle -> handle.createQuery(sql).mapTo(Integer.class).one());
  }

  private static final class Source implements LetterSource {
    private final AtomicInteger undeliverable = new AtomicInteger();
    private volatile boolean wanted = true;

    @Override
    public Optional<Letter> compose(Handle snapshot, DueMail mail) {
      return wanted
          ? Optional.of(
              new Letter(
                  mail.id(),
                  mail.to(),
                  "Hello",
                  "text",
                  "<p>text</p>",
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()))
          : Optional.empty();
    }

    @Override
    public void undeliverable(Optional<Long> subject) {
      undeliverable.incrementAndGet();
    }
  }
}
