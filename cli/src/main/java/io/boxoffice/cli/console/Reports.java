package io.boxoffice.cli.console;

import io.boxoffice.cli.client.Views.Finding;
import io.boxoffice.cli.client.Views.Verification;
import java.io.PrintWriter;

/** What several commands print the same way. */
public final class Reports {
  private static final int MAX_FINDINGS_SHOWN = 100;

  private Reports() {}

  /** Says whether all holds; findings are printed whole, since they are what one looks for. */
  public static void print(Verification verification, PrintWriter out) {
    if (verification.ok()) {
      out.printf("All invariants hold: %,d checked, nothing broken.%n", verification.checked());
      return;
    }
    out.printf(
        "%,d checked, %,d broken:%n", verification.checked(), verification.findings().size());
    verification.findings().stream()
        .limit(MAX_FINDINGS_SHOWN)
        .forEach(finding -> out.println("  " + line(finding)));
    int more = verification.findings().size() - MAX_FINDINGS_SHOWN;
    if (more > 0) {
      out.println("  and " + more + " more; --json lists all");
    }
  }

  private static String line(Finding finding) {
    return Text.printable(finding.what() + ": " + finding.detail());
  }
}
