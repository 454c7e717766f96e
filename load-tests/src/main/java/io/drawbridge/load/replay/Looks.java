package io.drawbridge.load.replay;

import io.drawbridge.client.RequestFailed;
import io.drawbridge.load.audit.Auditor;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.protocol.result.MessageResult.Found;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Has people look at things of a thread beside its stream: files, and hits of a search over all
 * they reach. Each answer goes to the auditor. Thread-safe.
 */
final class Looks {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String NAME = "notes.txt";

  /** Words of a length that a query can have. */
  private static final Pattern WORD = Pattern.compile("(?:^|\\s)([A-Za-z]{4,80})(?=\\s|$)");

  private final ConversationId thread;
  private final Auditor auditor;
  private final Score score;
  private final NavigableMap<Long, String> said = new ConcurrentSkipListMap<>();

  /** The newest file; written by the thread that plays. */
  private volatile Optional<Shared> newest = Optional.empty();

  private volatile boolean fetched;

  private record Shared(FileId file, long pos) {}

  Looks(ConversationId thread, Auditor auditor, Score score) {
    this.thread = thread;
    this.auditor = auditor;
    this.score = score;
  }

  /** A line was said in the thread. */
  void said(long pos, String text) {
    said.put(pos, text);
  }

  /** A message with this file is there. */
  void sent(FileId file, long pos) {
    newest = Optional.of(new Shared(file, pos));
    fetched = false;
    score.files.incrementAndGet();
  }

  /** Uploads a file; what the server could not answer because it was killed is done again. */
  FileId upload(Participant person) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return inFolder(folder -> {
          Path file = Files.writeString(folder.resolve(NAME), "notes of " + thread);
          return person.client().transfers().upload(thread, file, (done, all) -> {}).join();
        });
      } catch (CompletionException failed) {
        if (RequestFailed.in(failed).flatMap(RequestFailed::code).isPresent()
            || System.nanoTime() > deadline) {
          throw failed;
        }
        // The server is being started again, and nobody says when it is there.
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
  }

  /** Has the first who speaks after a file fetch it. */
  void fetchOnce(Participant person) {
    if (!fetched) {
      fetched = true;
      fetchNewest(person);
    }
  }

  /** Has somebody fetch the newest file, whether or not it is for them. */
  void fetchNewest(Participant person) {
    newest.ifPresent(shared -> {
      long asked = System.nanoTime();
      fetch(person, shared)
          .ifPresent(got -> {
            score.fetched.incrementAndGet();
            auditor.looked(
                thread.toString(),
                person.name(),
                got ? Set.of(shared.pos()) : Set.of(),
                Set.of(shared.pos()),
                asked,
                System.nanoTime());
          });
    });
  }

  /** Whether it came, or was refused as if it were not there; empty if nobody answered. */
  private Optional<Boolean> fetch(Participant person, Shared shared) {
    try {
      return inFolder(folder -> {
        Path target = folder.resolve(NAME);
        Path file =
            person.client().transfers().download(shared.file(), target, (done, all) -> {}).join();
        if (!Files.readString(file).equals("notes of " + thread)) {
          score.fault("another file for " + shared.file());
        }
        return Optional.of(true);
      });
    } catch (CompletionException failed) {
      Optional<ErrorCode> code = RequestFailed.in(failed).flatMap(RequestFailed::code);
      if (code.isPresent() && !code.get().equals(ErrorCode.NOT_FOUND)) {
        score.fault("a file was answered with " + failed.getCause());
      }
      return code.map(refused -> false);
    }
  }

  /**
   * Looks everywhere for the first long word of a line, or of any line of the thread if that has
   * none; hits of all conversations are audited.
   */
  void search(Participant person, String line) {
    Optional<String> word =
        word(line)
            .or(() -> said.values().stream().flatMap(text -> word(text).stream()).findFirst());
    if (word.isEmpty()) {
      return;
    }
    long asked = System.nanoTime();
    Found found =
        person.client().messages().search("\"" + word.get() + "\"", Optional.empty()).join();
    long answered = System.nanoTime();
    Map<ConversationId, Set<Long>> shown = new HashMap<>();
    found.messages().stream()
        .map(hit -> hit.message())
        .collect(Collectors.groupingBy(it -> it.conversation()))
        .forEach((conversation, messages) ->
            shown.put(
                conversation, messages.stream().map(it -> it.pos()).collect(Collectors.toSet())));
    // Where the page was full, what lies below its end may stand on the next.
    long end =
        found.next().isEmpty()
            ? Long.MIN_VALUE
            : shown.values().stream().flatMap(Collection::stream).min(Long::compare).orElse(0L);
    shown.computeIfAbsent(thread, _ -> Set.of());
    shown.forEach((conversation, hits) ->
        auditor.looked(
            conversation.toString(),
            person.name(),
            hits,
            conversation.equals(thread) ? wanted(word.get(), end) : Set.of(),
            asked,
            answered));
    score.searched.incrementAndGet();
    score.hits.addAndGet(found.messages().size());
  }

  /** The lines of the thread above a position that surely have the word. */
  private Set<Long> wanted(String word, long above) {
    Pattern whole = Pattern.compile("(?:^|\\s)" + word + "(?=\\s|$)", Pattern.CASE_INSENSITIVE);
    return said.entrySet().stream()
        .filter(line -> line.getKey() > above && whole.matcher(line.getValue()).find())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static Optional<String> word(String text) {
    Matcher found = WORD.matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private interface InFolder<T> {
    T in(Path folder) throws IOException;
  }

  /** Works in a folder of its own, which is gone afterwards. */
  private static <T> T inFolder(InFolder<T> work) {
    try {
      Path folder = Files.createTempDirectory("drawbridge-replay");
      try {
        return work.in(folder);
      } finally {
        Files.deleteIfExists(folder.resolve(NAME));
        Files.deleteIfExists(folder.resolve(NAME + ".part"));
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
