package odia.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An evaluation as one self-contained page: nothing is fetched, nothing runs. Percent throughout.
 */
public final class HtmlReport {

  private static final int MOST_MISTAKES = 25;
  private static final int CHART = 300;

  private final Evaluation evaluation;
  private final List<Scored> scored;
  private final StringBuilder page = new StringBuilder();

  private HtmlReport(Evaluation evaluation, List<Scored> scored) {
    this.evaluation = evaluation;
    this.scored = scored;
  }

  /**
   * The page.
   *
   * @param about what was measured, by name: model, data, comparison, …
   */
  public static String of(Evaluation evaluation, List<Scored> scored, Map<String, String> about) {
    HtmlReport report = new HtmlReport(evaluation, scored);
    report.head(about);
    report.perLabel();
    report.confusion();
    report.reliability();
    report.coverage();
    report.mistakes();
    return report.page.append("</main></body></html>\n").toString();
  }

  private void head(Map<String, String> about) {
    page.append(
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>odia-stream: evaluation</title>
        <style>
        :root { color-scheme: light dark; --ink: #1c2530; --dim: #5c6a78; --line: #d8dee4; --bar: #2a6f97; --paper: #fff; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e6ebf0; --dim: #9aa7b4; --line: #38424d; --bar: #61a5c2; --paper: #14191f; } }
        body { margin: 0; font: 15px/1.5 system-ui, "Noto Sans", "Noto Sans Oriya", sans-serif; color: var(--ink); background: var(--paper); }
        main { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
        h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
        p, dt, caption { color: var(--dim); } dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
        dd { margin: 0; overflow-wrap: anywhere; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; } th, td { padding: .3rem .7rem; border-bottom: 1px solid var(--line); text-align: right; }
        th:first-child, td.text { text-align: left; font-weight: inherit; } thead th { color: var(--dim); font-weight: 600; }
        td.right { outline: 2px solid var(--bar); outline-offset: -2px; }
        svg text { fill: var(--dim); font-size: 11px; } .axis { stroke: var(--line); } .bar { fill: var(--bar); } .ideal { stroke: var(--dim); stroke-dasharray: 4 4; }
        </style></head><body><main>
        <h1>How good the classifier is</h1>
        <p>All figures but numbers of documents are percent.</p>
        """);
    page.append("<dl>");
    about.forEach((name, value) -> entry(name, value));
    entry("documents", "%,d".formatted(evaluation.n()));
    entry("accuracy", percent(evaluation.accuracy()));
    entry("macro-F1", percent(evaluation.macroF1()));
    entry("expected calibration error", percent(evaluation.calibrationError()));
    entry("of which luck would make", percent(evaluation.chanceCalibrationError()));
    page.append("</dl>\n");
  }

  private void entry(String name, String value) {
    page.append("<dt>%s</dt><dd>%s</dd>".formatted(escape(name), escape(value)));
  }

  private void perLabel() {
    section(
        "Each label", "Precision: right among those given it. Recall: found among those it is.");
    header("label", "precision", "recall", "F1", "documents");
    evaluation
        .perLabel()
        .forEach(
            (label, f) ->
                row(
                    label,
                    percent(f.precision()),
                    percent(f.recall()),
                    percent(f.f1()),
                    f.support()));
    page.append("</table></div>\n");
  }

  private void confusion() {
    section("What is taken for what", "Rows: the right label. Columns: the label given.");
    List<String> names = List.copyOf(evaluation.perLabel().keySet());
    List<String> heads = new ArrayList<>(List.of("right label"));
    heads.addAll(names);
    header(heads.toArray(String[]::new));
    for (int r = 0; r < names.size(); r++) {
      page.append("<tr><th scope=\"row\">").append(escape(names.get(r))).append("</th>");
      for (int c = 0; c < names.size(); c++) {
        cell(evaluation.confusion()[r], c, r == c);
      }
      page.append("</tr>\n");
    }
    page.append("</table></div>\n");
  }

  private void cell(int[] row, int column, boolean right) {
    int sum = Math.max(1, Arrays.stream(row).sum());
    page.append(
        "<td%s style=\"background: color-mix(in srgb, var(--bar) %d%%, transparent)\">%s</td>"
            .formatted(
                right ? " class=\"right\"" : "",
                70 * row[column] / sum,
                row[column] == 0 ? "" : row[column]));
  }

  private void reliability() {
    section(
        "Whether confidence means what it says",
        "Bars: accuracy of the documents with about that confidence, their number on top. On the"
            + " broken line both would be equal.");
    page.append(
        "<svg role=\"img\" aria-label=\"reliability diagram\" viewBox=\"-40 -20 %d %d\" width=\"%d\">"
            .formatted(CHART + 60, CHART + 60, CHART + 120));
    for (int tick = 0; tick <= 100; tick += 25) {
      int at = CHART * tick / 100;
      page.append(
          "<line class=\"axis\" x1=\"0\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/><text x=\"-32\" y=\"%d\">%d</text><text x=\"%d\" y=\"%d\">%d</text>"
              .formatted(
                  CHART, CHART - at, CHART - at, CHART - at + 4, tick, at - 8, CHART + 16, tick));
    }
    evaluation.reliability().stream().filter(bin -> bin.n() > 0).forEach(this::bar);
    page.append(
        "<line class=\"ideal\" x1=\"0\" y1=\"%d\" x2=\"%d\" y2=\"0\"/><text x=\"%d\" y=\"%d\">confidence, %%</text></svg>\n"
            .formatted(CHART, CHART, CHART / 2 - 30, CHART + 34));
  }

  private void bar(Reliability.Bin bin) {
    double width = (double) CHART / evaluation.reliability().size();
    double height = CHART * bin.accuracy();
    double left = CHART * bin.from();
    page.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/><text x=\"%.1f\" y=\"%.1f\">%d</text>",
            left + 1,
            CHART - height,
            width - 2,
            height,
            left + 2,
            CHART - height - 4,
            bin.n()));
  }

  private void coverage() {
    section(
        "What people's help would bring",
        "If the least confident documents go to people, the labels of the others are right this often.");
    header("documents labelled without a look", "least confidence", "accuracy");
    evaluation
        .coverage()
        .forEach(c -> row(percent(c.share()), percent(c.confidence()), percent(c.accuracy())));
    page.append("</table></div>\n");
  }

  private void mistakes() {
    List<Scored> mistakes =
        scored.stream()
            .filter(s -> !s.right())
            .sorted(
                Comparator.comparingDouble((Scored s) -> s.prediction().confidence()).reversed())
            .limit(MOST_MISTAKES)
            .toList();
    section("The most confident mistakes", mistakes.isEmpty() ? "There are none." : "");
    header("id", "right label", "label given", "confidence", "text");
    for (Scored s : mistakes) {
      page.append(
          "<tr><th scope=\"row\">%s</th><td>%s</td><td>%s</td><td>%s</td><td class=\"text\" lang=\"or\">%s</td></tr>\n"
              .formatted(
                  escape(s.text().id()),
                  escape(s.text().label()),
                  escape(s.prediction().label()),
                  percent(s.prediction().confidence()),
                  escape(s.text().text())));
    }
    page.append("</table></div>\n");
  }

  private void section(String title, String help) {
    page.append("<h2>%s</h2><p>%s</p>\n".formatted(title, help));
  }

  private void header(String... names) {
    page.append("<div class=\"scroll\"><table><thead><tr>");
    for (String name : names) {
      page.append("<th scope=\"col\">").append(escape(name)).append("</th>");
    }
    page.append("</tr></thead>\n");
  }

  private void row(String name, Object... cells) {
    page.append("<tr><th scope=\"row\">").append(escape(name)).append("</th>");
    for (Object cell : cells) {
      page.append("<td>").append(escape(cell.toString())).append("</td>");
    }
    page.append("</tr>\n");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
