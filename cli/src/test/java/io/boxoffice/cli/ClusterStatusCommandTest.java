package io.boxoffice.cli;

import static io.boxoffice.cli.OperatorCommandsTest.fitsATerminal;
import static io.boxoffice.cli.OperatorCommandsTest.isJson;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the cluster stands, against canned answers. */
class ClusterStatusCommandTest {
  private static final String CALL = "GET /api/v1/admin/cluster";
  private static final String CLUSTER =
      """
      {"name":"boxoffice","expectedNodes":3,"quorum":true,"partitionsSafe":true,"nodes":[
        {"nodeId":"6f9619ff-8b86-4d01-b42d-00cf4fc964f1","address":"10.0.0.1:5701",
         "version":"0.4.0","roles":["http","queue","reservation","wallet"],"self":true,
         "heads":["0S9WVEN28031J"],
         "views":[{"concertId":"0S9WVEN28031J","ageMs":85},
                  {"concertId":"0S9WVEN28031K","ageMs":1204}]},
        {"nodeId":"6f9619ff-8b86-4d01-b42d-00cf4fc964f2","address":"10.0.0.2:5701",
         "version":"0.4.0","roles":["http"],"self":false,
         "heads":["0S9WVEN28031K","0S9WVEN28031M"],"views":[]},
        {"nodeId":"6f9619ff-8b86-4d01-b42d-00cf4fc964f3","address":"10.0.0.3:5701",
         "version":null,"roles":[],"self":false,"heads":null,"views":null}]}""";

  @TempDir private Path home;
  private final StubServer server = new StubServer();

  @AfterEach
  void stop() {
    server.close();
  }

  private Tool.Result asOperator(String line) {
    return new Tool(home).loggedInAt(server.url()).run(line.split(" "));
  }

  @Test
  void showsNodesWhereQueuesLiveAndHowOldTheCopiesAre() throws IOException {
    server.answer(CALL, 200, CLUSTER);

    Tool.Result result = asOperator("cluster status");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            Cluster boxoffice: 3 of 3 nodes, quorum, partitions safe.

            ADDRESS        ROLES  VERSION      HEADS  OLDEST COPY  SELF
            10.0.0.1:5701  all    0.4.0            1     1,204 ms  yes
            10.0.0.2:5701  http   0.4.0            2            -  -
            10.0.0.3:5701  -      -        no answer            -  -

            CONCERT        HEAD AT        OLDEST COPY
            0S9WVEN28031M  10.0.0.2:5701            -
            0S9WVEN28031K  10.0.0.2:5701     1,204 ms
            0S9WVEN28031J  10.0.0.1:5701        85 ms
            """);
    isJson(asOperator("cluster status --json").out(), CLUSTER);
  }

  @Test
  void saysWhatIsWrong() {
    server.answer(
        CALL,
        200,
        """
        {"name":"boxoffice","expectedNodes":3,"quorum":false,"partitionsSafe":false,"nodes":[
          {"nodeId":"6f9619ff-8b86-4d01-b42d-00cf4fc964f1","version":"0.4.0-SNAPSHOT",
           "address":"boxoffice-0.boxoffice.tickets.svc.cluster.local:5701",
           "roles":["queue","reservation","wallet"],"self":true,"heads":null,
           "views":[{"concertId":"0S9WVEN28031J","ageMs":20850}]}]}""");

    Tool.Result result = asOperator("cluster status");

    fitsATerminal(result.out());
    assertThat(result.out())
        .startsWith("Cluster boxoffice: 1 of 3 nodes, no quorum, partitions not safe.\n")
        .contains("not known")
        .endsWith("0S9WVEN28031J  -          20,850 ms\n");
  }

  @Test
  void listsNoMoreQueuesThanAreWanted() {
    server.answer(CALL, 200, CLUSTER);

    assertThat(asOperator("cluster status --limit 2").out())
        .contains("0S9WVEN28031M", "0S9WVEN28031K", "There are more than these 2")
        .doesNotContain("0S9WVEN28031J");
    assertThat(asOperator("cluster status --limit 3").out()).doesNotContain("There are more");
  }

  @Test
  void aClusterWithoutQueuesHasNoListOfThem() {
    server.answer(
        CALL,
        200,
        """
        {"name":"boxoffice","expectedNodes":1,"quorum":true,"partitionsSafe":true,"nodes":[]}""");

    assertThat(asOperator("cluster status").out()).doesNotContain("CONCERT");
  }

  @Test
  void canBeWatched() {
    server.answer(CALL, 200, CLUSTER);

    Tool.Result result =
        new Tool(home)
            .loggedInAt(server.url())
            .pausing(
                wait -> {
                  throw new InterruptedException();
                })
            .run("cluster", "status", "--watch");

    assertThat(result.exitCode()).as(result.err()).isEqualTo(130);
    assertThat(result.out()).contains("Cluster boxoffice: 3 of 3 nodes");
  }
}
