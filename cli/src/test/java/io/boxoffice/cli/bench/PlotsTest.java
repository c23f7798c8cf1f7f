package io.boxoffice.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PlotsTest {
  private static final String RUN =
      """
      {"ratios": {"poll": 0.5, "join": null}, "cpuRatios": {"poll": 1.0, "join": 0.25},
       "paths": {"poll": {
         "ours": {"requestsPerSecond": 1000, "curve": [
           {"percentile": 0, "ms": 0.1}, {"percentile": 90, "ms": 1}, {"percentile": 99, "ms": 10}]},
         "yardstick": {"requestsPerSecond": 2000, "curve": [{"percentile": 50, "ms": 0.1}]}}}}
      """;

  private static Document picture(String name) throws Exception {
    return picture(RUN, name);
  }

  private static Document picture(String run, String name) throws Exception {
    Map<String, String> pictures = Plots.draw(new ObjectMapper().readTree(run));
    assertThat(pictures).containsOnlyKeys("ratios.svg", "latency-poll.svg");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(pictures.get(name).getBytes(StandardCharsets.UTF_8)));
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  @Test
  void aBarIsAsLongAsItsRatio() throws Exception {
    NodeList bars = picture("ratios.svg").getElementsByTagName("rect");

    // The join has no throughput ratio, and so no bar for it.
    assertThat(bars.getLength()).isEqualTo(3);
    double half = number((Element) bars.item(0), "width");
    assertThat(number((Element) bars.item(1), "width")).isEqualTo(2 * half);
    assertThat(number((Element) bars.item(2), "width")).isEqualTo(half / 2);
  }

  /** A picture has an end, whatever a run of very short windows says. */
  @Test
  void aBarOfAnAbsurdRatioIsCut() throws Exception {
    NodeList bars =
        picture(RUN.replace("\"join\": 0.25", "\"join\": 9.2e15"), "ratios.svg")
            .getElementsByTagName("rect");

    double throughput = number((Element) bars.item(0), "width");
    assertThat(number((Element) bars.item(2), "width") / throughput).isCloseTo(50, within(2.0));
  }

  /** Ten times the time is always the same step up, and ten times fewer the same step right. */
  @Test
  void theCurveIsOnScalesOfPowersOfTen() throws Exception {
    Element curve = (Element) picture("latency-poll.svg").getElementsByTagName("polyline").item(0);
    String[] points = curve.getAttribute("points").split("[ ,]", -1);
    double[] at = new double[points.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = Double.parseDouble(points[i]);
    }

    assertThat(at).hasSize(6);
    assertThat(at[2] - at[0]).isCloseTo(at[4] - at[2], within(0.2));
    assertThat(at[1] - at[3]).isCloseTo(at[3] - at[5], within(0.2));
    assertThat(at[1]).isGreaterThan(at[5]);
  }

  @Test
  void whatWasNotMeasuredIsNotDrawn() throws Exception {
    String run =
        """
        {"ratios": {"poll": null}, "cpuRatios": {"poll": null},
         "paths": {"poll": {"ours": null, "yardstick": {"requestsPerSecond": 7, "curve": []}}}}
        """;

    Map<String, String> pictures = Plots.draw(new ObjectMapper().readTree(run));

    assertThat(pictures.get("ratios.svg")).doesNotContain("<rect", "NaN");
    assertThat(pictures.get("latency-poll.svg")).contains("yardstick, 7/s").doesNotContain("ours,");
  }
}
