package io.drawbridge.client.resume;

/**
 * Keeps how far a client has got, so that a restarted program resumes where it was. Called on
 * threads of the client, one call at a time; may block.
 *
 * <p>A position is saved after the handlers have seen its event, at most once a second: after a
 * crash the last events may come again, but none is left out.
 */
public interface CursorStore {

  /**
   * Loads what was saved last; {@link Progress#none} if nothing was.
   *
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  Progress load();

  /**
   * Saves progress in place of what was saved before: wholly or not at all.
   *
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  void save(Progress progress);
}
