package io.boxoffice.cli.client;

/** The server answered, and the answer is no. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Problem problem;

  public RefusedException(Problem problem) {
    super(problem.status() + " " + problem.code() + " " + problem.inOneLine());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }

  /** Whether the refusal carries this code. */
  public boolean is(String code) {
    return problem.code().equals(code);
  }
}
