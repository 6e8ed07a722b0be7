package odia.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import odia.access.AccessException;
import odia.event.Json;
import odia.monitor.LabelFilter;
import odia.monitor.Sighting.Place;

/** Reads what was asked for, and answers in JSON. What cannot be understood is refused by name. */
final class Requests {

  static final String JSON = "application/json; charset=utf-8";

  private static final int LONGEST_PARAMETER = 1_000;
  private static final int LONGEST_SEARCH = 200;

  private Requests() {}

  static void answer(Context request, Object body) {
    request.contentType(JSON).result(Json.bytes(body));
  }

  static AccessException bad(String message) {
    return new AccessException(400, message);
  }

  /** Jetty lets a path through whose parameters (;a=b) nobody can decode, and Javalin stumbles. */
  static void checkPath(Context request) {
    try {
      URLDecoder.decode(request.path(), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw bad("The path has a % without two hexadecimal digits behind it");
    }
  }

  static LabelFilter filter(Context request) {
    return new LabelFilter(
        text(request, "label"),
        text(request, "source"),
        text(request, "text", LONGEST_SEARCH),
        share(request, "minConfidence"),
        share(request, "maxConfidence"));
  }

  /** A parameter, or null where it is missing or empty. */
  static String text(Context request, String name) {
    return text(request, name, LONGEST_PARAMETER);
  }

  private static String text(Context request, String name, int longest) {
    String value = request.queryParam(name);
    if (value != null && value.length() > longest) {
      throw bad("%s has more than %,d characters".formatted(name, longest));
    }
    return value == null || value.isEmpty() ? null : value;
  }

  private static Double share(Context request, String name) {
    String value = text(request, name);
    try {
      double share = value == null ? 0 : Double.parseDouble(value);
      if (share >= 0 && share <= 1) {
        return value == null ? null : share;
      }
    } catch (NumberFormatException e) {
      // the same answer as to a number out of range
    }
    throw bad("%s=%s: should be a number in 0..1".formatted(name, value));
  }

  static int number(Context request, String name, int otherwise, int most) {
    return (int) number(request, name, (long) otherwise, most);
  }

  /** How many to answer with: at least one. */
  static int limit(Context request, int most) {
    int limit = number(request, "limit", 50, most);
    if (limit == 0) {
      throw bad("limit=0: should be a whole number in 1..%d".formatted(most));
    }
    return limit;
  }

  static long number(Context request, String name, long otherwise, long most) {
    String value = text(request, name);
    try {
      long number = value == null ? otherwise : Long.parseLong(value);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the same answer as to a number out of range
    }
    throw bad("%s=%s: should be a whole number in 0..%d".formatted(name, value, most));
  }

  /** A place that partition and offset name, or null where they do not. */
  static Place place(Context request) {
    boolean partition = text(request, "partition") != null;
    if (partition != (text(request, "offset") != null)) {
      throw bad("partition and offset must be given together");
    }
    return partition
        ? new Place(
            number(request, "partition", 0, 1_000_000),
            number(request, "offset", 0L, Long.MAX_VALUE))
        : null;
  }

  /**
   * The body, which must be a JSON object with none but these fields: one that is not known may be
   * a misspelt one.
   */
  static JsonNode body(Context request, String... fields) {
    JsonNode body = Json.read(request.bodyAsBytes());
    if (body == null || !body.isObject()) {
      throw bad("The body must be a JSON object, in UTF-8");
    }
    List<String> known = List.of(fields);
    body.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw bad(
                    "\"%s\" is no field of this; its fields are %s"
                        .formatted(shortened(name), String.join(", ", known)));
              }
            });
    return body;
  }

  private static String shortened(String name) {
    return name.length() > 100 ? name.substring(0, 100) + "…" : name;
  }

  /** A field that is a whole number, or another where it is missing or null. */
  static int number(JsonNode body, String name, int otherwise, int most) {
    JsonNode field = body.path(name);
    if (field.isMissingNode() || field.isNull()) {
      return otherwise;
    }
    if (!field.isInt() || field.intValue() < 0 || field.intValue() > most) {
      throw bad("\"%s\" must be a whole number in 0..%d".formatted(name, most));
    }
    return field.intValue();
  }

  /** A field that must be there, not blank. */
  static String required(JsonNode body, String name, int longest) {
    String value = optional(body, name, longest);
    if (value == null) {
      throw bad("\"" + name + "\" is missing or blank");
    }
    return value;
  }

  /** A field, or null where it is missing, null or blank. */
  static String optional(JsonNode body, String name, int longest) {
    JsonNode field = body.path(name);
    if (field.isMissingNode() || field.isNull()) {
      return null;
    }
    if (!field.isTextual() || field.textValue().length() > longest) {
      throw bad("\"%s\" must be a string of at most %,d characters".formatted(name, longest));
    }
    return field.textValue().isBlank() ? null : field.textValue();
  }
}
