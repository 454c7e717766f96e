package io.drawbridge.server.file.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The bytes of a file that are delivered: parts of what is stored, in their order, and a few bytes
 * in between that take the place of others. Immutable.
 */
public final class Pieces {
  /** Beyond it a file is delivered as it is. */
  static final int MAX = 256;

  /** All of a file of any size. */
  public static final Pieces WHOLE = new Pieces(List.of());

  /** Reads stored bytes from any place. */
  @FunctionalInterface
  public interface Reader {
    /** Fills the buffer from an offset on; with less only at the end. Blocks. */
    void read(long offset, ByteBuffer into) throws IOException;
  }

  /** A run of bytes that are delivered. */
  private sealed interface Piece {
    long length();

    record Stored(long from, long length) implements Piece {}

    @SuppressWarnings("ArrayRecordComponent") // nobody compares pieces
    record Added(byte[] bytes) implements Piece {
      @Override
      public long length() {
        return bytes.length;
      }
    }
  }

  private final List<Piece> pieces;

  private Pieces(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /** Returns whether all stored bytes are delivered, and no others. */
  public boolean whole() {
    return pieces.isEmpty();
  }

  /** How many bytes are delivered; empty if that are all. */
  public Optional<Long> size() {
    return whole() ? Optional.empty() : Optional.of(lengthOf(pieces));
  }

  private static long lengthOf(List<Piece> pieces) {
    return pieces.stream().mapToLong(Piece::length).sum();
  }

  /** These bytes of a source, as a source. */
  public ByteSource of(ByteSource stored) {
    if (whole()) {
      return stored;
    }
    long size = lengthOf(pieces);
    return new ByteSource() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public void read(long offset, ByteBuffer into) throws IOException {
        Pieces.this.read(stored, offset, into);
      }
    };
  }

  /** Fills the buffer with delivered bytes, from an offset among them on. */
  public void read(Reader stored, long offset, ByteBuffer into) throws IOException {
    if (whole()) {
      stored.read(offset, into);
      return;
    }
    long skip = offset;
    for (Piece piece : pieces) {
      if (!into.hasRemaining()) {
        return;
      }
      if (skip >= piece.length()) {
        skip -= piece.length();
        continue;
      }
      int length = (int) Math.min(into.remaining(), piece.length() - skip);
      switch (piece) {
        case Piece.Added(byte[] bytes) -> into.put(bytes, (int) skip, length);
        case Piece.Stored(long from, long _) -> {
          ByteBuffer part = into.slice(into.position(), length);
          stored.read(from + skip, part);
          into.position(into.position() + part.position());
          if (part.hasRemaining()) {
            return;
          }
        }
      }
      skip = 0;
    }
  }

  /** Itself as a row keeps it; empty if it is the whole. */
  public Optional<byte[]> encoded() {
    if (whole()) {
      return Optional.empty();
    }
    int bytes = 0;
    for (Piece piece : pieces) {
      bytes += 2 * Long.BYTES + (piece instanceof Piece.Added added ? added.bytes().length : 0);
    }
    ByteBuffer out = ByteBuffer.allocate(bytes);
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Stored(long from, long length) -> out.putLong(from).putLong(length);
        case Piece.Added(byte[] added) -> out.putLong(-1).putLong(added.length).put(added);
      }
    }
    return Optional.of(out.array());
  }

  /** Reads what {@link #encoded} wrote. */
  public static Pieces decode(byte[] encoded) {
    List<Piece> pieces = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(encoded);
    while (in.hasRemaining()) {
      long from = in.getLong();
      long length = in.getLong();
      if (from >= 0) {
        pieces.add(new Piece.Stored(from, length));
      } else {
        byte[] added = new byte[(int) length];
        in.get(added);
        pieces.add(new Piece.Added(added));
      }
    }
    return new Pieces(pieces);
  }

  /** Collects pieces in their order, as many as tell whether they are too many. */
  static final class Builder {
    private final List<Piece> pieces = new ArrayList<>();

    /** Delivers these stored bytes; runs that touch are one. */
    void keep(long from, long length) {
      if (length <= 0) {
        return;
      }
      if (!pieces.isEmpty()
          && pieces.getLast() instanceof Piece.Stored(long before, long had)
          && before + had == from) {
        pieces.set(pieces.size() - 1, new Piece.Stored(before, had + length));
      } else {
        append(new Piece.Stored(from, length));
      }
    }

    /** Delivers bytes that are not stored. */
    void add(byte[] bytes) {
      append(new Piece.Added(bytes));
    }

    /** One more than there may be is enough: a file decides how many there would be. */
    private void append(Piece piece) {
      if (pieces.size() <= MAX) {
        pieces.add(piece);
      }
    }

    /** Delivers bytes before all others. */
    void addFirst(byte[] bytes) {
      pieces.addFirst(new Piece.Added(bytes));
    }

    /** Delivers so many bytes of the beginning before all others. */
    void keepFirst(long length) {
      if (pieces.getFirst() instanceof Piece.Stored(long next, long had) && next == length) {
        pieces.set(0, new Piece.Stored(0, length + had));
      } else {
        pieces.addFirst(new Piece.Stored(0, length));
      }
    }

    long length() {
      return lengthOf(pieces);
    }

    /** The pieces of a file of this size. */
    Pieces build(long size) {
      boolean all =
          pieces.size() == 1
              && pieces.getFirst() instanceof Piece.Stored(long from, long length)
              && from == 0
              && length == size;
      return all || pieces.size() > MAX ? WHOLE : new Pieces(pieces);
    }
  }
}
