package io.boxoffice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.core.OperationTimeoutException;
import io.vertx.core.Promise;
import org.junit.jupiter.api.Test;

class MemberRegistryTest {
  private final Promise<Void> registered = Promise.promise();

  @Test
  void aSubscriptionThatItsOwnerHasIsGoodEnough() {
    MemberRegistry.withoutBackup(registered)
        .fail(new IndeterminateOperationStateException("backup acks missed"));

    assertThat(registered.future().succeeded()).isTrue();
  }

  @Test
  void oneThatNobodyHasIsNot() {
    MemberRegistry.withoutBackup(registered).fail(new OperationTimeoutException("no answer"));

    assertThat(registered.future().cause()).isInstanceOf(OperationTimeoutException.class);
  }
}
