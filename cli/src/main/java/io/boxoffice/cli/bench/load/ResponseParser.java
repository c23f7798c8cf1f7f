package io.boxoffice.cli.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads one HTTP/1.1 answer after the other (RFC 9112), as little of each as tells its status and
 * its end: Content-Length, chunks, or no body at all.
 */
final class ResponseParser {
  private static final int MAX_HEAD_BYTES = 16 * 1024;
  private static final int MAX_KEPT_BODY_BYTES = 4 * 1024 * 1024;
  private static final byte[] CONTENT_LENGTH = ascii("content-length:");
  private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding:");

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private enum State {
    HEAD,
    FIXED_BODY,
    CHUNK_SIZE,
    CHUNK_BYTES,
    CHUNK_END,
    TRAILERS
  }

  private byte[] head = new byte[2_048];
  private byte[] body = new byte[0];
  private int headLength;
  private int bodyLength;
  private State state;
  private boolean keepsBody;
  private int status;
  private long left;
  private int line;

  ResponseParser() {
    begin(false);
  }

  /** Gets ready for the next answer. */
  void begin(boolean keepBody) {
    state = State.HEAD;
    headLength = 0;
    bodyLength = 0;
    keepsBody = keepBody;
    status = 0;
    left = 0;
    line = 0;
  }

  int status() {
    return status;
  }

  byte[] body() {
    return body;
  }

  int bodyLength() {
    return bodyLength;
  }

  /**
   * Takes bytes, to the answer's end at most.
   *
   * @return whether the answer is complete
   * @throws BadAnswer where it is not HTTP, or larger than any that is expected
   */
  boolean take(ByteBuffer in) throws BadAnswer {
    while (in.hasRemaining()) {
      boolean complete =
          switch (state) {
            case HEAD -> takeHead(in);
            case FIXED_BODY -> takeBody(in) && left == 0;
            case CHUNK_SIZE -> takeChunkSize(in);
            case CHUNK_BYTES -> takeChunk(in);
            case CHUNK_END -> takeChunkEnd(in);
            case TRAILERS -> takeTrailers(in);
          };
      if (complete) {
        return true;
      }
    }
    return false;
  }

  private boolean takeHead(ByteBuffer in) throws BadAnswer {
    while (in.hasRemaining()) {
      if (headLength == head.length) {
        if (headLength >= MAX_HEAD_BYTES) {
          throw new BadAnswer("the headers are too large");
        }
        head = Arrays.copyOf(head, headLength * 2);
      }
      byte next = in.get();
      head[headLength++] = next;
      if (next == '\n'
          && headLength >= 4
          && head[headLength - 2] == '\r'
          && head[headLength - 3] == '\n') {
        return readHead();
      }
    }
    return false;
  }

  private boolean readHead() throws BadAnswer {
    if (headLength < 16 || head[0] != 'H' || head[8] != ' ') {
      throw new BadAnswer("this is not HTTP/1.1");
    }
    status = (head[9] - '0') * 100 + (head[10] - '0') * 10 + head[11] - '0';
    if (status < 200 || status > 599) {
      throw new BadAnswer("the status is " + status);
    }
    boolean chunked = readFraming();
    if (status == 204 || status == 304) {
      return true;
    }
    state = chunked ? State.CHUNK_SIZE : State.FIXED_BODY;
    if (!chunked && left < 0) {
      throw new BadAnswer("the answer does not tell its length");
    }
    return !chunked && left == 0;
  }

  /** Sets what is left to read; gives whether that is said chunk by chunk. */
  private boolean readFraming() {
    left = -1;
    boolean chunked = false;
    int start = 0;
    while (start < headLength) {
      int end = start;
      while (head[end] != '\n') {
        end++;
      }
      if (startsWith(CONTENT_LENGTH, start, end)) {
        left = 0;
        for (int i = start + CONTENT_LENGTH.length; i < end; i++) {
          left = head[i] >= '0' && head[i] <= '9' ? left * 10 + head[i] - '0' : left;
        }
      } else if (startsWith(TRANSFER_ENCODING, start, end)) {
        chunked = true;
      }
      start = end + 1;
    }
    if (chunked) {
      left = 0;
    }
    return chunked;
  }

  private boolean startsWith(byte[] lowerCase, int start, int end) {
    if (end - start < lowerCase.length || (head[start] | 0x20) != lowerCase[0]) {
      return false;
    }
    for (int i = 1; i < lowerCase.length; i++) {
      // A hyphen and a colon keep their bits; a letter becomes lower case.
      if ((head[start + i] | 0x20) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }

  /** Takes what is there of the bytes that are left; always true. */
  private boolean takeBody(ByteBuffer in) throws BadAnswer {
    int length = (int) Math.min(left, in.remaining());
    if (keepsBody) {
      if (bodyLength + length > MAX_KEPT_BODY_BYTES) {
        throw new BadAnswer("the body is too large");
      }
      if (bodyLength + length > body.length) {
        body = Arrays.copyOf(body, Math.max(bodyLength + length, body.length * 2));
      }
      in.get(body, bodyLength, length);
      bodyLength += length;
    } else {
      in.position(in.position() + length);
    }
    left -= length;
    return true;
  }

  private boolean takeChunkSize(ByteBuffer in) throws BadAnswer {
    byte next = in.get();
    int digit = Character.digit(next, 16);
    if (digit >= 0 && line >= 0) {
      left = left * 16 + digit;
      if (left > Integer.MAX_VALUE) {
        throw new BadAnswer("a chunk is too large");
      }
    } else if (next == '\n') {
      line = 0;
      state = left == 0 ? State.TRAILERS : State.CHUNK_BYTES;
    } else {
      // An extension, or the line's end: no digit counts any more.
      line = -1;
    }
    return false;
  }

  private boolean takeChunk(ByteBuffer in) throws BadAnswer {
    takeBody(in);
    if (left == 0) {
      state = State.CHUNK_END;
    }
    return false;
  }

  private boolean takeChunkEnd(ByteBuffer in) {
    if (in.get() == '\n') {
      state = State.CHUNK_SIZE;
    }
    return false;
  }

  private boolean takeTrailers(ByteBuffer in) {
    byte next = in.get();
    if (next == '\n') {
      boolean empty = line == 0;
      line = 0;
      return empty;
    }
    if (next != '\r') {
      line++;
    }
    return false;
  }

  /** The server does not speak as a server should. */
  static final class BadAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    BadAnswer(String message) {
      super(message);
    }
  }
}
