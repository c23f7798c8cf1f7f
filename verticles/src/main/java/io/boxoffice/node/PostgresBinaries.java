package io.boxoffice.node;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked from the class path into the node's own data directory. */
final class PostgresBinaries {
  private static final int OWNER_EXECUTES = 0100;

  private PostgresBinaries() {}

  /**
   * Unpacks the programs where that has not been done yet. A directory under its final name is
   * complete: it is made under another name and renamed.
   *
   * @param parent belongs to one live node at a time
   * @return the directory that holds {@code bin}
   * @throws StartException where there are no programs for this system
   */
  static Path unpack(Path parent) throws IOException, StartException {
    byte[] archive = archive();
    CRC32 checksum = new CRC32();
    checksum.update(archive);
    Path home = parent.resolve("postgres-bin-" + Long.toHexString(checksum.getValue()));
    if (Files.isDirectory(home)) {
      return home;
    }
    try (Stream<Path> siblings = Files.list(parent)) {
      // Those of an older release, and what a killed start left behind.
      for (Path old : siblings.filter(PostgresBinaries::isBinaries).toList()) {
        deleteTree(old);
      }
    }
    Path unfinished = Files.createDirectory(parent.resolve("postgres-bin-unfinished"));
    unpack(archive, unfinished);
    return Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean isBinaries(Path path) {
    return path.getFileName().toString().startsWith("postgres-bin-");
  }

  private static byte[] archive() throws IOException, StartException {
    String system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
    boolean intel = Set.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
    String architecture = intel ? "x86_64" : "aarch64";
    try (InputStream in =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, architecture)) {
      return in.readAllBytes();
    } catch (IllegalStateException e) {
      throw new StartException(
          "no embedded PostgreSQL for " + system + " " + architecture + "; set database.url", e);
    }
  }

  private static void unpack(byte[] archive, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("the archive reaches outside: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
          continue;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
          Files.createLink(path, target.resolve(entry.getLinkName()));
        } else {
          Files.copy(tar, path);
          if ((entry.getMode() & OWNER_EXECUTES) != 0) {
            Files.setPosixFilePermissions(path, executable(path));
          }
        }
      }
    }
  }

  private static Set<PosixFilePermission> executable(Path path) throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(path));
    permissions.addAll(
        List.of(
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_EXECUTE));
    return permissions;
  }

  /** Deletes a directory and all that is in it; an absent one is deleted already. */
  static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
