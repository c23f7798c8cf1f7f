package io.boxoffice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stadium is imported while one waits. */
class LargeImportIT {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int ZONES = 60;
  private static final int ROWS = 40;
  private static final int SEATS = 25;
  private static final int MAX_BODY_BYTES = 32 * 1024 * 1024;

  @TempDir private Path home;

  @Test
  void sixtyThousandSeatsTakeLessThanTenSeconds() throws Exception {
    Path plan = Files.write(home.resolve("stadium.json"), stadium());
    assertThat(Files.size(plan)).isLessThan(MAX_BODY_BYTES);
    try (LiveNode node = LiveNode.start(home.resolve("data"))) {
      Tool tool = Tool.ofToday(home).with("BOXOFFICE_URL", node.url()).onTerminal();
      Tool.Result login =
          tool.with("BOXOFFICE_PASSWORD", LiveNode.PASSWORD).run("login", LiveNode.OPERATOR);
      assertThat(login.exitCode()).as(login.err()).isZero();

      long startNanos = System.nanoTime();
      Tool.Result result =
          tool.run(
              "concert",
              "import",
              "--plan",
              plan.toString(),
              "--title",
              "Stadium",
              "--venue",
              "Long Meadow",
              "--performance",
              "2099-07-01T19:30",
              "--price",
              "Field=1000",
              "--color=never");
      Duration took = Duration.ofNanos(System.nanoTime() - startNanos);

      System.out.printf(
          "60,000 seats, %.1f MiB: %d ms in all; %s%n",
          Files.size(plan) / 1_048_576.0,
          took.toMillis(),
          result.err().substring(result.err().lastIndexOf("Sent ")).strip());
      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(result.out()).contains("60,000 seats");
      assertThat(result.err()).contains("Sending [#", "Importing on the server");
      assertThat(took).isLessThan(LIMIT);
    }
  }

  /** As large as the editor writes it: random ids, coordinates with fractions, every member. */
  private static byte[] stadium() throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode plan = json.createObjectNode().put("name", "Stadium");
    plan.putObject("size").put("width", 4_000).put("height", 4_000);
    plan.putArray("categories").addObject().put("name", "Field").put("color", "#2980b9");
    ArrayNode zones = plan.putArray("zones");
    for (int z = 0; z < ZONES; z++) {
      ObjectNode zone = zones.addObject().put("name", "Block " + (z + 1)).put("zone_id", "z" + z);
      point(zone, z % 10 * 400, z / 10 * 400);
      zone.putArray("areas");
      ArrayNode rows = zone.putArray("rows");
      for (int r = 0; r < ROWS; r++) {
        ObjectNode row = rows.addObject().put("row_number", "" + (r + 1));
        row.put("row_number_position", "both");
        point(row, 0, r * 9.5);
        ArrayNode seats = row.putArray("seats");
        for (int s = 0; s < SEATS; s++) {
          ObjectNode seat = seats.addObject();
          seat.put("seat_number", "" + (s + 1));
          seat.put("seat_guid", "%08x-4f1c-4b7e-9c1d-%012x".formatted(z * 7_919 + r, s * 104_729L));
          seat.put("uuid", "%08x-8a2e-4c3b-b6f0-%012x".formatted(z * 6_007 + r, s * 130_363L));
          seat.put("category", "Field");
          point(seat, s * 14.142_135_623_7, Math.sin(s / 25.0) * 30);
        }
      }
    }
    return json.writeValueAsBytes(plan);
  }

  private static void point(ObjectNode node, double x, double y) {
    node.putObject("position").put("x", x).put("y", y);
  }
}
