package io.drawbridge.load.cluster;

import io.drawbridge.load.driver.Cluster;
import io.drawbridge.load.driver.ClusterNode;
import io.drawbridge.load.driver.HttpDoor;
import io.drawbridge.load.driver.RawSocket;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.result.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Commands to any of the nodes, as somebody asks who does not give up: what is not answered, or
 * refused for now, is asked of another node, the same command again. Thread-safe.
 */
final class Asking {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Longer than a lease and what follows it: after that another node is asked. */
  private static final Duration RECEIPT_WITHIN = Duration.ofSeconds(6);

  private static final int PAUSE_MS = 50;

  private final FrameCodec codec = new FrameCodec();
  private final List<ClusterNode> nodes;
  private final AtomicLong internal = new AtomicLong();

  Asking(Cluster cluster) {
    this.nodes = cluster.nodes();
  }

  /**
   * An answer.
   *
   * @param first when it was asked first, by {@link System#nanoTime}
   * @param asked when the node that answered was asked
   * @param answered when the answer was read
   */
  record Answered<R>(R result, long first, long asked, long answered) {}

  /** One attempt. */
  private interface Attempt<R> {
    Answered<R> at(ClusterNode node, long first);
  }

  /** Any of the nodes. */
  ClusterNode node(SplittableRandom random) {
    return nodes.get(random.nextInt(nodes.size()));
  }

  /** The times that a server said that it failed; each was asked again. */
  long internal() {
    return internal.get();
  }

  /** Asks until it is answered. */
  <R extends Result> Answered<R> ask(AccountResult.Tokens by, Command<R> command) {
    return answered((node, first) -> {
      long asked = System.nanoTime();
      R result = node.door().call(by, command);
      return new Answered<>(result, first, asked, System.nanoTime());
    });
  }

  /**
   * The same by a connection without a library, so that the moment is that at which the answer was
   * read.
   */
  <R extends Result> Answered<R> askBare(AccountResult.Tokens by, Command<R> command) {
    return answered((node, first) -> bare(node, first, by, command));
  }

  private <R> Answered<R> answered(Attempt<R> attempt) {
    long first = System.nanoTime();
    while (true) {
      try {
        return attempt.at(nodes.get(ThreadLocalRandom.current().nextInt(nodes.size())), first);
      } catch (HttpDoor.NoAnswer unanswered) {
        again(first, unanswered);
      } catch (HttpDoor.Refused refused) {
        switch (refused.code()) {
          case BUSY, UNAVAILABLE, RATE_LIMITED -> again(first, refused);
          case INTERNAL -> {
            internal.incrementAndGet();
            again(first, refused);
          }
          default -> throw refused;
        }
      }
    }
  }

  private static void again(long first, RuntimeException failed) {
    if (System.nanoTime() - first > PATIENCE.toNanos()) {
      throw failed;
    }
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed;
    }
  }

  @SuppressWarnings("unchecked") // the result type belongs to the command
  private <R extends Result> Answered<R> bare(
      ClusterNode node, long first, AccountResult.Tokens by, Command<R> command) {
    byte[] body = codec.encodeCommand(command);
    long asked = System.nanoTime();
    byte[] answer;
    long answered;
    try (RawSocket socket = RawSocket.to(node.uri(), RECEIPT_WITHIN)) {
      socket.begin("POST", "/v1/" + command.type(), by.accessToken().value(), body.length);
      socket.write(body);
      answer = socket.rest();
      answered = System.nanoTime();
    } catch (IOException e) {
      throw new HttpDoor.NoAnswer(command.type(), e);
    }
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    int head = text.indexOf("\r\n\r\n");
    if (head < 0 || !text.startsWith("HTTP/1.1 ")) {
      throw new HttpDoor.NoAnswer(command.type(), new IOException("an answer without a head"));
    }
    byte[] result = Arrays.copyOfRange(answer, head + 4, answer.length);
    if (text.startsWith("HTTP/1.1 200 ")) {
      return new Answered<>((R) codec.decodeResult(result), first, asked, answered);
    }
    throw codec.decodeServerFrame(result) instanceof ErrorFrame error
        ? new HttpDoor.Refused(command.type(), error.code(), error.message())
        : new IllegalStateException(command.type() + " got an answer that is no answer");
  }

  /** Returns whether one node shows this to somebody now; a node that does not answer does not. */
  <R extends Result> boolean shows(ClusterNode node, AccountResult.Tokens to, Command<R> command) {
    try {
      return node.door().call(to, command) != null;
    } catch (HttpDoor.NoAnswer unanswered) {
      return false;
    } catch (HttpDoor.Refused refused) {
      if (refused.code() == ErrorCode.INTERNAL) {
        internal.incrementAndGet();
      }
      return false;
    }
  }
}
