package odia.stream;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Corrections of documents that are not known yet, in the order of their arrival. Bounded: who
 * finds it full does not wait. One for each partition; belongs to its thread.
 */
final class WaitingRoom {

  /** For each partition. */
  static final int MOST = 1_000;

  /** For each document: its corrections without a text are small. */
  private static final int MOST_BYTES = 64 << 10;

  private static final int MOST_OF_A_DOCUMENT = 8;

  /**
   * @param until milliseconds since 1970
   */
  private record Waiting(long until, Record<byte[], byte[]> record) {}

  private final KeyValueStore<byte[], byte[]> store;
  private final Consumer<Integer> change;
  private int size;

  /**
   * @param store by document id, all that wait for it
   * @param change is told by how many more (or fewer) wait now
   */
  WaitingRoom(KeyValueStore<byte[], byte[]> store, Consumer<Integer> change) {
    this.store = store;
    this.change = change;
    for (KeyValue<byte[], byte[]> entry : entries()) {
      resize(read(entry.key, entry.value).size());
    }
  }

  private List<KeyValue<byte[], byte[]>> entries() {
    List<KeyValue<byte[], byte[]>> entries = new ArrayList<>();
    try (KeyValueIterator<byte[], byte[]> all = store.all()) {
      all.forEachRemaining(entries::add);
    }
    return entries;
  }

  private void resize(int by) {
    size += by;
    change.accept(by);
  }

  /**
   * Lets a record wait for its key.
   *
   * @param until milliseconds since 1970
   * @return whether there was room
   */
  boolean takes(Record<byte[], byte[]> record, long until) {
    List<Waiting> waiting = read(record.key(), store.get(record.key()));
    waiting.add(new Waiting(until, record));
    long bytes = waiting.stream().mapToLong(each -> Outgoing.bytes(each.record)).sum();
    if (size >= MOST || waiting.size() > MOST_OF_A_DOCUMENT || bytes > MOST_BYTES) {
      return false;
    }
    store.put(record.key(), write(waiting));
    resize(1);
    return true;
  }

  /** Takes out all that wait for a key. */
  List<Record<byte[], byte[]>> leave(byte[] key) {
    byte[] bytes = size == 0 ? null : store.delete(key);
    List<Waiting> waiting = read(key, bytes);
    resize(-waiting.size());
    return waiting.stream().map(Waiting::record).toList();
  }

  /** Takes out all whose time is over. */
  List<Record<byte[], byte[]>> leave(long now) {
    List<Record<byte[], byte[]>> over = new ArrayList<>();
    if (size == 0) {
      return over;
    }
    for (KeyValue<byte[], byte[]> entry : entries()) {
      List<Waiting> waiting = read(entry.key, entry.value);
      int before = waiting.size();
      waiting.stream().filter(w -> w.until <= now).map(Waiting::record).forEach(over::add);
      waiting.removeIf(w -> w.until <= now);
      if (waiting.size() < before) {
        store.put(entry.key, waiting.isEmpty() ? null : write(waiting));
        resize(waiting.size() - before);
      }
    }
    return over;
  }

  /** What waits here waits in another instance from now on. */
  void close() {
    resize(-size);
  }

  private static byte[] write(List<Waiting> all) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (Waiting waiting : all) {
        out.writeLong(waiting.until);
        out.writeLong(waiting.record.timestamp());
        writeBytes(out, waiting.record.value());
        Header[] headers = waiting.record.headers().toArray();
        out.writeInt(headers.length);
        for (Header header : headers) {
          writeBytes(out, header.key().getBytes(StandardCharsets.UTF_8));
          writeBytes(out, header.value());
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("Memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes == null ? -1 : bytes.length);
    if (bytes != null) {
      out.write(bytes);
    }
  }

  /** What {@link #write} wrote; nothing for null. */
  private static List<Waiting> read(byte[] key, byte[] bytes) {
    List<Waiting> all = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes == null ? new byte[0] : bytes))) {
      while (in.available() > 0) {
        long until = in.readLong();
        long timestamp = in.readLong();
        byte[] value = readBytes(in);
        all.add(new Waiting(until, new Record<>(key, value, timestamp, readHeaders(in))));
      }
    } catch (IOException e) {
      throw new IllegalStateException("An entry of the waiting room that is not ours", e);
    }
    return all;
  }

  private static Headers readHeaders(DataInputStream in) throws IOException {
    Headers headers = new RecordHeaders();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      String name = new String(readBytes(in), StandardCharsets.UTF_8);
      headers.add(name, readBytes(in));
    }
    return headers;
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    return length < 0 ? null : in.readNBytes(length);
  }
}
