package odia.follow;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import odia.event.Classification;
import odia.event.DeadLetter.Origin;
import odia.monitor.Sighting;
import odia.monitor.Sighting.Place;

/**
 * Labels that were read before their documents, since nobody says which of two topics is read
 * first. A label waits for its document's text, but not for long; in the order they came.
 */
final class PendingLabels {

  private static final long LONGEST_WAIT_MILLIS = 2_000;
  private static final int MOST_TEXTS = 10_000;

  /** A label, where it stands, and where its document does; that is null where nobody knows. */
  record Label(Classification label, Place place, Origin origin, boolean live) {}

  private record Waiting(Label label, long since) {}

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

  void add(Label label) {
    waiting.add(new Waiting(label, clock.millis()));
  }

  /** Hands over what need not wait, with the beginning of the text, or null. */
  void drain(BiConsumer<Label, String> each) {
    while (!waiting.isEmpty() && isReady(waiting.getFirst())) {
      Label next = waiting.removeFirst().label;
      Origin origin = next.origin;
      String text =
          origin == null ? null : texts.remove(new Place(origin.partition(), origin.offset()));
      each.accept(next, text);
    }
  }

  private boolean isReady(Waiting next) {
    Origin origin = next.label.origin;
    return origin == null
        || read.getOrDefault(origin.partition(), 0L) > origin.offset()
        || Math.abs(clock.millis() - next.since) > LONGEST_WAIT_MILLIS; // it may be set back
  }
}
