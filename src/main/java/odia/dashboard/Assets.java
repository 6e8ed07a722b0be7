package odia.dashboard;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import odia.access.AccessException;
import odia.access.Role;

/** The page's files, which are resources of the program. */
final class Assets {

  private static final String FOLDER = "/dashboard/";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "mjs", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "woff2", "font/woff2",
          "txt", "text/plain; charset=utf-8");

  private record Asset(byte[] bytes, String tag) {}

  private final Map<String, Asset> known = new ConcurrentHashMap<>();

  void routes(RoutesConfig routes) {
    routes.get("/", r -> serve(r, "index.html"), Role.ANYONE);
    routes.get("/favicon.ico", r -> serve(r, "icon.svg"), Role.ANYONE);
    routes.get("/assets/<path>", r -> serve(r, r.pathParam("path")), Role.ANYONE);
  }

  private void serve(Context request, String path) {
    String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    // Plain names alone, so that no path leads out of the folder.
    if (type == null || !path.matches("[A-Za-z0-9_-]+([./][A-Za-z0-9_-]+)*")) {
      throw new AccessException(404, "There is no " + path);
    }
    Asset asset = known.computeIfAbsent(path, Assets::read);
    request.header("Cache-Control", "no-cache"); // asks whether it has changed
    request.header("ETag", asset.tag);
    if (Objects.equals(request.header("If-None-Match"), asset.tag)) {
      request.status(304);
    } else {
      request.contentType(type).result(asset.bytes);
    }
  }

  private static Asset read(String path) {
    try (InputStream resource = Assets.class.getResourceAsStream(FOLDER + path)) {
      if (resource == null) {
        throw new AccessException(404, "There is no " + path);
      }
      byte[] bytes = resource.readAllBytes();
      return new Asset(bytes, tag(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tag(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return "\"" + HexFormat.of().toHexDigits(sum.getValue()) + Arrays.hashCode(bytes) + "\"";
  }
}
