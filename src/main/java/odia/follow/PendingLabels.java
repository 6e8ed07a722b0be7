package odia.follow;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import odia.event.DeadLetter.Origin;
import odia.monitor.Sighting;
import odia.monitor.Sighting.Place;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Labels that were read before their documents, since nobody says which of two topics is read
 * first. A label waits for its document's text, but not for long; in the order they came.
 */
final class PendingLabels {

  private static final long LONGEST_WAIT_MILLIS = 2_000;
  private static final int MOST_TEXTS = 10_000;

  private record Waiting(ConsumerRecord<byte[], byte[]> label, Origin origin, long since) {}

  private final Clock clock;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Map<Integer, Long> read = new HashMap<>(); // next document by partition
  private final Map<Place, String> texts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, String> eldest) {
          return size() > MOST_TEXTS;
        }
      };

  PendingLabels(Clock clock) {
    this.clock = clock;
  }

  /**
   * A document was read.
   *
   * @param text null where it has none
   */
  void document(Place place, String text) {
    read.put(place.partition(), place.offset() + 1);
    if (text != null) {
      // A little more than is shown, so that it is known whether there is more.
      texts.put(place, text.substring(0, Math.min(text.length(), Sighting.LONGEST_TEXT + 2)));
    }
  }

  void add(ConsumerRecord<byte[], byte[]> label) {
    waiting.add(new Waiting(label, Origin.of(label.headers()), clock.millis()));
  }

  /** Hands over what need not wait, with the beginning of the text, or null. */
  void drain(BiConsumer<ConsumerRecord<byte[], byte[]>, String> each) {
    while (!waiting.isEmpty() && isReady(waiting.getFirst())) {
      Waiting next = waiting.removeFirst();
      String text =
          next.origin == null
              ? null
              : texts.remove(new Place(next.origin.partition(), next.origin.offset()));
      each.accept(next.label, text);
    }
  }

  private boolean isReady(Waiting next) {
    return next.origin == null
        || read.getOrDefault(next.origin.partition(), 0L) > next.origin.offset()
        || clock.millis() - next.since > LONGEST_WAIT_MILLIS;
  }
}
