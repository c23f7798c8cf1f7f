package io.boxoffice.cli.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/** What a trial showed; its components go into the results' JSON as they are. */
public sealed interface TrialReport permits MillionReport, OverloadReport, NodesReport {
  /** The same for a person, a few short lines. */
  @JsonIgnore
  List<String> lines();
}
