package odia.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Browsers that have logged in: what they hold is a random name for the session, not the token.
 * Thread-safe.
 */
final class Sessions {

  /** A working day. */
  static final Duration LENGTH = Duration.ofHours(12);

  private static final int MOST = 10_000;

  private record Session(Person person, Instant until) {}

  private final Clock clock;
  private final Map<String, Session> open =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
          return size() > MOST;
        }
      };

  Sessions(Clock clock) {
    this.clock = clock;
  }

  synchronized String open(Person person) {
    String name = Tokens.make();
    open.put(name, new Session(person, clock.instant().plus(LENGTH)));
    return name;
  }

  /** Whose session it is, or null where it is over. */
  synchronized Person of(String name) {
    Session session = name == null ? null : open.get(name);
    if (session != null && clock.instant().isAfter(session.until)) {
      open.remove(name);
      return null;
    }
    return session == null ? null : session.person;
  }

  synchronized void close(String name) {
    open.remove(name);
  }
}
