package io.vecgo.benchmarks.ann;

import static io.vecgo.benchmarks.ann.Samples.point;
import static io.vecgo.benchmarks.ann.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class CurvePlotTest {
  private static final List<Run> RUNS =
      List.of(
          run("vecgo", "default", point(0.8, 30_000), point(0.95, 12_000), point(0.99, 6_000)),
          run("lucene", "f32", point(0.7, 20_000), point(0.99, 5_900), point(1.0, 700)));

  @Test
  void everyRunIsALineWithItsName() throws Exception {
    Document plot = parsed(CurvePlot.svg("sample", RUNS));

    assertThat(plot.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    assertThat(plot.getDocumentElement().getTextContent()).contains("vecgo default", "lucene f32");
  }

  @Test
  void everythingLiesInside() throws Exception {
    NodeList circles = parsed(CurvePlot.svg("sample", RUNS)).getElementsByTagName("circle");

    assertThat(circles.getLength()).isEqualTo(6);
    for (int i = 0; i < circles.getLength(); i++) {
      Element circle = (Element) circles.item(i);
      assertThat(Double.parseDouble(circle.getAttribute("cx"))).isBetween(0.0, 960.0);
      assertThat(Double.parseDouble(circle.getAttribute("cy"))).isBetween(0.0, 600.0);
    }
  }

  @Test
  void markupInATitleIsEscaped() throws Exception {
    assertThat(parsed(CurvePlot.svg("a < b & c", RUNS)).getDocumentElement().getTextContent())
        .contains("a < b & c");
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}
