package io.boxoffice.cli.bench.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessKeyTest {
  /** The JDK's own RSA is the judge. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 42})
  void whatItSignsVerifiesWithItsPublicPart(long seed) throws Exception {
    AccessKey key = AccessKey.make(seed);
    JsonNode jwk = new ObjectMapper().readTree(key.publicJwk());
    Base64.Decoder decoder = Base64.getUrlDecoder();
    BigInteger modulus = new BigInteger(1, decoder.decode(jwk.get("n").textValue()));
    BigInteger exponent = new BigInteger(1, decoder.decode(jwk.get("e").textValue()));
    PublicKey publicKey =
        KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));

    assertThat(modulus.bitLength()).isEqualTo(2_048);
    for (int i = 0; i < 20; i++) {
      String[] parts = key.sign("{\"sub\":\"" + i + "\"}").split("\\.", -1);
      Signature verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(publicKey);
      verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      assertThat(verifier.verify(decoder.decode(parts[2]))).isTrue();
    }
  }
}
