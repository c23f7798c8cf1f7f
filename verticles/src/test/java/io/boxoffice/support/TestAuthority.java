package io.boxoffice.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority that lives in a directory; made by the JDK's own keytool. */
public final class TestAuthority {
  private static final String PASSWORD = "test-password";

  private final Path directory;

  private TestAuthority(Path directory) {
    this.directory = directory;
  }

  /** A new one, which nobody else trusts. */
  public static TestAuthority create(Path directory) {
    TestAuthority authority = new TestAuthority(directory);
    authority.keytool("-genkeypair", "ca", "-dname", "CN=a test authority", "-ext", "bc:c");
    authority.export("ca");
    return authority;
  }

  /** Its own certificate, PEM. */
  public Path certificate() {
    return directory.resolve("ca.pem");
  }

  /** Certifies a new key; gives the certificate's file. */
  public Path certify(String name) {
    keytool("-genkeypair", name, "-dname", "CN=" + name);
    keytool("-certreq", name, "-file", file(name, "csr"));
    keytool("-gencert", "ca", "-infile", file(name, "csr"), "-outfile", file(name, "pem"), "-rfc");
    writeKey(name);
    return directory.resolve(name + ".pem");
  }

  /** The key that belongs to a certificate, PKCS 8. */
  public static Path keyOf(Path certificate) {
    return certificate.resolveSibling(certificate.getFileName() + ".key");
  }

  private void export(String name) {
    keytool("-exportcert", name, "-file", file(name, "pem"), "-rfc");
  }

  private String file(String name, String kind) {
    return directory.resolve(name + "." + kind).toString();
  }

  private void writeKey(String name) {
    try (InputStream in = Files.newInputStream(directory.resolve("keys.p12"))) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      byte[] key = keys.getKey(name, PASSWORD.toCharArray()).getEncoded();
      String base64 =
          Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(key);
      Files.writeString(
          keyOf(directory.resolve(name + ".pem")),
          "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void keytool(String action, String alias, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                action,
                "-alias",
                alias,
                "-keystore",
                directory.resolve("keys.p12").toString(),
                "-storepass",
                PASSWORD));
    if (action.equals("-genkeypair")) {
      command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
    }
    command.addAll(List.of(more));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
