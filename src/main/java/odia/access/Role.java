package odia.access;

import io.javalin.security.RouteRole;
import java.util.Locale;

/** What somebody may do; each role may also do what those before it may. */
public enum Role implements RouteRole {
  /** Nobody in particular: what this role may do needs no token. */
  ANYONE,
  /** Sees labels, models and figures. */
  VIEWER,
  /** Also corrects. */
  ANNOTATOR,
  /** Also chooses models, and sees and redrives dead letters. */
  OPERATOR;

  public boolean includes(Role other) {
    return ordinal() >= other.ordinal();
  }

  /** As users write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By how users write it, or null; {@link #ANYONE} is nobody's role. */
  static Role named(String name) {
    for (Role role : values()) {
      if (role != ANYONE && role.toString().equals(name)) {
        return role;
      }
    }
    return null;
  }
}
