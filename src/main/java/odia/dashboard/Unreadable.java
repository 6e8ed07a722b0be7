package odia.dashboard;

import java.nio.ByteBuffer;
import java.util.Map;
import odia.access.Guard;
import odia.event.Json;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what no route ever sees, such as a header that is too long, as routes answer: in JSON,
 * with the same headers. Jetty's own answer is a page that quotes the request.
 */
final class Unreadable implements Request.Handler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    HttpFields.Mutable fields = response.getHeaders();
    Guard.headers().forEach(fields::put);
    fields.put(HttpHeader.CONTENT_TYPE, Requests.JSON);
    String status = HttpStatus.getMessage(response.getStatus());
    byte[] error = Json.bytes(Map.of("error", status + ": the server cannot read this request"));
    response.write(true, ByteBuffer.wrap(error), callback);
    return true;
  }
}
