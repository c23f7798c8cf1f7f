package io.boxoffice.cluster;

import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.util.Set;

/**
 * TLS 1.3 on the event bus, both ends with a certificate.
 *
 * <p>Who has a certificate of the authority is a node, whatever name it bears: nodes come and go by
 * address, and the bus does not compare names. So the authority must certify nodes of this cluster
 * and nothing else.
 *
 * @param certificate this node's, with what leads from it to the authority; PEM
 * @param key its private key; PEM, PKCS 8, not encrypted
 * @param authority the certificate of the cluster's own authority; PEM
 */
public record BusTls(Path certificate, Path key, Path authority) {
  /** Sets it; the files are read when the bus starts, which fails where they are no good. */
  public void writeTo(EventBusOptions bus) {
    bus.setSsl(true)
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
        .setKeyCertOptions(
            new PemKeyCertOptions().setCertPath(certificate.toString()).setKeyPath(key.toString()))
        .setTrustOptions(new PemTrustOptions().addCertPath(authority.toString()))
        .setTrustAll(false)
        .setClientAuth(ClientAuth.REQUIRED);
  }
}
