package io.boxoffice.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A process whose wall clock is off, by libfaketime. */
final class WallClock {
  private static final Path LIBRARIES = Path.of("/usr/lib");

  private static final String IN_DIRECTORY = "faketime/libfaketimeMT.so.1";

  private WallClock() {}

  /** The library, where Linux distributions put it. */
  static Optional<Path> library() {
    Path direct = LIBRARIES.resolve(IN_DIRECTORY);
    if (Files.exists(direct)) {
      return Optional.of(direct);
    }
    if (!Files.isDirectory(LIBRARIES)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> children = Files.newDirectoryStream(LIBRARIES)) {
      for (Path child : children) {
        Path library = child.resolve(IN_DIRECTORY);
        if (Files.exists(library)) {
          return Optional.of(library);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The environment of a process whose wall clock is off by so much, to the second. */
  static Map<String, String> environment(Duration off) {
    return Map.of(
        "LD_PRELOAD",
        library().orElseThrow(() -> new IllegalStateException("no libfaketime")).toString(),
        "FAKETIME",
        String.format("%+d", off.toSeconds()),
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        // Its mending of an old C library would end every timed wait of this one at once.
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0",
        "NO_FAKE_STAT",
        "1");
  }
}
