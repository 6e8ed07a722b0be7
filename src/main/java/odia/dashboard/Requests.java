package odia.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import odia.access.AccessException;
import odia.event.Json;
import odia.monitor.LabelFilter;
import odia.monitor.Sighting.Place;

/** Reads what was asked for, and answers in JSON. What cannot be understood is refused by name. */
final class Requests {

  private Requests() {}

  static void answer(Context request, Object body) {
    request.contentType("application/json; charset=utf-8").result(Json.bytes(body));
  }

  static AccessException bad(String message) {
    return new AccessException(400, message);
  }

  static LabelFilter filter(Context request) {
    return new LabelFilter(
        text(request, "label"),
        text(request, "source"),
        text(request, "text"),
        share(request, "minConfidence"),
        share(request, "maxConfidence"));
  }

  /** A parameter, or null where it is missing or empty. */
  static String text(Context request, String name) {
    String value = request.queryParam(name);
    if (value != null && value.length() > 1_000) {
      throw bad(name + " has more than 1,000 characters");
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

  /** The body, which must be a JSON object. */
  static JsonNode body(Context request) {
    JsonNode body = Json.read(request.bodyAsBytes());
    if (body == null || !body.isObject()) {
      throw bad("The body must be a JSON object");
    }
    return body;
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
