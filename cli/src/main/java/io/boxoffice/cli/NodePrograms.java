package io.boxoffice.cli;

import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import io.boxoffice.shared.node.NodeProgram;
import java.util.ServiceLoader;

/** Finds the node's program on the class path. */
public final class NodePrograms {
  private NodePrograms() {}

  /** The node's program. Fails where the jar that brings it is missing. */
  public static NodeProgram find() {
    return ServiceLoader.load(NodeProgram.class)
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.REFUSED,
                    "No node is on the class path",
                    "start the tool with the launcher `boxoffice`, which adds it"));
  }
}
