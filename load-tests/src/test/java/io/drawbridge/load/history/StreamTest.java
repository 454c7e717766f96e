package io.drawbridge.load.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream's record is judged: exactly what is due, in order, once. */
class StreamTest {
  private final Stream stream = new Stream();

  @BeforeEach
  void threeAreDue() {
    stream.expect(0, "one");
    stream.expect(4, "two");
    stream.expect(5, "three");
  }

  @Test
  void whatIsDueAndComesIsNoFault() {
    came("one", "two", "three");
    assertThat(stream.fault()).isEmpty();
    assertThat(stream.cursor()).isEqualTo(30);
    assertThat(stream.lastNumber()).isEqualTo(5);
  }

  @Test
  void aLostFrameIsAFault() {
    came("one", "three");
    assertThat(stream.fault()).isPresent();
    assertThat(stream.beginning()).isPresent();
  }

  @Test
  void aMissingEndIsAFaultUnlessTheDeviceIsCutOff() {
    came("one", "two");
    assertThat(stream.waits()).isTrue();
    assertThat(stream.fault()).isPresent();
    assertThat(stream.beginning()).isEmpty();
    stream.cut();
    assertThat(stream.fault()).isEmpty();
    assertThat(stream.lastNumber()).isEqualTo(4);
  }

  @Test
  void aDoubledFrameIsAFault() {
    came("one", "two", "two", "three");
    assertThat(stream.fault()).isPresent();
  }

  @Test
  void aFrameTooMuchIsAFault() {
    came("one", "two", "three", "four");
    assertThat(stream.fault()).isPresent();
  }

  @Test
  void swappedFramesAreAFault() {
    came("one", "three", "two");
    assertThat(stream.fault()).isPresent();
  }

  @Test
  void aPositionThatDoesNotRiseIsAFault() {
    stream.arrived(10, "one");
    stream.arrived(10, "two");
    stream.arrived(30, "three");
    assertThat(stream.fault()).isPresent();
  }

  @Test
  void aFrameOfWhatWasNeverOpenedIsAFault() {
    Stream closed = new Stream();
    assertThat(closed.fault()).isEmpty();
    closed.arrived(1, "one");
    assertThat(closed.fault()).isPresent();
  }

  private void came(String... frames) {
    long pos = 0;
    for (String frame : frames) {
      pos += 10;
      stream.arrived(pos, frame);
    }
  }
}
