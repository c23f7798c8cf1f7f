package io.boxoffice.cli.bench;

import io.boxoffice.cli.bench.LoadModel.Resource;
import java.util.List;
import java.util.OptionalDouble;

/** The model in words and tables. */
final class ModelTables {
  private static final int[] HALLS = {10_000, LoadModel.LARGE_HALL};
  private static final int[] NODES = {1, 2, 4, 8, 16};

  private final LoadModel model;

  ModelTables(PerformanceRun run) {
    this.model = new LoadModel(run);
  }

  String all() {
    return (assumptions() + "\n" + resources() + "\n" + halls() + memory()).strip() + "\n";
  }

  private String assumptions() {
    return Markdown.form(
            "- %,d buyers wait, each asking again when the last answer said: after %d s at the"
                + " front, %d s at the end. That is %,.0f polls a second.\n",
            LoadModel.BUYERS,
            LoadModel.refreshSeconds(1),
            LoadModel.refreshSeconds(LoadModel.BUYERS),
            LoadModel.pollsPerSecond(LoadModel.BUYERS))
        + Markdown.form(
            "- All of them join within %d s: %,.0f joins a second.\n",
            LoadModel.OPENING_SECONDS, LoadModel.joinsPerSecond())
        + Markdown.form(
            "- %,d seats are to be sold within %d s. Nothing is planned to be busy for more than"
                + " %.0f %% of the time.\n",
            LoadModel.LARGE_HALL, LoadModel.SALE_SECONDS, LoadModel.USE * 100)
        + Markdown.form(
            "- A request costs %.2f times what it costs on one node (%s).\n",
            model.surcharge(),
            model.surcharge() > 1
                ? "`/nodes2/cpuRatio`; for more nodes than two that is extrapolated"
                : "two nodes cost no more, or were not measured");
  }

  /** Which resource ends first. */
  private String resources() {
    List<Resource> all = model.resources();
    Markdown table =
        Markdown.table(
            "resource",
            ">one carries, /s",
            ">wanted, /s",
            ">of it wanted",
            "more nodes bring more",
            "evidence");
    for (Resource each : all) {
      table.row(
          each.name(),
          (each.atLeast() ? "at least " : "") + Markdown.number(each.carries()),
          Markdown.number(each.wanted()),
          (each.atLeast() ? "at most " : "") + Markdown.number(each.load()),
          each.shared() ? "yes" : "no",
          each.evidence());
    }
    return table + "\n" + verdict(all);
  }

  private static String verdict(List<Resource> all) {
    StringBuilder text = new StringBuilder();
    double cores = all.stream().filter(Resource::shared).mapToDouble(Resource::load).sum();
    if (cores > 0) {
      text.append(
          Markdown.form(
              "Together the nodes want %s cores where all of that comes at once. ",
              Markdown.number(Math.ceil(cores))));
    }
    all.stream()
        .filter(each -> !each.shared() && !each.atLeast())
        .findFirst()
        .ifPresent(
            first ->
                text.append(
                    Markdown.form(
                        "Of what more nodes do not help, this ends first: %s, at %s a second,"
                            + " %s times what is wanted.",
                        first.name(),
                        Markdown.number(first.carries()),
                        Markdown.number(1 / first.load()))));
    return text.isEmpty() ? "" : text.toString().strip() + "\n";
  }

  private String halls() {
    OptionalDouble node = model.salesPerSecond("ours");
    OptionalDouble database = model.salesPerSecond("yardstick");
    if (node.isEmpty() || database.isEmpty()) {
      return "";
    }
    Markdown table =
        Markdown.table(
            "seats, each held and paid", ">one node's core, s", ">the database as driven here, s");
    for (int seats : HALLS) {
      table.row(
          Markdown.form("%,d", seats),
          Markdown.number(seats / node.getAsDouble()),
          Markdown.number(seats / database.getAsDouble()));
    }
    return table + "\n";
  }

  private String memory() {
    OptionalDouble mb = model.placesMb();
    if (mb.isEmpty()) {
      return "";
    }
    Markdown table = Markdown.table(">nodes", ">a node, MB at most", ">all nodes, MB at most");
    for (int nodes : NODES) {
      table.row(
          nodes, Markdown.number(mb.getAsDouble()), Markdown.number(nodes * mb.getAsDouble()));
    }
    return "A million places (`/million/heapBytesPerPlace`): a node keeps the head, or its backup,"
        + " or neither, and a copy, so none keeps more than a single node does.\n\n"
        + table;
  }
}
