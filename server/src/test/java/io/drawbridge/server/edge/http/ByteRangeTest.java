package io.drawbridge.server.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.edge.http.ByteRange.Asked;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ByteRangeTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=2-4, 2, 3",
    "bytes=9-, 9, 1",
    "bytes=-3, 7, 3",
    "bytes=-30, 0, 10",
    "bytes=5-9999999999999999, 5, 5"
  })
  void partIsThatOfTheFile(String header, long start, long length) {
    assertThat(ByteRange.of(List.of(header), 10))
        .isEqualTo(new Asked.Part(new ByteRange(start, length)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=-", "bytes=4-2", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b", "bytes=1"})
  void whatIsNoRangeAsksForTheWhole(String header) {
    assertThat(ByteRange.of(List.of(header), 10)).isEqualTo(new Asked.Whole());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-12", "bytes=-0"})
  void whatIsBehindTheEndIsOutside(String header) {
    assertThat(ByteRange.of(List.of(header), 10)).isEqualTo(new Asked.Outside());
  }

  @Test
  void emptyFileHasNoParts() {
    assertThat(ByteRange.of(List.of(), 0)).isEqualTo(new Asked.Whole());
    assertThat(ByteRange.of(List.of("bytes=0-"), 0)).isEqualTo(new Asked.Outside());
    assertThat(ByteRange.of(List.of("bytes=0-1", "bytes=2-3"), 10)).isEqualTo(new Asked.Whole());
  }
}
