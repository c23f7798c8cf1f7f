package io.boxoffice.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.boxoffice.cli.bench.LoadModel.Resource;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

class LoadModelTest {
  private static final String RUN =
      """
      {"paths": {
         "poll": {"ours": {"cpuMicros": 10, "requestsPerSecond": 90000}},
         "join": {"ours": {"cpuMicros": 30, "requestsPerSecond": 20000}},
         "hold": {"ours": {"requestsPerSecond": 2000}, "yardstick": {"requestsPerSecond": 3000}},
         "payment": {"ours": {"requestsPerSecond": 2000}, "yardstick": {"requestsPerSecond": 1500}}},
       "million": {"heapBytesPerPlace": 300, "admissionStepMs": 3},
       "nodes2": {"cpuRatio": 1.2}}
      """;

  private static final String JMH =
      """
      [{"benchmark": "a.HeadBenchmark.join", "params": {"waiting": "1000"},
        "primaryMetric": {"score": 1, "scoreUnit": "ns/op"}},
       {"benchmark": "a.HeadBenchmark.join", "params": {"waiting": "1000000"},
        "primaryMetric": {"score": 2, "scoreUnit": "us/op"}},
       {"benchmark": "a.CodecBenchmark.joins", "primaryMetric": {"score": 150, "scoreUnit": "us/op"}},
       {"benchmark": "a.CodecBenchmark.answers",
        "primaryMetric": {"score": 100000, "scoreUnit": "ns/op"}}]
      """;

  private static PerformanceRun run(String bench, String jmh) throws Exception {
    ObjectMapper json = new ObjectMapper();
    return new PerformanceRun(json.readTree(bench), MissingNode.getInstance(), json.readTree(jmh));
  }

  private static Resource resource(String jmh, String name) throws Exception {
    return new LoadModel(run(RUN, jmh))
        .resources().stream().filter(each -> each.name().contains(name)).findFirst().orElseThrow();
  }

  /** The tool cannot see the node's classes; its tests can load them. */
  @Test
  void aWaiterAsksAgainWhenTheNodeTellsHim() throws Exception {
    Method told =
        Class.forName("io.boxoffice.queue.WaitEstimate")
            .getDeclaredMethod("refreshAfterSeconds", long.class, long.class);
    told.setAccessible(true);

    for (long position = 1; position <= LoadModel.BUYERS; position = position * 3 / 2 + 1) {
      assertThat(LoadModel.refreshSeconds(position))
          .as("at %d", position)
          .isEqualTo(told.invoke(null, position, (long) LoadModel.WAITING_TTL_MS));
    }
  }

  @Test
  void allAskAsOftenAsTheyAreTold() {
    // The first 99 each second; 200 more of the next 300 would be one in two seconds.
    assertThat(LoadModel.pollsPerSecond(99)).isEqualTo(99);
    assertThat(LoadModel.pollsPerSecond(399)).isCloseTo(249, within(1e-6));
  }

  @Test
  void aCoreCarriesWhatItsTimeAllows() throws Exception {
    Resource polls = resource("[]", "polls");

    assertThat(polls.carries()).isCloseTo(0.6 * 1e6 / (10 * 1.2), within(1e-6));
    assertThat(polls.load()).isCloseTo(polls.wanted() / 50_000, within(1e-6));
    assertThat(polls.evidence()).contains("/paths/poll/ours/cpuMicros", "/nodes2/cpuRatio");
  }

  @Test
  void theHeadsOwnWorkCountsWhereItWasMeasured() throws Exception {
    assertThat(resource(JMH, "joins").shared()).isFalse();
    assertThat(resource(JMH, "head, joins").carries()).isCloseTo(200_000, within(1e-6));
    assertThat(resource("[]", "head, joins").carries()).isCloseTo(12_000, within(1e-6));
    assertThat(resource("[]", "steps").carries()).isCloseTo(200, within(1e-6));
  }

  @Test
  void aSeatIsHeldAndPaid() throws Exception {
    LoadModel model = new LoadModel(run(RUN, "[]"));

    assertThat(model.salesPerSecond("ours").orElseThrow()).isCloseTo(1_000, within(1e-6));
    assertThat(model.salesPerSecond("yardstick").orElseThrow()).isCloseTo(1_000, within(1e-6));
    assertThat(model.placesMb().orElseThrow()).isEqualTo(300);
  }

  @Test
  void whatEndsFirstComesFirst() throws Exception {
    assertThat(new LoadModel(run(RUN, "[]")).resources())
        .extracting(Resource::name)
        .containsExactly(
            "PostgreSQL, seats held and paid",
            "the queue's head, admission steps",
            "a core for polls",
            "a core for joins at the opening",
            "the queue's head, joins");
    assertThat(new ModelTables(run(RUN, "[]")).all())
        .contains("this ends first: PostgreSQL, seats held and paid, at 600 a second, 7.2 times")
        .contains("| the queue's head, joins | at least 12,000 | 16,667 | at most 1.39 | no |")
        .contains("| 50,000 | 50 | 50 |")
        .contains("| 4 | 300 | 1,200 |");
  }

  @Test
  void whatWasNotMeasuredIsLeftOut() throws Exception {
    assertThat(new LoadModel(run("{}", "[]")).resources()).isEmpty();
    assertThat(new ModelTables(run("{}", "[]")).all()).doesNotContain("ends first", "NaN");
  }
}
