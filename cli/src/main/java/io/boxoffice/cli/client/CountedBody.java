package io.boxoffice.cli.client;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** A request's body that tells how much of it the connection has taken. */
final class CountedBody implements BodyPublisher {
  private final BodyPublisher body;
  private final RestChannel.Upload upload;

  CountedBody(byte[] bytes, RestChannel.Upload upload) {
    this.body = BodyPublishers.ofByteArray(bytes);
    this.upload = upload;
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  /** Once for each attempt: a repeated one counts from the beginning. */
  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> connection) {
    body.subscribe(new Counter(connection));
  }

  private final class Counter implements Flow.Subscriber<ByteBuffer> {
    private final Flow.Subscriber<? super ByteBuffer> connection;
    private long sentBytes;

    Counter(Flow.Subscriber<? super ByteBuffer> connection) {
      this.connection = connection;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      connection.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer part) {
      int partBytes = part.remaining();
      connection.onNext(part);
      sentBytes += partBytes;
      upload.sent(sentBytes, contentLength());
    }

    @Override
    public void onError(Throwable failure) {
      connection.onError(failure);
    }

    @Override
    public void onComplete() {
      connection.onComplete();
    }
  }
}
