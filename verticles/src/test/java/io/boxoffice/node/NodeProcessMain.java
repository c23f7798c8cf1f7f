package io.boxoffice.node;

/** A node in a process of its own, for tests that end it the hard way. */
public final class NodeProcessMain {
  private NodeProcessMain() {}

  public static void main(String[] arguments) {
    System.exit(new BoxofficeNode().serve(arguments));
  }
}
