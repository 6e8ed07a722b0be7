package odia.access;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What every request passes: security headers, whose it is, whether they may, whether a page of
 * another origin sent it, and how often they ask.
 *
 * <p>Without tokens only the machine itself reaches the dashboard, so its user is the operator; a
 * page of another origin could still make the user's browser ask, so the host that it asks for must
 * be this machine (else a name that is made to point here would do), and what changes something
 * needs a header that such a page cannot send. With tokens a browser's session is a cookie that
 * other sites' requests do not carry, and the same header is needed.
 */
public final class Guard {

  /** Needed on whatever changes something, unless a token comes with it. */
  public static final String HEADER = "X-Odia";

  private static final String COOKIE = "odia_session";
  private static final String PERSON = "odia.person";
  private static final String BEARER = "Bearer ";

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
          + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", POLICY,
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Permissions-Policy", "camera=(), geolocation=(), microphone=()",
          "Cache-Control", "no-store");

  private final Tokens tokens;
  private final Person local;
  private final Set<String> hosts;
  private final Sessions sessions;
  private final RateLimit reads;
  private final RateLimit writes;
  private final RateLimit logins;

  /**
   * @param tokens none where only the machine itself can reach the address
   * @param address that is listened at
   */
  public Guard(Tokens tokens, InetSocketAddress address, Clock clock) {
    boolean loopback = !address.isUnresolved() && address.getAddress().isLoopbackAddress();
    if (tokens.isEmpty() && !loopback) {
      throw new AccessException(
          500,
          ("ODIA_DASHBOARD_ADDRESS=%s is reached from elsewhere, so people need tokens: make a file"
                  + " with odia token and name it in ODIA_DASHBOARD_TOKENS, or listen at 127.0.0.1")
              .formatted(address.getHostString() + ":" + address.getPort()));
    }
    this.tokens = tokens;
    this.local = new Person(System.getProperty("user.name", "operator"), Role.OPERATOR);
    this.hosts = new HashSet<>(List.of("localhost", "127.0.0.1", "[::1]", address.getHostString()));
    this.sessions = new Sessions(clock);
    this.reads = new RateLimit(30, 120, clock);
    this.writes = new RateLimit(10, 40, clock);
    this.logins = new RateLimit(0.5, 10, clock);
  }

  /** The headers of every answer. */
  public static Map<String, String> headers() {
    return HEADERS;
  }

  /**
   * Lets a request through to its route, or not.
   *
   * @throws AccessException if not
   */
  public void check(Context request) {
    refuseOtherHosts(request);
    refuseOtherPages(request);
    Role needed =
        request.routeRoles().stream()
            .map(Role.class::cast)
            .max(Comparator.naturalOrder())
            .orElse(Role.OPERATOR); // a route without a role was forgotten
    Person person = whose(request);
    if (isChange(request)) {
      refuseOtherOrigins(request);
    }
    if (needed == Role.ANYONE && !isChange(request)) {
      return; // the page's files, and how the process is: they cost next to nothing
    }
    if (needed == Role.ANYONE) {
      limit(request, logins, request.ip()); // before the body is read: it may never come
      return;
    }
    limit(request, isChange(request) ? writes : reads, who(request, person));
    if (person == null) {
      throw new AccessException(401, "A token is needed: log in, or send Authorization: Bearer …");
    }
    if (!person.role().includes(needed)) {
      throw new AccessException(
          403, "You are %s, and this needs %s".formatted(person.role(), needed));
    }
    request.attribute(PERSON, person);
  }

  private void refuseOtherHosts(Context request) {
    String host = request.header("Host");
    String name = host == null ? "" : host.replaceFirst(":\\d*$", "");
    if (tokens.isEmpty() && !hosts.contains(name)) {
      throw new AccessException(
          403, "This dashboard is for the machine it runs on, as 127.0.0.1, not as " + name);
    }
  }

  /**
   * What another origin's page asks for behind its user's back it cannot read, but streams and
   * explanations are few, and it could use them up. A link from there may still be followed.
   */
  private static void refuseOtherPages(Context request) {
    String from = request.header("Sec-Fetch-Site");
    boolean link = "navigate".equals(request.header("Sec-Fetch-Mode"));
    if (!link && ("cross-site".equals(from) || "same-site".equals(from))) {
      throw new AccessException(403, "A page of another origin may not ask for this");
    }
  }

  private static boolean isChange(Context request) {
    return request.method() != HandlerType.GET && request.method() != HandlerType.HEAD;
  }

  private static void refuseOtherOrigins(Context request) {
    boolean withToken = bearer(request) != null;
    if (!withToken && request.header(HEADER) == null) {
      throw new AccessException(403, "The header " + HEADER + ": 1 is missing");
    }
    String origin = request.header("Origin");
    if (origin != null && !isOurs(origin, request.header("Host"))) {
      throw new AccessException(403, "A page of " + origin + " may not do this");
    }
  }

  private static boolean isOurs(String origin, String host) {
    try {
      return host != null && host.equals(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String who(Context request, Person person) {
    return person == null ? request.ip() : person.name() + "@" + request.ip();
  }

  private static void limit(Context request, RateLimit limit, String who) {
    int seconds = limit.secondsToWait(who);
    if (seconds > 0) {
      request.header("Retry-After", String.valueOf(seconds));
      throw new AccessException(429, "Too many requests; wait %d s".formatted(seconds));
    }
  }

  private Person whose(Context request) {
    if (tokens.isEmpty()) {
      return local;
    }
    String token = bearer(request);
    return token == null ? sessions.of(request.cookie(COOKIE)) : tokens.of(token);
  }

  /** Tells, of a request that takes long, whether it has outlived the session that it came with. */
  public BooleanSupplier outlived(Context request) {
    String session = request.cookie(COOKIE);
    boolean bySession = !tokens.isEmpty() && bearer(request) == null;
    return () -> bySession && sessions.of(session) == null;
  }

  private static String bearer(Context request) {
    String header = request.header("Authorization");
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? header.substring(BEARER.length()).strip()
        : null;
  }

  /** Whose request it is, once it was let through. */
  public static Person person(Context request) {
    return request.attribute(PERSON);
  }

  /** Whether people log in at all. */
  public boolean hasTokens() {
    return !tokens.isEmpty();
  }

  /**
   * Logs a browser in.
   *
   * @throws AccessException if there is no such token
   */
  public Person logIn(Context request, String token) {
    Person person = tokens.isEmpty() ? local : tokens.of(token.strip());
    if (person == null) {
      throw new AccessException(401, "There is no such token; odia token makes one");
    }
    closeSession(request);
    int seconds = (int) Sessions.LENGTH.toSeconds();
    request.cookie(cookie(request, sessions.open(person), seconds));
    return person;
  }

  /** Logs a browser out. */
  public void logOut(Context request) {
    closeSession(request);
    request.cookie(cookie(request, "", 0));
  }

  private void closeSession(Context request) {
    String session = request.cookie(COOKIE);
    if (session != null) {
      sessions.close(session);
    }
  }

  private static Cookie cookie(Context request, String value, int seconds) {
    boolean secure = "https".equals(request.header("X-Forwarded-Proto")); // of a proxy before us
    return new Cookie(COOKIE, value, "/", seconds, secure, true, null, SameSite.STRICT);
  }
}
