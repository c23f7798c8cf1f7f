package io.boxoffice.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxoffice.cli.bench.FreshRequests.Batch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreshRequestsTest {
  private static final int SIZE = 3;

  private final List<Long> wanted = new ArrayList<>();
  private int settled;
  private final FreshRequests requests = new FreshRequests(this::batch, () -> settled++);

  @Test
  void writesEachOnceAndThenNothing() {
    requests.prepare(5);

    assertThat(writeAll()).containsExactly("0/0", "0/1", "0/2", "1/0", "1/1", "1/2");
    assertThat(wanted).containsExactly(5L, 2L);
    assertThat(settled).isOne();
  }

  @Test
  void keepsWhatALoadLeaves() {
    requests.prepare(2);
    write();
    write();
    requests.prepare(1);
    assertThat(write()).isEqualTo("0/2");
    requests.prepare(1);

    assertThat(writeAll()).containsExactly("1/0", "1/1", "1/2");
    assertThat(wanted).containsExactly(2L, 1L);
    assertThat(settled).isEqualTo(3);
  }

  private Batch batch(long atLeast) {
    int name = wanted.size();
    wanted.add(atLeast);
    return new Batch() {
      @Override
      public int size() {
        return SIZE;
      }

      @Override
      public void write(ByteBuffer out, int index) {
        out.put(BuyerRequests.ascii(name + "/" + index));
      }
    };
  }

  private List<String> writeAll() {
    List<String> all = new ArrayList<>();
    for (String next = write(); next != null; next = write()) {
      all.add(next);
    }
    return all;
  }

  private String write() {
    ByteBuffer out = ByteBuffer.allocate(100);
    return requests.write(out) < 0
        ? null
        : new String(out.array(), 0, out.position(), StandardCharsets.US_ASCII);
  }
}
