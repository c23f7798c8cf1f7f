package io.boxoffice.cli;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.boxoffice.cli.client.RestChannel;
import io.boxoffice.cli.console.CliContext;
import io.boxoffice.cli.console.CommandFailure;
import io.boxoffice.cli.console.ExitCode;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The tokens of past logins, one for each server, in a file that only its owner reads.
 *
 * <p>A token is given only for the very address that it was made at, so that no other server ever
 * sees it. Writing replaces the file in one step: a reader sees the old or the new one, whole.
 */
final class CredentialStore {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_ONLY_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final int MAX_LOGINS = 20;

  /**
   * @param expiresAt ISO-8601
   */
  record Login(String url, String name, String userId, String accessToken, String expiresAt) {
    boolean aliveAt(Instant now) {
      return Instant.parse(expiresAt).isAfter(now);
    }
  }

  /**
   * @param logins the latest first
   */
  record Credentials(List<Login> logins) {
    Credentials {
      logins = logins == null ? List.of() : List.copyOf(logins);
    }
  }

  private final Path file;

  CredentialStore(CliContext context) {
    String configured = context.variable("XDG_CONFIG_HOME");
    Path directory = configured == null ? context.home().resolve(".config") : Path.of(configured);
    this.file = directory.resolve("boxoffice").resolve("credentials.json");
  }

  Path file() {
    return file;
  }

  /** The login that was made last, at whatever server. */
  Optional<Login> latest() {
    return read().logins().stream().findFirst();
  }

  /** The login at this server. */
  Optional<Login> at(String url) {
    return read().logins().stream().filter(login -> login.url().equals(url)).findFirst();
  }

  /** Keeps a login in the place of an older one at the same server; forgets dead ones. */
  void keep(Login login, Instant now) {
    List<Login> logins = new ArrayList<>();
    logins.add(login);
    read().logins().stream()
        .filter(old -> !old.url().equals(login.url()) && old.aliveAt(now))
        .limit(MAX_LOGINS - 1L)
        .forEach(logins::add);
    replace(logins);
  }

  /** Forgets the login at this server, dead or alive; tells whether there was one. */
  boolean forget(String url) {
    List<Login> logins = read().logins();
    List<Login> others = logins.stream().filter(login -> !login.url().equals(url)).toList();
    if (others.size() == logins.size()) {
      return false;
    }
    replace(others);
    return true;
  }

  /** Forgets every login; tells at which servers they were. */
  List<String> forgetAll() {
    List<String> urls = read().logins().stream().map(Login::url).toList();
    replace(List.of());
    return urls;
  }

  private void replace(List<Login> logins) {
    try {
      if (logins.isEmpty()) {
        Files.deleteIfExists(file);
      } else {
        write(new Credentials(logins));
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "Cannot write " + file + ": " + e.getMessage(),
          "make the directory writable, or name another one in XDG_CONFIG_HOME");
    }
  }

  private Credentials read() {
    try {
      return RestChannel.JSON.readValue(Files.readAllBytes(file), Credentials.class);
    } catch (NoSuchFileException e) {
      return new Credentials(List.of());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.NOT_ALLOWED,
          "Cannot read the stored logins in " + file,
          "remove the file and run `boxoffice login NAME` again");
    }
  }

  private void write(Credentials credentials) throws IOException {
    Path directory = file.getParent();
    Files.createDirectories(directory.getParent());
    if (!Files.isDirectory(directory)) {
      Files.createDirectory(directory, attributes(OWNER_ONLY_DIRECTORY));
    }
    Path draft = directory.resolve("credentials." + UUID.randomUUID() + ".tmp");
    try {
      try (SeekableByteChannel channel =
          Files.newByteChannel(
              draft,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              attributes(OWNER_ONLY))) {
        ObjectWriter writer = RestChannel.JSON.writerWithDefaultPrettyPrinter();
        writer.writeValue(Channels.newOutputStream(channel), credentials);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** Where the file system knows no owners' rights, the user's profile directory protects it. */
  private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }
}
