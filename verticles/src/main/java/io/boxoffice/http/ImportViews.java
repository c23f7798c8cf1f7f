package io.boxoffice.http;

import static io.boxoffice.shared.id.Tsids.format;

import io.boxoffice.shared.messages.AdminMessages.ImportPreview;
import io.boxoffice.shared.messages.AdminMessages.ImportedConcert;
import io.boxoffice.shared.messages.AdminMessages.PreviewedCategory;
import io.boxoffice.shared.messages.AdminMessages.PreviewedQueue;
import io.boxoffice.shared.messages.AdminMessages.PreviewedZone;
import io.vertx.core.json.JsonObject;

/** How the contract writes an import, made or only tried. */
final class ImportViews {
  private ImportViews() {}

  static JsonObject imported(ImportedConcert imported) {
    return new JsonObject()
        .put("concertId", format(imported.concertId()))
        .put("state", imported.state().name())
        .put("totalSeats", imported.totalSeats())
        .put("performances", Views.list(imported.performances(), Views::performanceStart));
  }

  static JsonObject preview(ImportPreview preview) {
    return new JsonObject()
        .put("title", preview.title())
        .put("venue", preview.venue())
        .put("state", preview.state().name())
        .put("currency", preview.currency())
        .put("timeZone", preview.timeZone())
        .put("salesOpenAt", Views.time(preview.salesOpenAtMs()))
        .put("salesCloseAt", Views.time(preview.salesCloseAtMs()))
        .put("maxHeldSeats", preview.maxHeldSeats())
        .put("maxSeatsPerUser", preview.maxSeatsPerUser())
        .put("holdSeconds", preview.holdSeconds())
        .put("totalSeats", preview.totalSeats())
        .put("queue", queue(preview.queue()))
        .put("zones", Views.list(preview.zones(), ImportViews::zone))
        .put("categories", Views.list(preview.categories(), ImportViews::category))
        .put("performances", Views.list(preview.startsAtMs(), ImportViews::performance));
  }

  private static JsonObject queue(PreviewedQueue queue) {
    return new JsonObject()
        .put("capacity", queue.capacity())
        .put("admitPerMinute", queue.admitPerMinute())
        .put("maxWaiting", queue.maxWaiting())
        .put("waitingTtlSeconds", queue.waitingTtlSeconds())
        .put("admissionTtlSeconds", queue.admissionTtlSeconds());
  }

  private static JsonObject zone(PreviewedZone zone) {
    return new JsonObject()
        .put("name", zone.name())
        .put("rows", zone.rows())
        .put("seats", zone.seats());
  }

  private static JsonObject category(PreviewedCategory category) {
    return new JsonObject()
        .put("category", category.category())
        .put("seats", category.seats())
        .put("price", category.priceMinor());
  }

  private static JsonObject performance(Long startsAtMs) {
    return new JsonObject().put("startsAt", Views.time(startsAtMs));
  }
}
