package io.boxoffice.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second live node off a data directory. The operating system drops the lock with the
 * process, however that ends.
 */
final class DataDirLock implements AutoCloseable {
  /**
   * The directories that this process holds. POSIX locks belong to the process, and closing any
   * channel on the file drops them: a second node in the same process must not even open it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DataDirLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param directory existing, without symbolic links in it
   * @throws StartException where another node holds it
   */
  static DataDirLock take(Path directory) throws IOException, StartException {
    if (!HELD.add(directory)) {
      throw held(directory);
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              directory.resolve("node.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() != null) {
        return new DataDirLock(directory, channel);
      }
      throw held(directory);
    } catch (IOException | StartException e) {
      HELD.remove(directory);
      if (channel != null) {
        channel.close();
      }
      throw e;
    }
  }

  /** Gives the directory free. Idempotent. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      channel.close();
      HELD.remove(directory);
    }
  }

  private static StartException held(Path directory) {
    return new StartException("another node is running on data.dir " + directory);
  }
}
