package io.boxoffice.node.config;

import io.boxoffice.account.AccountRules;
import io.boxoffice.node.config.RawConfig.Sourced;
import io.boxoffice.shared.bus.Role;
import io.boxoffice.shared.error.Language;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a {@link NodeConfig} of defaults, file, environment and flags; each of these outdoes the
 * one before it.
 */
public final class ConfigLoader {
  private final RawConfig raw;
  private final List<String> errors;
  private final Map<String, String> texts = new HashMap<>();
  private final Set<String> wrongKeys = new HashSet<>();

  private ConfigLoader(RawConfig raw) {
    this.raw = raw;
    this.errors = new ArrayList<>(raw.errors());
  }

  /**
   * Loads and checks everything.
   *
   * @param flags {@code --name=value} or {@code --name value}; {@code --config FILE} names the file
   * @throws ConfigException with every error there is
   */
  public static NodeConfig load(List<String> flags, Map<String, String> environment)
      throws ConfigException {
    return new ConfigLoader(RawConfig.gather(flags, environment)).build();
  }

  private NodeConfig build() throws ConfigException {
    ConfigKeys.ALL.forEach(this::check);
    NodeConfig config =
        new NodeConfig(
            new NodeConfig.Http(
                text("http.host"),
                integer("http.port"),
                httpInstances(),
                integer("http.requests-per-second"),
                integer("http.request-burst"),
                integer("http.max-streams"),
                integer("http.streams-per-user")),
            new NodeConfig.Management(text("management.host"), integer("management.port")),
            dataDir(),
            new DatabaseConfig(server(), integer("database.pool-size")),
            roles(),
            new ClusterSection(this, errors).read(),
            new NodeConfig.Auth(
                text("auth.issuer"),
                integer("auth.access-token-ttl-seconds"),
                integer("auth.password-iterations")),
            new NodeConfig.Admin(text("admin.name"), text("admin.password")),
            integer("queue.return-seconds"),
            new NodeConfig.Classic(flag("classic.enabled"), flag("classic.trust-user-id")),
            new NodeConfig.Log(
                text("log.format").equals("json"), text("log.level").toUpperCase(Locale.ROOT)),
            integer("reservation.max-commands"),
            integer("bus.timeout-ms"),
            integer("shutdown.drain-seconds"),
            integer("shutdown.timeout-seconds"),
            integer("gateway.unanswered-seconds"));
    checkTogether(config);
    if (!errors.isEmpty()) {
      throw new ConfigException(errors);
    }
    return config;
  }

  private void check(ConfigKey key) {
    Sourced set = raw.value(key);
    String text = set == null ? key.defaultValue() : set.text().strip();
    boolean wrong = set != null && !valid(key, text);
    // The default stands in for a wrong value, so that the others are still read and judged.
    texts.put(key.name(), wrong ? key.defaultValue() : text);
    if (wrong) {
      wrongKeys.add(key.name());
      String shown = key.secret() ? "" : " is '" + text + "',";
      String source = set.source().equals(key.flag()) ? key.flag() : source(key, set);
      errors.add(source + shown + " must be " + key.accepts());
    }
  }

  private static String source(ConfigKey key, Sourced set) {
    return set.source().equals(key.environmentName())
        ? set.source()
        : key.name() + " (in " + set.source() + ")";
  }

  private static boolean valid(ConfigKey key, String text) {
    return switch (key.kind()) {
      case TEXT -> text.length() >= key.min() && text.length() <= key.max();
      case INTEGER -> within(key, text);
      case BOOLEAN -> text.equals("true") || text.equals("false");
      case CHOICE -> key.choices().contains(text);
      case CHOICES -> !split(text).isEmpty() && key.choices().containsAll(split(text));
      case LIST -> split(text).size() <= key.max();
    };
  }

  private static boolean within(ConfigKey key, String text) {
    try {
      long number = Long.parseLong(text);
      return number >= key.min() && number <= key.max();
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** What values mean together can only be said of values that are each right. */
  boolean areRight(String... names) {
    return Arrays.stream(names).noneMatch(wrongKeys::contains);
  }

  private void checkTogether(NodeConfig config) {
    if (areRight("http.host")
        && config.classic().trustUserId()
        && !loopback(config.http().host())) {
      errors.add(
          "classic.trust-user-id needs a loopback http.host, and it is " + config.http().host());
    }
    if (areRight("admin.name", "admin.password")
        && config.admin().name().isEmpty() != config.admin().password().isEmpty()) {
      errors.add("admin.name and admin.password go together; one of them is missing");
    }
    if (areRight("admin.name", "admin.password")
        && config.admin().present()
        && !config.admin().password().isEmpty()) {
      AccountRules.faults(config.admin().name(), config.admin().password())
          .forEach(
              fault ->
                  errors.add(
                      "admin"
                          + fault.pointer().replace('/', '.')
                          + ": "
                          + fault.sentence().in(Language.ENGLISH)));
    }
    if (areRight("database.url")
        && text("database.url").isEmpty()
        && !(text("database.user").isEmpty() && text("database.password").isEmpty())) {
      errors.add("database.user and database.password need a database.url");
    }
    if (areRight("shutdown.drain-seconds", "shutdown.timeout-seconds")
        && config.drainSeconds() >= config.shutdownTimeoutSeconds()) {
      errors.add(
          "shutdown.drain-seconds is a part of shutdown.timeout-seconds and must be less than "
              + config.shutdownTimeoutSeconds());
    }
    if (areRight("http.port", "management.port", "roles")
        && config.http().port() != 0
        && config.http().port() == config.management().port()
        && config.roles().contains(Role.HTTP)) {
      errors.add("http.port and management.port are the same, " + config.http().port());
    }
  }

  private static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private Optional<DatabaseConfig.Server> server() {
    if (text("database.url").isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          DatabaseConfig.parse(
              text("database.url"), text("database.user"), text("database.password")));
    } catch (IllegalArgumentException e) {
      errors.add("database.url " + e.getMessage());
      return Optional.empty();
    }
  }

  private Path dataDir() {
    try {
      return Path.of(text("data.dir")).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      errors.add("data.dir is not a path");
      return Path.of("");
    }
  }

  private Set<Role> roles() {
    EnumSet<Role> roles = EnumSet.noneOf(Role.class);
    split(text("roles")).forEach(name -> roles.add(Role.valueOf(name.toUpperCase(Locale.ROOT))));
    return roles;
  }

  private int httpInstances() {
    int instances = integer("http.instances");
    return instances > 0 ? instances : Runtime.getRuntime().availableProcessors();
  }

  String text(String name) {
    return texts.get(name);
  }

  int integer(String name) {
    return Integer.parseInt(text(name));
  }

  private boolean flag(String name) {
    return Boolean.parseBoolean(text(name));
  }

  static List<String> split(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }
}
