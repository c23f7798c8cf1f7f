package io.boxoffice.cli.client;

import io.boxoffice.cli.client.RestChannel.Upload;
import io.boxoffice.cli.client.Views.ImportedConcert;

/** Imports of concerts, for operators; fails as {@link SaleClient} does. */
public final class ImportClient {
  private static final String PATH = "/admin/concerts";

  private final ApiCaller caller;

  ImportClient(ApiCaller caller) {
    this.caller = caller;
  }

  /**
   * Imports a concert, whole or not at all; once for each key.
   *
   * @param body JSON as the contract describes it
   * @param upload hears how far the body has got, on a thread of the connection
   */
  public ImportedConcert importConcert(byte[] body, String key, Upload upload) {
    RestChannel.Answer answer = caller.postAtLength(PATH, key, new CountedBody(body, upload));
    ImportedConcert told = caller.read(answer, ImportedConcert.class);
    return new ImportedConcert(
        told.concertId(), told.state(), told.totalSeats(), told.performances(), answer.replayed());
  }

  /** Has everything checked as an import would be, and changes nothing. */
  public CheckedImport check(byte[] body, Upload upload) {
    return caller.read(
        caller.postAtLength(PATH + "?dryRun=true", null, new CountedBody(body, upload)),
        CheckedImport.class);
  }
}
