package io.boxoffice.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MillionTest {
  private static final String METRICS =
      """
      # TYPE boxoffice_queue_commands_seconds histogram
      boxoffice_queue_commands_seconds_bucket{admitted="false",command="Step",le="+Inf"} 70
      boxoffice_queue_commands_seconds_bucket{admitted="true",command="Step",le="1.0E-4"} %d
      boxoffice_queue_commands_seconds_bucket{admitted="true",command="Step",le="0.001"} %d
      boxoffice_queue_commands_seconds_bucket{admitted="true",command="Step",le="+Inf"} %d
      boxoffice_queue_commands_seconds_count{admitted="true",command="Step"} %d
      boxoffice_queue_commands_seconds_sum{admitted="true",command="Step"} %s
      boxoffice_queue_commands_seconds_bucket{admitted="true",command="Sync",le="1.0E-4"} 1
      boxoffice_queue_commands_seconds_bucket{admitted="true",command="Sync",le="0.001"} 1
      boxoffice_queue_commands_seconds_bucket{admitted="true",command="Sync",le="+Inf"} 1
      boxoffice_queue_commands_seconds_count{admitted="true",command="Sync"} 1
      boxoffice_queue_commands_seconds_sum{admitted="true",command="Sync"} 5.0E-5
      # TYPE boxoffice_queue_commands_seconds_max gauge
      boxoffice_queue_commands_seconds_max{admitted="false",command="Step"} 9.0
      boxoffice_queue_commands_seconds_max{admitted="true",command="Step"} 0.004
      boxoffice_queue_commands_seconds_max{admitted="true",command="Sync"} 5.0E-5
      """;

  @Test
  void readsWhatTheStepsTookSinceAnEarlierReading() {
    StepTimes before = StepTimes.of(METRICS.formatted(0, 1, 2, 2, "0.006"));
    StepTimes times = StepTimes.of(METRICS.formatted(90, 100, 102, 102, "0.016")).since(before);

    assertThat(times.count()).isEqualTo(100);
    assertThat(times.meanMs()).isEqualTo(0.1, within(1e-9));
    assertThat(times.boundMs(0.5)).isEqualTo(0.1, within(1e-9));
    assertThat(times.boundMs(0.99)).isEqualTo(1, within(1e-9));
    assertThat(times.boundMs(1)).isEqualTo(4, within(1e-9));
    assertThat(times.maxMs()).isEqualTo(4, within(1e-9));
  }

  @Test
  void ranksBySequenceWhateverTheOrderAndTheGaps() {
    JoinOrder order = new JoinOrder(5);
    for (long sequence : new long[] {30, 10, 25}) {
      order.joined(sequence);
    }

    assertThat(order.rank(10)).isEqualTo(1);
    assertThat(order.rank(25)).isEqualTo(2);
    assertThat(order.rank(30)).isEqualTo(3);
    assertThatThrownBy(() -> order.rank(11)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void twoPlacesWithOneSequenceAreFound() {
    JoinOrder order = new JoinOrder(2);
    order.joined(7);
    order.joined(7);

    assertThatThrownBy(() -> order.rank(7)).hasMessageContaining("sequence 7");
  }

  @Test
  void aPositionIsRightBetweenWhatWasSureAndWhatIsAskedFor() {
    Capacity capacity = new Capacity(10, 100);
    assertThat(capacity.allows(490, 500, 10)).isTrue();
    assertThat(capacity.allows(390, 500, 10)).isFalse();

    assertThat(capacity.ask()).isEqualTo(110);
    assertThat(capacity.allows(490, 500, 10)).isTrue();
    assertThat(capacity.allows(390, 500, 10)).isTrue();
    assertThat(capacity.allows(440, 500, 10)).isFalse();
    assertThat(capacity.allows(0, 110, 10)).isTrue();

    capacity.answered();
    assertThat(capacity.sure()).isEqualTo(110);
    assertThat(capacity.allows(490, 500, capacity.sure())).isFalse();
    assertThat(capacity.allows(390, 500, capacity.sure())).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "{\"sequence\":7,\"position\":123,\"ahead\":122}; 123",
        "{\"position\":0}; 0",
        "{\"position\":null}; -1",
        "{\"sequence\":7}; -1"
      })
  void findsThePosition(String json, long position) {
    byte[] bytes = json.getBytes(StandardCharsets.US_ASCII);
    assertThat(JsonBytes.position(bytes, bytes.length)).isEqualTo(position);
  }

  @Test
  void findsTheSequenceOfAToken() {
    String claims =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                "{\"sub\":\"x\",\"seq\":1000017,\"jat\":5}".getBytes(StandardCharsets.US_ASCII));
    assertThat(JsonBytes.sequence(BuyerRequests.ascii("e30." + claims + ".sig")))
        .isEqualTo(1_000_017);
    assertThat(JsonBytes.sequence(BuyerRequests.ascii("no token"))).isEqualTo(-1);
  }
}
